//! Values that the browser has parsed from JSON, as what they are to the protocol.
//!
//! `serde-wasm-bindgen` writes; it does not read here. Its errors quote what they found instead, and
//! so bring the code along that prints any float: 4 KB for every visitor, and nobody reads them.

use std::fmt;

use frontdesk_protocol::Json;
use js_sys::{Array, JSON, Object};
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::JsValue;

/// JSON that stands inside a message's strings, or `None` when the text is not JSON.
pub fn parse(text: &str) -> Option<Json> {
    read(JSON::parse(text).ok()?)
}

/// Reads what the browser has parsed; `None` when it is something else than a `T`.
pub fn read<T: DeserializeOwned>(parsed: JsValue) -> Option<T> {
    T::deserialize(Parsed(parsed)).ok()
}

/// A value that JSON can have.
struct Parsed(JsValue);

impl<'de> Deserializer<'de> for Parsed {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Self(value) = self;
        if let Some(flag) = value.as_bool() {
            visitor.visit_bool(flag)
        } else if let Some(number) = value.as_f64() {
            visitor.visit_f64(number)
        } else if let Some(text) = value.as_string() {
            visitor.visit_string(text)
        } else if Array::is_array(&value) {
            let elements = Array::from(&value).into_iter().map(Parsed);
            visitor.visit_seq(SeqDeserializer::new(elements))
        } else if value.is_object() {
            let entries = Object::entries(&Object::from(value)).into_iter();
            visitor.visit_map(MapDeserializer::new(entries.map(|entry| {
                let entry = Array::from(&entry);
                (Parsed(entry.get(0)), Parsed(entry.get(1)))
            })))
        } else {
            visitor.visit_unit()
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    /// Does not look inside, however deep that is.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

impl IntoDeserializer<'_, Unreadable> for Parsed {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The value is of another kind. Which one is not said: see above.
#[derive(Debug)]
struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of another kind")
    }
}

impl std::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
