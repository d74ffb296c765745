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
        let looks_other = |other: &DownlinkMessage| match (&message.message_code, &other.message_code) {
            (Some(_), Some(_)) => false,
            (None, None) => [message, other].iter().any(|one| one.timestamp.is_none_or(|at| at % 1_000 == 0)),
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
