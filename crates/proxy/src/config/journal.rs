//! How much of a visitor's messages a reader can ask for again.

use std::time::Duration;

use super::faults::Faults;
use super::text::Text;

/// What a reader can ask for again, of each visitor; what exceeds any of the three is let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalKeep {
    /// Messages.
    pub messages: usize,
    /// Bytes of messages. A single message is kept however long it is.
    pub bytes: usize,
    /// How long a message is kept.
    pub age: Duration,
}

impl Default for JournalKeep {
    fn default() -> Self {
        Self {
            messages: 500,
            bytes: 512 * 1024,
            age: Duration::from_secs(24 * 60 * 60),
        }
    }
}

impl JournalKeep {
    /// Reads a list of any of a number of messages, a size and a duration.
    pub(super) fn read(text: Option<&Text>, faults: &mut Faults) -> Self {
        let default = Self::default();
        let Some(text) = text.map(Text::as_str) else {
            return default;
        };
        let (mut messages, mut bytes, mut age) = (None, None, None);
        for part in text.split(',').map(str::trim) {
            let Some(part) = faults.keep(Part::parse(part)) else {
                continue;
            };
            let again = match part {
                Part::Messages(number) => messages.replace(number).is_some(),
                Part::Bytes(number) => bytes.replace(number).is_some(),
                Part::Age(time) => age.replace(time).is_some(),
            };
            if again {
                faults.add(format!(
                    "`--{FLAG}` is `{text}`, which says the same twice; write each of {FORMS} once."
                ));
            }
        }
        Self {
            messages: messages.unwrap_or(default.messages),
            bytes: bytes.unwrap_or(default.bytes),
            age: age.unwrap_or(default.age),
        }
    }
}

enum Part {
    Messages(usize),
    Bytes(usize),
    Age(Duration),
}

impl Part {
    fn parse(part: &str) -> Result<Self, String> {
        let fault = |what: &str| format!("`--{FLAG}` has `{part}`, {what}; write {FORMS}.");
        let count = part
            .strip_suffix("messages")
            .or_else(|| part.strip_suffix("message"))
            .unwrap_or(part)
            .trim_end();
        if count.bytes().all(|byte| byte.is_ascii_digit()) && !count.is_empty() {
            return match count.parse() {
                Ok(messages) if (1..=MOST_MESSAGES).contains(&messages) => {
                    Ok(Self::Messages(messages))
                }
                _ => Err(fault(&format!("and keeps 1 to {MOST_MESSAGES} messages"))),
            };
        }
        if part.ends_with('B') {
            let bytes = Text::from(part.to_owned()).bytes(FLAG);
            let bytes = bytes.ok().and_then(|bytes| usize::try_from(bytes).ok());
            return bytes
                .map(Self::Bytes)
                .ok_or_else(|| fault("which is no size above zero"));
        }
        match humantime::parse_duration(part) {
            Ok(age) if !age.is_zero() => Ok(Self::Age(age)),
            Ok(_) => Err(fault("which is no time at all")),
            Err(_) => Err(fault("which is no number, no size and no duration")),
        }
    }
}

const FLAG: &str = "journal-keep";
const FORMS: &str = "any of `500 messages`, `512 KiB` and `24h`, separated by commas";

/// A visitor's rows are gone through one by one.
const MOST_MESSAGES: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<JournalKeep, String> {
        let mut faults = Faults::default();
        let keep = JournalKeep::read(Some(&Text::from(text.to_owned())), &mut faults);
        if faults.is_empty() {
            Ok(keep)
        } else {
            Err(faults.to_string())
        }
    }

    #[test]
    fn each_part_is_optional_and_in_any_order() {
        let default = JournalKeep::default();
        assert_eq!(JournalKeep::read(None, &mut Faults::default()), default);
        assert_eq!(read("500 messages, 512 KiB, 24 h"), Ok(default));
        let messages = |messages| JournalKeep {
            messages,
            ..default
        };
        assert_eq!(read("3"), Ok(messages(3)));
        assert_eq!(read("1 message"), Ok(messages(1)));
        let bytes = 2 * 1024 * 1024;
        assert_eq!(read("2MiB"), Ok(JournalKeep { bytes, ..default }));
        let age = Duration::from_secs(5400);
        let some = JournalKeep { age, ..messages(7) };
        assert_eq!(read("1h 30m,7messages"), Ok(some));
    }

    #[test]
    fn nonsense_is_named_with_what_to_write() {
        for (text, named) in [
            ("many", "`many`"),
            ("500, 0", "`0`"),
            ("10001 messages", "`10001 messages`"),
            ("messages", "`messages`"),
            ("512 kB", "`512 kB`"),
            ("0 KiB", "`0 KiB`"),
            ("0s", "`0s`"),
            ("-3", "`-3`"),
            ("5,", "``"),
            ("5, 6", "twice"),
            ("1h, 2h", "twice"),
        ] {
            let told = read(text).unwrap_err();
            assert!(
                told.contains(named) && told.contains("--journal-keep"),
                "{told}"
            );
            assert!(told.contains("512 KiB"), "{told}");
        }
    }
}
