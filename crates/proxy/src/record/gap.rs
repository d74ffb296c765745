//! What the cloud handed out and nobody got: where it may be missing, and what of a history was it.
//!
//! Of history no document says what fields it has. So nothing is taken from it that is not plainly a
//! message to this visitor, of the time in question, and other than every message that is known.

use std::collections::HashSet;
use std::time::Duration;

use frontdesk_protocol::{ControlType, DownlinkMessage, SourceType};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Record;
use super::journal::Journal;
use crate::seal::Instant;

/// A time of which something may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Gap {
    /// When what is missing may have been said first, by the cloud's clock: milliseconds since 1970.
    pub(crate) since: i64,
    /// A history that is asked for from then on has all of it.
    pub(crate) until: Instant,
}

impl Record {
    /// Something may be missing that followed the newest message, and until then there may be more.
    pub(crate) fn lose(&mut self, until: Instant) {
        let begun = self.visit.begun;
        let newest = self.journal.newest_time(begun);
        let since = newest.map_or_else(
            || millis(begun).saturating_sub(CLOCKS),
            |newest| newest.saturating_sub(SOURCES),
        );
        let gap = self.visit.gap.get_or_insert(Gap { since, until });
        gap.since = gap.since.min(since).max(0);
        gap.until = gap.until.max(until);
    }
}

impl Journal {
    /// The time that the newest message bears, of those that came in this conversation.
    fn newest_time(&self, begun: Instant) -> Option<i64> {
        let rows = self.rows(1..=self.head()).filter(|row| row.at >= begun);
        let times = rows.filter_map(|row| read(row.text.as_deref()?)?.timestamp);
        times.max()
    }

    /// What of a history is missing here, in its order, marked as such. Each message here accounts for
    /// one of the history's: the same by its key, else one with the same words within a second.
    pub(crate) fn missing(
        &self,
        since: i64,
        user_id: &str,
        history: Vec<Box<RawValue>>,
    ) -> Vec<Box<RawValue>> {
        let to_visitor = |raw: Box<RawValue>| {
            let message = read(&raw)?;
            let is_told = message.control == ControlType::Chat
                && is_theirs(&message)
                && message.from.as_deref() != Some(user_id)
                && message.timestamp.is_some_and(|at| at >= since)
                && message.content.as_deref().is_some_and(is_said);
            is_told.then_some((raw, message))
        };
        let told: Vec<_> = history.into_iter().filter_map(to_visitor).collect();
        let keys: HashSet<_> = told.iter().filter_map(|(_, it)| it.key()).collect();
        let mut here: Vec<DownlinkMessage> = self
            .rows(1..=self.head())
            .filter_map(|row| read(row.text.as_deref()?))
            .filter(|message| !message.key().is_some_and(|key| keys.contains(&key)))
            .collect();
        let mut found = HashSet::new();
        told.into_iter()
            .filter(|(_, message)| !self.knows(message))
            .filter(|(_, message)| message.key().is_some_and(|key| found.insert(key)))
            .filter(|(_, message)| {
                let twin = here.iter().position(|other| are_twins(message, other));
                twin.map(|twin| here.swap_remove(twin)).is_none()
            })
            .filter_map(|(raw, _)| mark(&raw))
            .collect()
    }

    /// Whether this was found in a history before, where it looked otherwise: without its code, or
    /// with its time in whole seconds.
    pub(super) fn was_missed(&self, message: &DownlinkMessage) -> bool {
        let looks_other =
            |other: &DownlinkMessage| match (&message.message_code, &other.message_code) {
                (Some(_), Some(_)) => false,
                (None, None) => [message, other]
                    .iter()
                    .any(|one| one.timestamp.is_none_or(|at| at % 1_000 == 0)),
                _ => true,
            };
        let missed = self.rows(1..=self.head()).filter_map(|row| {
            let text = row.text.as_deref()?;
            read(text.get().starts_with(MARK).then_some(text)?)
        });
        missed
            .filter(looks_other)
            .any(|other| are_twins(message, &other))
    }
}

/// Whether a message was found in a history.
pub(super) fn is_missed(text: &RawValue) -> bool {
    text.get().starts_with(MARK)
}

fn read(text: &RawValue) -> Option<DownlinkMessage> {
    serde_json::from_str(text.get()).ok()
}

fn is_theirs(message: &DownlinkMessage) -> bool {
    let theirs = [SourceType::Agent, SourceType::Robot, SourceType::System];
    message
        .source
        .as_ref()
        .is_some_and(|source| theirs.contains(source))
}

fn is_said(content: &str) -> bool {
    !content.trim().is_empty()
}

fn are_twins(one: &DownlinkMessage, other: &DownlinkMessage) -> bool {
    let apart = one
        .timestamp
        .zip(other.timestamp)
        .map_or(0, |(one, other)| one.abs_diff(other));
    one.control == other.control
        && one.source == other.source
        && words(one) == words(other)
        && apart <= TWINS
}

fn words(message: &DownlinkMessage) -> &str {
    message.content.as_deref().unwrap_or_default().trim()
}

