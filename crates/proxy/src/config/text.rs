//! A value as it was written, and the small values that are read from it.

use std::fmt;
use std::time::Duration;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

/// A value as it was written on the command line, or as text, number or flag in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Without white space around it.
    pub(crate) fn as_str(&self) -> &str {
        self.0.trim()
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.as_str().is_empty()
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, String> {
        match self.as_str() {
            "true" | "1" | "yes" | "on" => Ok(true),
            "false" | "0" | "no" | "off" => Ok(false),
            other => Err(format!("`--{name}` is `{other}`; write `true` or `false`.")),
        }
    }

    /// A duration above zero: `500ms`, `20s`, `1h`, `30d`.
    pub(crate) fn duration(&self, name: &str) -> Result<Duration, String> {
        match humantime::parse_duration(self.as_str()) {
            Ok(duration) if !duration.is_zero() => Ok(duration),
            _ => Err(format!(
                "`--{name}` is `{}`, which is no duration above zero; write it as `500ms`, `20s`, \
                 `1h` or `30d`.",
                self.as_str()
            )),
        }
    }

    /// A number of bytes above zero: `1000`, `64KiB`, `2 MiB`.
    pub(crate) fn bytes(&self, name: &str) -> Result<u32, String> {
        let text = self.as_str();
        let (number, unit) = [("KiB", 1024), ("MiB", 1024 * 1024), ("B", 1)]
            .into_iter()
            .find_map(|(unit, size)| Some((text.strip_suffix(unit)?, size)))
            .unwrap_or((text, 1));
        number
            .trim()
            .parse()
            .ok()
            .and_then(|number: u32| number.checked_mul(unit))
            .filter(|bytes| *bytes > 0)
            .ok_or_else(|| {
                format!(
                    "`--{name}` is `{text}`, which is no number of bytes; write it as `1000`, \
                     `64KiB` or `2MiB`."
                )
            })
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl Visitor<'_> for TextVisitor {
            type Value = Text;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text, a number or a flag")
            }

            fn visit_str<E>(self, value: &str) -> Result<Text, E> {
                Ok(Text(value.to_owned()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }

            fn visit_bool<E>(self, value: bool) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }
        }

        deserializer.deserialize_any(TextVisitor)
    }
}

/// Reads a list, or one value as a list of one.
pub(crate) fn one_or_many<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Text>, D::Error> {
    struct ListVisitor;

    impl<'de> Visitor<'de> for ListVisitor {
        type Value = Vec<Text>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a list or one value")
        }

        fn visit_str<E>(self, value: &str) -> Result<Vec<Text>, E> {
            Ok(vec![Text(value.to_owned())])
        }

        fn visit_i64<E>(self, value: i64) -> Result<Vec<Text>, E> {
            Ok(vec![Text(value.to_string())])
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<Text>, A::Error> {
            let mut values = Vec::new();
            while let Some(value) = seq.next_element()? {
                values.push(value);
            }
            Ok(values)
        }
    }

    deserializer.deserialize_any(ListVisitor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Text {
        Text(text.to_owned())
    }

    #[test]
    fn durations_are_read_with_their_unit() {
        assert_eq!(
            text("500ms").duration("drain"),
            Ok(Duration::from_millis(500))
        );
        assert_eq!(
            text(" 30d ").duration("drain"),
            Ok(Duration::from_secs(30 * 86_400))
        );
        assert!(text("20").duration("drain").is_err());
        assert!(text("0s").duration("drain").is_err());
        assert!(
            text("soon")
                .duration("drain")
                .unwrap_err()
                .contains("--drain")
        );
    }

    #[test]
    fn bytes_are_read_with_and_without_a_unit() {
        assert_eq!(text("1000").bytes("x"), Ok(1000));
        assert_eq!(text("64 KiB").bytes("x"), Ok(65_536));
        assert_eq!(text("2MiB").bytes("x"), Ok(2 * 1024 * 1024));
        assert!(text("0").bytes("x").is_err());
        assert!(text("9999999MiB").bytes("x").is_err());
    }
}
