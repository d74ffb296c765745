//! What the cloud handed out and the network lost on its way here comes again from the cloud's history,
//! which answers once an agent is there. It is asked before the next poll, so that what was lost stands
//! in the journal before what followed it.

use std::sync::Mutex;
use std::time::Duration;

use frontdesk_protocol::{Answer, HistoryRequest, QueryHistory};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serde::Deserialize;
use serde_json::value::RawValue;
use tokio::time::{Instant, timeout};

use super::Session;
use crate::record::{Gap, UNHEARD};
use crate::seal;
use crate::store::StoreDown;
use crate::sync::lock;
use crate::telemetry::{GapEnd, MESSAGES_RECOVERED};
use crate::upstream::{CHANNEL, Lost, OnBehalf, Upstream};

/// When one visitor's history may be asked for again.
#[derive(Debug, Default)]
pub(super) struct Repair(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// `None`: now.
    due: Option<Instant>,
    /// Times one after the other that history did not answer.
    failures: u32,
    /// Times one after the other that history had nothing to say yet.
    refusals: u32,
    /// A loss that could not be written down.
    owed: Option<Lost>,
}

/// How many histories are asked for in a time, by all visitors.
pub(super) struct Budget(DefaultDirectRateLimiter);

impl Default for Budget {
    fn default() -> Self {
        let quota = Quota::per_second(A_SECOND).allow_burst(A_SECOND);
        Self(RateLimiter::direct(quota))
    }
}

enum Told {
    /// All of it.
    Whole(Vec<Box<RawValue>>),
    /// There is no history yet: no agent is there.
    NotYet,
    /// It was not told.
    Not,
}

impl Session {
    /// A poll's answer is lost; what was in it may come again.
    pub(super) async fn lost(&self, lost: Lost) {
        let now = seal::Instant::now();
        let until = match lost {
            Lost::Made => now,
            Lost::Unheard => now.after(UNHEARD),
        };
        let kept = self.store.lose(&self.who, until, now).await;
        let mut state = lock(&self.repair.0);
        if kept.is_err() {
            state.owed = Some(lost);
        }
        // What this one held must come before what follows; a history that fails has its pause.
        if state.failures == 0 && state.refusals == 0 {
            state.due = None;
        }
    }

    /// An agent has spoken: history has something to say.
    pub(super) fn agent_spoke(&self) {
        let mut state = lock(&self.repair.0);
        if std::mem::take(&mut state.refusals) > 0 {
            state.due = None;
        }
    }

    /// Asks for what is missing, where something is and it is time to. Whatever comes of it, it does
    /// not keep the next poll waiting for long.
    pub(super) async fn repair(
        &self,
        upstream: &Upstream,
        behalf: &OnBehalf,
    ) -> Result<(), StoreDown> {
        let owed = lock(&self.repair.0).owed.take();
        if let Some(owed) = owed {
            self.lost(owed).await;
        }
        let visit = self.store.visit(&self.who).await?;
        let Some(gap) = visit.gap.filter(|_| visit.with_agent) else {
            return Ok(());
        };
        let now = Instant::now();
        if lock(&self.repair.0).due.is_some_and(|due| now < due) {
            return Ok(());
        }
        if self.budget.0.check().is_err() {
            lock(&self.repair.0).due = Some(now + spread(PUT_OFF));
            return Ok(());
        }
        let asked = seal::Instant::now();
        let told = timeout(LONGEST, ask(gap, upstream, behalf)).await;
        let told = told.unwrap_or(Told::Not);
        let end = self.note(&told, asked.until(gap.until));
        let now = seal::Instant::now();
        if let Told::Whole(history) = told {
            let recovered = self.store.recover(&self.who, history, now).await?;
            let recovered = u64::try_from(recovered).unwrap_or(u64::MAX);
            metrics::counter!(MESSAGES_RECOVERED).increment(recovered);
        }
        if let Some(end) = end {
            self.store.close(&self.who, gap, now).await?;
            end.count(1);
        }
        Ok(())
    }

    /// When it is asked for again; or how it ends.
    fn note(&self, told: &Told, open: Duration) -> Option<GapEnd> {
        let mut state = lock(&self.repair.0);
        let now = Instant::now();
        match told {
            Told::Whole(_) => {
                *state = State {
                    due: (!open.is_zero()).then(|| now + open),
                    ..State::default()
                };
                return open.is_zero().then_some(GapEnd::Closed);
            }
            Told::NotYet => {
                state.due = Some(now + spread(pause(FIRST_REFUSED, state.refusals)));
                state.refusals = state.refusals.saturating_add(1);
            }
            Told::Not => {
                state.due = Some(now + spread(pause(FIRST_FAILED, state.failures)));
                state.failures = state.failures.saturating_add(1);
                if state.failures >= TRIES {
                    *state = State::default();
                    tracing::warn!("history does not answer: what was lost is not asked for again");
                    return Some(GapEnd::GivenUp);
                }
            }
        }
        None
    }
}

/// All that history tells of this time, page by page.
async fn ask(gap: Gap, upstream: &Upstream, behalf: &OnBehalf) -> Told {
    let mut history = Vec::new();
    for _ in 0..PAGES {
        let request = HistoryRequest {
            channel_id: Some(behalf.channel.clone()),
            user_id: Some(behalf.user_id.as_str().to_owned()),
            start: Some(gap.since.to_string()),
            end: None,
            limit: Some(PAGE.to_string()),
            offset: Some(history.len().to_string()),
            channel: Some(CHANNEL.to_owned()),
        };
        let Ok(whole) = upstream.query::<QueryHistory>(behalf, &request).await else {
            return Told::Not;
        };
        if !whole.answer.is_success() {
            return Told::NotYet;
        }
        let page = whole.into_json().ok();
        let page = page.and_then(|page| serde_json::from_str(page.get()).ok());
        let Some(Page { messages }) = page else {
            return Told::Not;
        };
        let count = messages.len();
        history.extend(messages);
        if count < PAGE {
            break;
        }
    }
    Told::Whole(history)
}

/// The messages of a history, as they came.
#[derive(Deserialize)]
struct Page {
    #[serde(rename = "messageList", default)]
    messages: Vec<Box<RawValue>>,
}

fn pause(first: Duration, times: u32) -> Duration {
    first.saturating_mul(1 << times.min(10)).min(LONGEST_PAUSE)
}

/// Those that would come together do not: between one and two times as long.
fn spread(pause: Duration) -> Duration {
    let part = getrandom::u32().unwrap_or_default() % 1_000;
    pause + pause * part / 1_000
}

/// Messages in one answer, and answers at most.
const PAGE: usize = 100;
const PAGES: usize = 10;

/// As long the next poll waits for a history.
const LONGEST: Duration = Duration::from_secs(3);

/// A history that fails so often is not asked for again: within some ten minutes.
const TRIES: u32 = 12;

const FIRST_FAILED: Duration = Duration::from_millis(500);
const FIRST_REFUSED: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// As long a visitor waits for a turn at least, when too many ask.
const PUT_OFF: Duration = Duration::from_secs(1);

/// Histories that are asked for in a second.
const A_SECOND: std::num::NonZeroU32 = std::num::NonZeroU32::MIN.saturating_add(99);
