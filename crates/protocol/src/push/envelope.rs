//! A push whose messages stay as they were written.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::lenient::{EnvelopeMessage, Field, MessageList, Value};

/// [`PushMessage`](super::PushMessage) with messages of any [type](EnvelopeMessage): the proxy keeps
/// raw JSON, with whatever it holds that nobody knows.
///
/// A push is not sent twice. So what may have been messages, and is neither a list nor an object, is
/// an error here: it must not be answered as if it were kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushEnvelope<M> {
    /// Messages, oldest first; null and absent are none.
    pub messages: Vec<M>,
    /// When it was sent, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<i64>,
}

impl<'de, M: EnvelopeMessage<'de>> Deserialize<'de> for PushEnvelope<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

struct EnvelopeVisitor<M>(PhantomData<M>);

impl<'de, M: EnvelopeMessage<'de>> Visitor<'de> for EnvelopeVisitor<M> {
    type Value = PushEnvelope<M>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object: PushEnvelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut push = PushEnvelope {
            messages: Vec::new(),
            timestamp: None,
        };
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "messages" => {
                    let MessageList(list) = map.next_value()?;
                    let list = list.ok_or_else(|| A::Error::custom(NO_LIST))?;
                    if push.messages.is_empty() {
                        push.messages = list;
                    }
                }
                "timestamp" => {
                    let timestamp = Field::read(map.next_value::<Value>()?);
                    push.timestamp = push.timestamp.or(timestamp);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(push)
    }
}

const NO_LIST: &str = "messages is neither a list nor an object";
