//! Any JSON value.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};

use crate::lenient::{fraction, write};

/// Nothing of the API nests deeper; what does is passed over, so that no answer can exhaust the
/// stack.
const DEEPEST: u8 = 16;

/// From here on a float has no fraction: 2^53.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Any JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// null, and what JSON does not have.
    Nothing,
    /// true or false.
    Flag(bool),
    /// A number without a fraction; one that is too large is the largest.
    Number(i64),
    /// A number with a fraction, such as a coordinate.
    Fraction(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, in the order in which it was written.
    Object(Vec<(String, Value)>),
}

impl Value {
    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            other => other.text(),
        }
    }

    /// A text, or what is written like one.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Fraction(number) => Some(fraction::text(*number)),
            Self::Flag(flag) => Some(if *flag { "true" } else { "false" }.to_owned()),
            Self::Nothing | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// A text; a list of texts becomes a comma list: ids of messages come as an array where a comma
    /// list is expected (seed 002 table 3, READ). Any other list or object is JSON that should have
    /// stood inside a string, and so it does here.
    pub(crate) fn into_content(self) -> Option<String> {
        match &self {
            Self::List(list) => comma_list(list).or_else(|| Some(write::json(&self))),
            Self::Object(_) => Some(write::json(&self)),
            _ => self.into_text(),
        }
    }

    /// The value under the first of these names that holds something.
    pub(crate) fn named(&self, names: &[&str]) -> Option<&Self> {
        let Self::Object(entries) = self else {
            return None;
        };
        names.iter().find_map(|name| {
            let (_, value) = entries.iter().find(|(key, _)| key == name)?;
            (*value != Self::Nothing).then_some(value)
        })
    }

    /// The text under the first of these names that holds one which is not blank.
    pub(crate) fn text_named(&self, names: &[&str]) -> Option<String> {
        let mut texts = names.iter().filter_map(|name| self.named(&[name])?.text());
        texts.find(|text| !text.trim().is_empty())
    }

    pub(crate) fn into_number(self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Fraction(number) => Some(number as i64),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(crate) fn into_flag(self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(flag),
            Self::Number(number) => Some(number != 0),
            Self::Fraction(number) => Some(number as i64 != 0),
            Self::Text(text) => match text.trim() {
                "true" | "TRUE" | "True" | "1" => Some(true),
                "false" | "FALSE" | "False" | "0" => Some(false),
                _ => None,
            },
            Self::Nothing | Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// Texts, joined; `None` where there is something else among them.
fn comma_list(list: &[Value]) -> Option<String> {
    let mut text = String::new();
    for (at, value) in list.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        text.push_str(&value.text()?);
    }
    Some(text)
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor { depth: 0 })
    }
}

/// Reads a value at some depth.
#[derive(Clone, Copy)]
struct ValueVisitor {
    depth: u8,
}

impl ValueVisitor {
    fn deeper(self) -> Option<Self> {
        (self.depth < DEEPEST).then_some(Self {
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for ValueVisitor {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Flag(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        let whole = value as i64;
        let is_whole = whole as f64 == value || value.abs() >= LARGEST;
        Ok(if is_whole {
            Value::Number(whole)
        } else {
            Value::Fraction(value)
        })
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    // What JSON does not have. The defaults would name it in an error, which takes the code that
    // prints any value.
    fn visit_bytes<E>(self, _: &[u8]) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        Ok(Value::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        match self.deeper() {
            Some(deeper) => {
                while let Some(value) = seq.next_element_seed(deeper)? {
                    list.push(value);
                }
            }
            None => while seq.next_element::<IgnoredAny>()?.is_some() {},
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            match self.deeper() {
                Some(deeper) => object.push((key, map.next_value_seed(deeper)?)),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Value::Object(object))
    }
}
