//! What is to be pushed, and what became of what was.

use std::collections::VecDeque;

use axum::body::Bytes;
use axum::http::HeaderValue;
use frontdesk_protocol::DownlinkMessage;

use super::config::PushConfig;
use super::counts::PushCounts;
use super::request::{Push, PushFault, PushKind};
use super::wire::{body, wire_form};
use crate::Quirks;
use crate::world::clock::Moment;

/// Messages that wait, and the newest pushes that were made.
pub(crate) struct PushQueue {
    to: String,
    mode: &'static str,
    keep_for_poll: bool,
    limit: usize,
    waiting: VecDeque<DownlinkMessage>,
    repeats: VecDeque<Push>,
    made: VecDeque<Made>,
    paused: bool,
    reordered: bool,
    counts: PushCounts,
    last_error: Option<String>,
}

/// A push that was made.
struct Made {
    body: Bytes,
    authorization: Option<HeaderValue>,
}

impl PushQueue {
    pub(crate) fn new(config: &PushConfig) -> Self {
        Self {
            to: config.to.to_string(),
            mode: config.auth.mode(),
            keep_for_poll: config.keep_for_poll,
            limit: config.queue_limit.max(1),
            waiting: VecDeque::new(),
            repeats: VecDeque::new(),
            made: VecDeque::new(),
            paused: false,
            reordered: false,
            counts: PushCounts::default(),
            last_error: None,
        }
    }

    pub(crate) fn add(&mut self, message: DownlinkMessage) {
        if self.waiting.len() >= self.limit {
            self.waiting.pop_front();
            self.counts.dropped += 1;
            tracing::warn!(
                limit = self.limit,
                "too much waits to be pushed: dropped the oldest"
            );
        }
        self.waiting.push_back(message);
    }

    /// What to send next; while the order is turned round, a message waits for another. `seed` is
    /// that of the dice.
    pub(crate) fn next(&mut self, quirks: &Quirks, seed: u64, now: Moment) -> Option<Push> {
        if self.paused {
            return None;
        }
        if let Some(repeat) = self.repeats.pop_front() {
            return Some(repeat);
        }
        let least = if self.reordered { 2 } else { 1 };
        if self.waiting.len() < least {
            return None;
        }
        let count = self.waiting.len().min(BATCH);
        let form = |message: DownlinkMessage| wire_form(&message, quirks, seed);
        let mut messages: Vec<_> = self.waiting.drain(..count).map(form).collect();
        if self.reordered {
            messages.reverse();
        }
        Some(Push {
            body: body(&messages, now),
            kind: PushKind::First,
        })
    }

    /// Counts a push that was made, under the `Authorization` that it had.
    pub(crate) fn done(
        &mut self,
        push: Push,
        authorization: Option<HeaderValue>,
        result: Result<(), PushFault>,
    ) {
        let counts = &mut self.counts;
        match result {
            Ok(()) => counts.sent += 1,
            Err(PushFault::Refused(reason)) => {
                counts.refused += 1;
                self.last_error = Some(reason);
            }
            Err(PushFault::Failed(reason)) => {
                counts.failed += 1;
                self.last_error = Some(reason);
            }
        }
        if push.kind != PushKind::First {
            counts.duplicates += 1;
            return;
        }
        if self.made.len() >= MADE_KEPT {
            self.made.pop_front();
        }
        self.made.push_back(Made {
            body: push.body,
            authorization,
        });
    }

    /// Repeats the newest pushes in the order in which they were made, `same`: with the
    /// `Authorization` that they had. How many there are to repeat.
    pub(crate) fn again(&mut self, newest: usize, same: bool) -> usize {
        let room = REPEATS_WAITING.saturating_sub(self.repeats.len());
        let count = newest.min(self.made.len()).min(room);
        let skipped = self.made.len() - count;
        let repeats = self.made.iter().skip(skipped).map(|made| Push {
            body: made.body.clone(),
            kind: match &made.authorization {
                Some(authorization) if same => PushKind::Replay(authorization.clone()),
                _ => PushKind::Again,
            },
        });
        self.repeats.extend(repeats);
        count
    }

    pub(crate) fn set_paused(&mut self, paused: bool) {
        self.paused = paused;
    }

    pub(crate) fn set_reordered(&mut self, reordered: bool) {
        self.reordered = reordered;
    }

    /// The webhook's URL.
    pub(crate) fn to(&self) -> &str {
        &self.to
    }

    /// How the webhook knows the cloud, in one word.
    pub(crate) fn mode(&self) -> &'static str {
        self.mode
    }

    /// Whether a message that is pushed waits for the poll too.
    pub(crate) fn keeps_for_poll(&self) -> bool {
        self.keep_for_poll
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.paused
    }

    pub(crate) fn is_reordered(&self) -> bool {
        self.reordered
    }

    pub(crate) fn waiting(&self) -> usize {
        self.waiting.len()
    }

    pub(crate) fn counts(&self) -> PushCounts {
        self.counts
    }

    pub(crate) fn last_error(&self) -> Option<&str> {
        self.last_error.as_deref()
    }
}

/// How many messages one push holds.
const BATCH: usize = 20;

/// How many pushes can be repeated.
const MADE_KEPT: usize = 16;

/// How many repeats wait to be made.
const REPEATS_WAITING: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PushAuth, PushTarget};

    fn queue() -> PushQueue {
        let to: PushTarget = "http://127.0.0.1:8787".parse().unwrap();
        let auth = PushAuth::Bearer("token".parse().unwrap());
        PushQueue::new(&PushConfig::new(to, auth))
    }

    fn make(queue: &mut PushQueue, at: u64) {
        queue.add(DownlinkMessage::default());
        let push = queue
            .next(&Quirks::documents(), 0, Moment::from_millis(at))
            .unwrap();
        queue.done(push, Some(HeaderValue::from_static("Bearer token")), Ok(()));
    }

    #[test]
    fn only_the_newest_pushes_can_be_repeated() {
        let mut queue = queue();
        for at in 100..120 {
            make(&mut queue, at);
        }
        assert_eq!(queue.again(usize::MAX, false), 16);
        let first = queue
            .next(&Quirks::documents(), 0, Moment::from_millis(500))
            .unwrap();
        assert!(first.body.starts_with(br#"{"timestamp":104,"#));
        assert_eq!(first.kind, PushKind::Again);
    }

    #[test]
    fn repeats_do_not_pile_up() {
        let mut queue = queue();
        for at in 100..116 {
            make(&mut queue, at);
        }
        let asked: usize = (0..10).map(|_| queue.again(16, true)).sum();
        assert_eq!(asked, 64);
    }

    #[test]
    fn what_was_never_authorised_is_no_replay() {
        let mut queue = queue();
        queue.add(DownlinkMessage::default());
        let push = queue
            .next(&Quirks::documents(), 0, Moment::from_millis(1))
            .unwrap();
        queue.done(push, None, Err(PushFault::Failed("no key".to_owned())));
        assert_eq!(queue.again(1, true), 1);
        let repeat = queue
            .next(&Quirks::documents(), 0, Moment::from_millis(2))
            .unwrap();
        assert_eq!(repeat.kind, PushKind::Again);
    }
}
