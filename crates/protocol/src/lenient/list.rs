//! A list of messages whose elements stay as they were written.

use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use crate::DownlinkMessage;
use crate::lenient::{Field, Value};

/// A type that the messages of an envelope can have: a whole message, [`Json`](crate::Json), or a box
/// of what a format keeps raw, such as `serde_json`'s `RawValue`.
pub trait EnvelopeMessage<'de>: Sized {
    /// Reads a list. A lone object is a list of one, null an empty one, and null inside a list is
    /// passed over. `None` for anything else.
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn read_list<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Self>>, D::Error>;
}

/// The member of an envelope that holds its messages; see [`EnvelopeMessage::read_list`].
pub(crate) struct MessageList<M>(pub(crate) Option<Vec<M>>);

impl<'de, M: EnvelopeMessage<'de>> Deserialize<'de> for MessageList<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        M::read_list(deserializer).map(Self)
    }
}

impl<'de> EnvelopeMessage<'de> for Value {
    fn read_list<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Self>>, D::Error> {
        Ok(match Self::deserialize(deserializer)? {
            Self::List(mut list) => {
                list.retain(|value| *value != Self::Nothing);
                Some(list)
            }
            object @ Self::Object(_) => Some(vec![object]),
            Self::Nothing => Some(Vec::new()),
            _ => None,
        })
    }
}

impl<'de> EnvelopeMessage<'de> for DownlinkMessage {
    fn read_list<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Self>>, D::Error> {
        let values = Value::read_list(deserializer)?;
        Ok(values.map(|values| Field::read(Value::List(values))))
    }
}

/// Raw JSON is read as one piece first, which tells what it is, and if it is a list, once more.
impl<'de, T> EnvelopeMessage<'de> for Box<T>
where
    T: ?Sized,
    Self: DeserializeOwned,
    for<'raw> &'raw T: Deserializer<'raw>,
{
    fn read_list<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Self>>, D::Error> {
        let raw = Self::deserialize(deserializer)?;
        let kind = raw.deserialize_any(KindVisitor::<Self>(PhantomData));
        Ok(match kind.map_err(D::Error::custom)? {
            Kind::List(list) => Some(list),
            Kind::Object => Some(vec![raw]),
            Kind::Null => Some(Vec::new()),
            Kind::Other => None,
        })
    }
}

/// What a value is.
enum Kind<M> {
    List(Vec<M>),
    Object,
    Null,
    Other,
}

struct KindVisitor<M>(PhantomData<M>);

impl<'de, M: Deserialize<'de>> Visitor<'de> for KindVisitor<M> {
    type Value = Kind<M>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list of messages or null")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Kind::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Kind::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Kind::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Kind::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Kind::Other)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Kind::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Kind::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut messages = Vec::new();
        while let Some(message) = seq.next_element::<Option<M>>()? {
            messages.extend(message);
        }
        Ok(Kind::List(messages))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Kind::Object)
    }
}
