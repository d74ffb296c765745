//! A poll's answer whose messages stay as they were written.

use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::Serialize;

use crate::ResultCode;
use crate::lenient::{EnvelopeMessage, Field, MessageList, Value};

/// [`PollResponse`](crate::PollResponse) with messages of any [type](EnvelopeMessage): the proxy hands
/// raw JSON on, with whatever it holds that nobody knows.
#[derive(Debug, Clone, PartialEq)]
pub struct PollEnvelope<M> {
    /// Result.
    pub code: Option<ResultCode>,
    /// In words.
    pub description: Option<String>,
    /// The messages, oldest first; none where there is no list of them.
    pub messages: Vec<M>,
    /// From the proxy: what was handed out so far.
    pub cursor: Option<String>,
    /// From the proxy: the cursor could not be continued; this is what is kept.
    pub reset: bool,
}

impl<M> Default for PollEnvelope<M> {
    fn default() -> Self {
        Self {
            code: None,
            description: None,
            messages: Vec::new(),
            cursor: None,
            reset: false,
        }
    }
}

impl<M> PollEnvelope<M> {
    /// Whether the poll did what it should; see [`Answer::is_success`](crate::Answer::is_success).
    pub fn is_success(&self) -> bool {
        match &self.code {
            Some(code) => *code == ResultCode::Success,
            None => !self.messages.is_empty() || self.cursor.is_some(),
        }
    }
}

impl<M: Serialize> Serialize for PollEnvelope<M> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;

        let mut map = serializer.serialize_map(None)?;
        if let Some(code) = &self.code {
            map.serialize_entry("resultCode", code)?;
        }
        if let Some(description) = &self.description {
            map.serialize_entry("resultDesc", description)?;
        }
        map.serialize_entry("downlinkMessages", &self.messages)?;
        if let Some(cursor) = &self.cursor {
            map.serialize_entry("cursor", cursor)?;
        }
        if self.reset {
            map.serialize_entry("reset", &true)?;
        }
        map.end()
    }
}

impl<'de, M: EnvelopeMessage<'de>> Deserialize<'de> for PollEnvelope<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

struct EnvelopeVisitor<M>(PhantomData<M>);

impl<'de, M: EnvelopeMessage<'de>> Visitor<'de> for EnvelopeVisitor<M> {
    type Value = PollEnvelope<M>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object: PollEnvelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut answer = PollEnvelope::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "resultCode" | "returnCode" | "retCode" | "retcode" => {
                    fill(&mut answer.code, &mut map)?;
                }
                "resultDesc" | "message" => fill(&mut answer.description, &mut map)?,
                "cursor" => fill(&mut answer.cursor, &mut map)?,
                "reset" => fill(&mut answer.reset, &mut map)?,
                "downlinkMessages" => {
                    let list = map.next_value::<MessageList<M>>()?.0.unwrap_or_default();
                    if answer.messages.is_empty() {
                        answer.messages = list;
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(answer)
    }
}

/// Of several spellings the first that holds something wins.
fn fill<'de, T: Field, A: MapAccess<'de>>(field: &mut T, map: &mut A) -> Result<(), A::Error> {
    let value = T::read(map.next_value::<Value>()?);
    if field.is_absent() {
        *field = value;
    }
    Ok(())
}