/// With the mark by which a page knows that it may belong before what it has.
fn mark(raw: &RawValue) -> Option<Box<RawValue>> {
    let rest = raw.get().trim_start().strip_prefix('{')?;
    let comma = if rest.trim_start().starts_with('}') {
        ""
    } else {
        ","
    };
    RawValue::from_string(format!("{MARK}{comma}{rest}")).ok()
}

fn millis(at: Instant) -> i64 {
    i64::try_from(at.as_millis()).unwrap_or(i64::MAX)
}

const MARK: &str = r#"{"frontdeskMissed":true"#;

/// In milliseconds: as much the cloud's clock may differ from this one.
const CLOCKS: i64 = 60_000;

/// In milliseconds: as much the clocks of robot, agents and system may differ.
const SOURCES: i64 = 30_000;

/// In milliseconds: the same words within this time are one message, told in two ways.
const TWINS: u64 = 1_000;

/// As long the cloud may hold a poll whose connection is gone, and hand out what comes meanwhile.
pub(crate) const UNHEARD: Duration = Duration::from_secs(6);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Epoch;

    fn agent(text: &str, at: i64, code: &str) -> Box<RawValue> {
        let code = match code {
            "" => String::new(),
            code => format!(r#""messageCode": "{code}", "#),
        };
        raw(&format!(
            r#"{{{code}"sourceType": "AGENT", "content": "{text}", "timestamp": {at}}}"#
        ))
    }

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    fn journal(messages: Vec<Box<RawValue>>) -> Journal {
        let mut journal = Journal::new(Epoch::random().unwrap());
        for message in messages {
            journal.append(message, Instant::from_millis(1));
        }
        journal
    }

    fn texts(messages: &[Box<RawValue>]) -> Vec<String> {
        let read = messages.iter().filter_map(|raw| read(raw));
        read.filter(|message| message.missed)
            .filter_map(|message| message.content)
            .collect()
    }

    #[test]
    fn what_is_missing_is_found_and_marked() {
        let here = journal(vec![agent("one", 10_000, "a"), agent("three", 12_000, "c")]);
        let history = vec![
            agent("long ago", 4_000, "z"),
            agent("one", 10_000, "a"),
            agent("two", 11_000, "b"),
            agent("three", 12_000, "c"),
            agent("two", 11_000, "b"),
        ];
        assert_eq!(texts(&here.missing(5_000, "me", history)), ["two"]);
        assert_eq!(
            mark(&raw("{}")).unwrap().get(),
            r#"{"frontdeskMissed":true}"#
        );
        assert!(mark(&raw("[]")).is_none());
    }

    #[test]
    fn what_looks_otherwise_in_history_is_not_missing() {
        let here = vec![agent("one", 10_400, "a"), agent("two", 11_400, "")];
        let here = journal(here);
        for history in [
            vec![agent("one", 10_400, ""), agent("two", 11_000, "")],
            vec![agent("one", 10_000, "other"), agent("two", 11_900, "other")],
            vec![agent(" one ", 10_401, ""), agent("two", 11_400, "b")],
        ] {
            assert_eq!(texts(&here.missing(0, "me", history)), [""; 0]);
        }
    }

    #[test]
    fn the_same_words_twice_within_a_second_are_two_messages_where_history_says_so() {
        let here = journal(vec![agent("ok", 10_000, "")]);
        let history = vec![agent("ok", 10_000, ""), agent("ok", 10_500, "")];
        assert_eq!(texts(&here.missing(0, "me", history)), ["ok"]);
    }

    #[test]
    fn what_history_brought_first_is_known_when_it_comes_in_another_form() {
        let mut here = journal(Vec::new());
        for missing in here.missing(0, "me", vec![agent("one", 10_000, "")]) {
            assert!(here.append(missing, Instant::from_millis(1)));
        }
        assert!(!here.append(agent("one", 10_000, ""), Instant::from_millis(2)));
        assert!(!here.append(agent("one", 10_400, "a"), Instant::from_millis(2)));
        assert!(here.append(agent("one", 12_000, "b"), Instant::from_millis(2)));
        assert!(here.append(agent("two", 10_000, "c"), Instant::from_millis(2)));
    }

    #[test]
    fn a_gap_begins_before_the_newest_message_of_this_conversation_and_grows() {
        let now = Instant::from_millis(500_000);
        let mut record = Record::new(Epoch::random().unwrap(), now);
        record
            .journal
            .append(agent("before", 100_000, "a"), Instant::from_millis(1));
        record.lose(now);
        let gap = |record: &Record| record.visit.gap.unwrap();
        assert_eq!(gap(&record).since, 440_000);
        record.visit.gap = None;
        record.journal.append(agent("now", 600_000, "b"), now);
        record.lose(now);
        assert_eq!(gap(&record).since, 570_000);
        record.journal.append(agent("later", 700_000, "c"), now);
        record.lose(now.after(UNHEARD));
        let until = now.after(UNHEARD);
        assert_eq!(
            gap(&record),
            Gap {
                since: 570_000,
                until
            }
        );
    }
}
