//! Second chances: which calls may be made once more, and how many of them altogether.
//!
//! A call is made once more where the cloud certainly did nothing (no connection, flow control), or
//! where asking twice does no harm (questions, tokens). Never the poll: the cloud hands out what a
//! poll's answer holds once, so an answer that is lost is counted instead, and history is asked for it. New tokens are another
//! matter: whoever is refused for the old one is not counted here.

use std::sync::Mutex;
use std::time::Duration;

use http::StatusCode;
use http::header::RETRY_AFTER;
use tokio::time::Instant;

use super::answer::Verdict;
use super::client::{Broken, Class, Raw};
use super::fault::{Fault, Lost};
use crate::sync::lock;

/// Why a call may be made once more, and after how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Again {
    why: &'static str,
    pub(super) pause: Duration,
}

impl Again {
    /// After no whole answer came for so long.
    pub(super) fn after_break(class: Class, broken: Broken, took: Duration) -> Option<Self> {
        let why = match broken {
            // Who waited for a connection in vain has waited long enough.
            Broken::Unreachable if took < QUICK => {
                let (why, pause) = ("unreachable", PAUSE);
                return Some(Self { why, pause });
            }
            Broken::Cut { .. } if is_question(class) => "cut",
            // A command has a body, and none of it went up.
            Broken::Cut { sent: false } if class == Class::Command => "cut",
            Broken::Partial if is_question(class) => "partial",
            _ => return None,
        };
        let pause = Duration::ZERO;
        Some(Self { why, pause })
    }

    /// After an answer that is judged so.
    pub(super) fn after_answer<A>(class: Class, raw: &Raw, verdict: &Verdict<A>) -> Option<Self> {
        match verdict {
            // What was refused in words that nobody understands would be refused again.
            Verdict::Fault(Fault::Garbage)
                if is_question(class) && !raw.status.is_client_error() =>
            {
                Some(Self {
                    why: "garbage",
                    pause: Duration::ZERO,
                })
            }
            Verdict::Refused(refusal) if refusal.status == StatusCode::TOO_MANY_REQUESTS => {
                Self::after_flow_control(raw)
            }
            Verdict::Fault(_) if raw.status == StatusCode::TOO_MANY_REQUESTS => {
                Self::after_flow_control(raw)
            }
            _ => None,
        }
    }

    /// Only where the cloud itself says when, and that is soon.
    fn after_flow_control(raw: &Raw) -> Option<Self> {
        let seconds = raw.headers.get(RETRY_AFTER)?.to_str().ok()?;
        let pause = Duration::from_secs(seconds.trim().parse().ok()?);
        let why = "flow-control";
        (pause <= SOON).then_some(Self { why, pause })
    }
}

/// Whether a poll's answer may have been lost with messages in it, and how.
pub(super) fn lost<A>(answer: Result<&Raw, Broken>, verdict: &Verdict<A>) -> Option<Lost> {
    match answer {
        Err(Broken::Unreachable) => None,
        Err(Broken::Partial | Broken::TooLarge) => Some(Lost::Made),
        Err(Broken::Late { .. } | Broken::Cut { .. }) => Some(Lost::Unheard),
        Ok(_) if !matches!(verdict, Verdict::Fault(_)) => None,
        Ok(raw) if raw.status.is_success() => Some(Lost::Made),
        // A gateway that speaks for a server behind it does not know what that one said.
        Ok(raw) => {
            let unheard = [
                StatusCode::INTERNAL_SERVER_ERROR,
                StatusCode::BAD_GATEWAY,
                StatusCode::GATEWAY_TIMEOUT,
            ];
            unheard.contains(&raw.status).then_some(Lost::Unheard)
        }
    }
}

fn is_question(class: Class) -> bool {
    matches!(class, Class::Query | Class::File | Class::Token)
}

/// How many second chances there are, so that a cloud that is down is not asked twice as much.
#[derive(Debug)]
pub(super) struct Budget(Mutex<Purse>);

#[derive(Debug)]
struct Purse {
    chances: f64,
    filled: Instant,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Purse {
            chances: FIRST,
            filled: Instant::now(),
        }))
    }

    /// A call is made, and earns a part of a second chance.
    pub(super) fn earn(&self) {
        let mut purse = lock(&self.0);
        purse.chances = (purse.chances + EARNED).min(MOST);
    }

    /// Whether a call may be made once more now.
    pub(super) fn spend(&self, again: Again) -> bool {
        let granted = lock(&self.0).take(Instant::now());
        let name = if granted {
            "frontdesk_upstream_retries_total"
        } else {
            "frontdesk_upstream_retries_denied_total"
        };
        metrics::counter!(name, "reason" => again.why).increment(1);
        granted
    }
}

impl Purse {
    fn take(&mut self, now: Instant) -> bool {
        let since = now.saturating_duration_since(self.filled).as_secs_f64();
        self.filled = now;
        self.chances = (self.chances + since * FLOOR).min(MOST);
        let granted = self.chances >= 1.0;
        if granted {
            self.chances -= 1.0;
        }
        granted
    }
}

/// Second chances that each call earns.
const EARNED: f64 = 0.2;

/// Second chances a second, however few calls there are.
const FLOOR: f64 = 3.0;

/// Second chances at the start, and at most.
const FIRST: f64 = 5.0;
const MOST: f64 = 30.0;

/// How long a connection may have been tried for that is tried again.
const QUICK: Duration = Duration::from_secs(1);

/// What a listener that is just being started again may need.
const PAUSE: Duration = Duration::from_millis(100);

/// How long a visitor can be let wait for the cloud's flow control.
const SOON: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_of_the_calls_and_a_few_a_second_get_a_second_chance() {
        let start = Instant::now();
        let budget = Budget::new();
        let take = |calls: u32, seconds: u64| {
            for _ in 0..calls {
                budget.earn();
            }
            let now = start + Duration::from_secs(seconds);
            let mut granted = 0;
            while lock(&budget.0).take(now) {
                granted += 1;
            }
            granted
        };
        lock(&budget.0).filled = start;
        assert_eq!(take(0, 0), 5);
        assert_eq!(take(101, 0), 20);
        assert_eq!(take(0, 2), 6);
        // What is not used up in quiet times is no licence later.
        assert_eq!(take(10_000, 1000), 30);
    }

    #[test]
    fn only_what_was_not_done_or_does_no_harm_has_a_second_chance() {
        let again = |class, broken| Again::after_break(class, broken, Duration::ZERO).is_some();
        let classes = [
            Class::Token,
            Class::Query,
            Class::File,
            Class::Command,
            Class::Poll,
        ];
        for (broken, expected) in [
            (Broken::Unreachable, [true; 5]),
            (Broken::Cut { sent: false }, [true, true, true, true, false]),
            (Broken::Cut { sent: true }, [true, true, true, false, false]),
            (Broken::Partial, [true, true, true, false, false]),
            (Broken::TooLarge, [false; 5]),
            (Broken::Late { sent: false }, [false; 5]),
        ] {
            assert_eq!(
                classes.map(|class| again(class, broken)),
                expected,
                "{broken:?}"
            );
        }
        let slow = Again::after_break(Class::Query, Broken::Unreachable, QUICK);
        assert_eq!(slow, None);
    }
}
