//! A push whose messages stay as they were written.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::lenient::list::LenientList;

/// [`PushMessage`](super::PushMessage) with messages of any type: the proxy keeps raw JSON, with
/// whatever it holds that nobody knows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushEnvelope<M> {
    /// Messages, oldest first; null and absent are none.
    pub messages: Vec<M>,
}

impl<'de, M: Deserialize<'de>> Deserialize<'de> for PushEnvelope<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

struct EnvelopeVisitor<M>(PhantomData<M>);

impl<'de, M: Deserialize<'de>> Visitor<'de> for EnvelopeVisitor<M> {
    type Value = PushEnvelope<M>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an object: PushEnvelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut messages = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == "messages" {
                let LenientList(list) = map.next_value()?;
                messages.extend(list);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(PushEnvelope { messages })
    }
}
