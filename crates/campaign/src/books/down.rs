//! What the visitor was told.

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_conversation::{Body, Line, Sender};
use frontdesk_protocol::{ControlType, DownlinkMessage, SourceType};
use frontdesk_simulator::{Ledger, Told};

use super::{Books, Kind, Verdict};
use crate::stage::{Kills, time_of_day};

/// Whether all that was told is shown, or will never come. The cloud gives no two messages of one
/// visitor the same time: it tells them apart.
pub fn is_settled(ledger: &Ledger, lines: &[Line], kills: &Kills) -> bool {
    let shown: BTreeSet<i64> = shown(lines).collect();
    let now = time_of_day();
    ledger
        .told
        .iter()
        .filter(|told| says_something(told))
        .all(|told| {
            let Some(last) = told.handed.last() else {
                return shown.contains(&time(told));
            };
            let age = now - last.at;
            let whole = || told.handed.iter().filter(|handing| handing.whole);
            let may_come = age < REPAIR
                || whole().any(|handing| !kills.explain(handing.at))
                || (whole().next().is_some() && age < PATIENCE);
            shown.contains(&time(told)) || !may_come
        })
}

impl Books<'_> {
    pub(super) fn compare_down(&self, verdict: &mut Verdict) {
        let mut times: BTreeMap<i64, u64> = BTreeMap::new();
        for at in shown(&self.lines) {
            *times.entry(at).or_default() += 1;
        }
        let journaled = self.journaled(verdict);
        for (number, told) in self.ledger.told.iter().enumerate() {
            if !says_something(told) {
                continue;
            }
            let times = times.get(&time(told)).copied().unwrap_or_default();
            if times > 1 {
                let what = format!("{} is shown {times} times", words(told));
                self.wrong(verdict, Kind::Doubled, what);
            }
            if number < self.told {
                verdict.counts.told += 1;
                if times > 0 {
                    verdict.counts.shown += 1;
                    verdict.counts.repaired += u64::from(!told.handed.iter().any(|one| one.whole));
                } else {
                    self.missing(told, journaled.contains(&time(told)), verdict);
                }
            }
        }
        self.compare_order(verdict);
    }

    /// The times of what the proxy has journaled, each once.
    fn journaled(&self, verdict: &mut Verdict) -> BTreeSet<i64> {
        let Some(journal) = &self.journal else {
            verdict.counts.unread_journals += 1;
            return BTreeSet::new();
        };
        let mut keys = BTreeSet::new();
        for message in journal {
            if let Some(key) = message.key()
                && !keys.insert(key)
            {
                let what = format!("{:?} is in the journal twice", message.content);
                self.wrong(verdict, Kind::Doubled, what);
            }
        }
        let chats = journal.iter().filter(|message| is_chat(message));
        chats.filter_map(|message| message.timestamp).collect()
    }

    fn missing(&self, told: &Told, journaled: bool, verdict: &mut Verdict) {
        let words = words(told);
        let whole = || told.handed.iter().filter(|handing| handing.whole);
        if journaled {
            let what = format!("{words} is in the journal, and is not shown");
            self.wrong(verdict, Kind::Lost, what);
        } else if told.handed.is_empty() {
            let what = format!("{words} waits upstream, and nobody asked for it");
            self.wrong(verdict, Kind::Stuck, what);
        } else if whole().any(|handing| !self.kills.explain(handing.at)) {
            let what = format!("{words} reached the proxy, and is neither journaled nor shown");
            self.wrong(verdict, Kind::Lost, what);
        } else if whole().next().is_some() {
            verdict.counts.died += 1;
        } else {
            verdict.counts.own_losses += 1;
            verdict.counts.without_agent += u64::from(!self.had_agent());
        }
    }

    fn had_agent(&self) -> bool {
        let is_agents = |told: &Told| told.message.source == Some(SourceType::Agent);
        self.ledger.told.iter().any(is_agents)
    }

    /// The transcript against the order in which upstream handed down. What was repaired, what was
    /// under way while the proxy died and what its store lost has no order that counts.
    fn compare_order(&self, verdict: &mut Verdict) {
        let mut handed: BTreeMap<i64, (i64, usize)> = BTreeMap::new();
        for (number, told) in self.ledger.told.iter().enumerate() {
            let first = told.handed.first().filter(|first| {
                first.whole && !self.kills.explain(first.at) && says_something(told)
            });
            if let Some(first) = first {
                handed.insert(time(told), (first.at, number));
            }
        }
        let mut before = None;
        for at in shown(&self.lines) {
            let Some(place) = handed.get(&at) else {
                continue;
            };
            if before.is_some_and(|before| before > place) {
                let told = self.ledger.told.get(place.1).map(words).unwrap_or_default();
                let what = format!("{told} is shown after what came after it");
                self.wrong(verdict, Kind::OutOfOrder, what);
            }
            before = Some(place);
        }
    }
}

/// The times of the lines that came down, in the order in which they are shown.
fn shown(lines: &[Line]) -> impl Iterator<Item = i64> {
    let came = lines
        .iter()
        .filter(|line| line.sender != Sender::Visitor && matches!(line.body, Body::Content { .. }));
    came.filter_map(|line| line.at)
}

fn says_something(told: &Told) -> bool {
    is_chat(&told.message)
}

fn is_chat(message: &DownlinkMessage) -> bool {
    let content = message.content.as_deref().unwrap_or_default();
    message.control == ControlType::Chat && !content.trim().is_empty()
}

fn time(told: &Told) -> i64 {
    told.message.timestamp.unwrap_or_default()
}

fn words(told: &Told) -> String {
    let content = told.message.content.as_deref().unwrap_or_default();
    format!(
        "{content:?} (told at {}, handed {:?})",
        time(told),
        told.handed
    )
}

/// In milliseconds: how long is waited for what was lost on its way to the proxy, until history
/// brings it. History is asked through the same faults.
const REPAIR: i64 = 30_000;

/// In milliseconds: how long is waited for what may have died with the proxy. It may be in the journal as
/// well, and whoever found no proxy comes back after half a minute at most.
const PATIENCE: i64 = 60_000;
