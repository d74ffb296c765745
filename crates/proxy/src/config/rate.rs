//! One rate, as it is written.

use std::num::NonZeroU32;
use std::time::Duration;

/// So many in a time, evenly, and so many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub number: NonZeroU32,
    /// In which time.
    pub per: Duration,
    /// How many at once.
    pub burst: NonZeroU32,
}

impl Rate {
    /// `None` where a number is zero.
    pub(super) fn of(number: u32, per: Duration, burst: u32) -> Option<Self> {
        Some(Self {
            number: NonZeroU32::new(number)?,
            per,
            burst: NonZeroU32::new(burst)?,
        })
    }

    /// `30/h`, `30/h/address`, `20/s burst 60`; `off` is no limit.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub(super) fn parse(flag: &str, scope: &str, text: &str) -> Result<Option<Self>, String> {
        if text == "off" {
            return Ok(None);
        }
        let fault = || {
            format!(
                "`--{flag}` is `{text}`; write how many in which time, as `30/h` or `20/s burst 60` \
                 (numbers from 1 to {MOST}; s, min, h or d), or `off`."
            )
        };
        let (rate, burst) = match text.split_once("burst") {
            Some((rate, burst)) => (rate.trim(), Some(burst.trim())),
            None => (text, None),
        };
        let number = |text: &str| {
            text.parse()
                .ok()
                .filter(|number| (1..=MOST).contains(number))
        };
        let mut parts = rate.split('/').map(str::trim);
        let many = parts.next().and_then(number).ok_or_else(fault)?;
        let per = match parts.next() {
            Some("s") => SECOND,
            Some("min" | "m") => MINUTE,
            Some("h") => HOUR,
            Some("d") => DAY,
            _ => return Err(fault()),
        };
        if parts.next().is_some_and(|part| part != scope) || parts.next().is_some() {
            return Err(fault());
        }
        let burst = burst.map_or(Some(many), number).ok_or_else(fault)?;
        Ok(Self::of(many, per, burst))
    }
}

pub(super) const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
pub(super) const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MOST: u32 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_with_and_without_scope_and_burst() {
        let read = |text| Rate::parse("limit-x", "address", text);
        assert_eq!(read("30/h"), Ok(Rate::of(30, HOUR, 30)));
        assert_eq!(read("30/h/address"), Ok(Rate::of(30, HOUR, 30)));
        assert_eq!(read("20/s burst 60"), Ok(Rate::of(20, SECOND, 60)));
        assert_eq!(read("5 / min"), Ok(Rate::of(5, MINUTE, 5)));
        assert_eq!(read("off"), Ok(None));
        for nonsense in [
            "",
            "30",
            "0/h",
            "30/y",
            "30/h/visitor",
            "30/h/address/x",
            "30/h burst 0",
            "x/s",
            "1000001/s",
            "-1/s",
            "30/h burst",
        ] {
            let told = read(nonsense).unwrap_err();
            assert!(
                told.contains("--limit-x") && told.contains("30/h"),
                "{told}"
            );
        }
    }
}
