//! Breakers: a cloud that does not answer is not asked again and again, and nobody waits for it.
//!
//! ```text
//! closed ── so many failures in a row, over so long ──► open ── its time is over ──► half-open
//!    ▲                                                   ▲                              │ one call
//!    └────────────────────── it was answered ────────────┴───────── it was not ─────────┘
//! ```

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use super::client::Class;
use super::fault::Fault;
use crate::sync::lock;

/// One breaker for each kind of call: what is wrong with one need not be with the others.
#[derive(Debug, Default)]
pub(super) struct Breakers {
    poll: Breaker,
    command: Breaker,
    query: Breaker,
    token: Breaker,
}

impl Breakers {
    pub(super) fn of(&self, class: Class) -> &Breaker {
        match class {
            Class::Poll => &self.poll,
            Class::Command => &self.command,
            Class::Query | Class::File => &self.query,
            Class::Token => &self.token,
        }
    }

    /// A place for one call.
    ///
    /// # Errors
    /// There is none now.
    pub(super) fn enter(&self, class: Class) -> Result<Pass<'_>, Fault> {
        self.of(class)
            .enter(name(class), Instant::now())
            .map_err(|after| {
                metrics::counter!("frontdesk_breaker_refused_total", "class" => name(class))
                    .increment(1);
                Fault::Open {
                    seconds: seconds(after),
                }
            })
    }

    /// How each stands.
    pub(super) fn states(&self) -> [(&'static str, BreakerState); 4] {
        let now = Instant::now();
        [Class::Poll, Class::Command, Class::Query, Class::Token]
            .map(|class| (name(class), self.of(class).state(now)))
    }
}

/// How a breaker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BreakerState {
    /// Calls go through.
    Closed,
    /// The next call shows whether the others may follow.
    HalfOpen,
    /// No call goes through for so many seconds.
    Open(u32),
}

/// One kind of call.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<Circuit>);

#[derive(Debug, Default)]
struct Circuit {
    /// In a row.
    failures: u32,
    /// The first of them.
    since: Option<Instant>,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    until: Instant,
    time: Duration,
    probed: bool,
}

impl Breaker {
    fn enter(&self, class: &'static str, now: Instant) -> Result<Pass<'_>, Duration> {
        let mut circuit = lock(&self.0);
        if let Some(open) = &mut circuit.open {
            if now < open.until {
                return Err(open.until - now);
            }
            if std::mem::replace(&mut open.probed, true) {
                return Err(PROBED);
            }
            return Ok(Pass {
                breaker: self,
                class,
                probe: true,
                told: false,
            });
        }
        Ok(Pass {
            breaker: self,
            class,
            probe: false,
            told: false,
        })
    }

    pub(super) fn state(&self, now: Instant) -> BreakerState {
        match &lock(&self.0).open {
            None => BreakerState::Closed,
            Some(open) if now < open.until => BreakerState::Open(seconds(open.until - now)),
            Some(_) => BreakerState::HalfOpen,
        }
    }

    /// Whether it closes.
    fn succeed(&self, probe: bool) -> bool {
        let mut circuit = lock(&self.0);
        // One that began before the breaker opened says nothing about now.
        if !probe && circuit.open.is_some() {
            return false;
        }
        std::mem::take(&mut *circuit).open.is_some()
    }

    /// Whether it opens.
    fn fail(&self, probe: bool, now: Instant) -> bool {
        let mut circuit = lock(&self.0);
        if let Some(open) = &mut circuit.open {
            if probe {
                let time = (open.time * 2).min(LONGEST);
                *open = Open {
                    until: now + time,
                    time,
                    probed: false,
                };
            }
            return probe;
        }
        let since = *circuit.since.get_or_insert(now);
        circuit.failures = circuit.failures.saturating_add(1);
        let opens = circuit.failures >= FAILURES && now >= since + SPAN;
        if opens {
            circuit.open = Some(Open {
                until: now + FIRST,
                time: FIRST,
                probed: false,
            });
        }
        opens
    }
}

/// One call. Dropped without a word, it says nothing about the cloud.
#[derive(Debug)]
#[must_use]
pub(super) struct Pass<'b> {
    breaker: &'b Breaker,
    class: &'static str,
    probe: bool,
    told: bool,
}

impl Pass<'_> {
    /// Somebody answered, whatever the answer was.
    pub(super) fn succeeded(mut self) {
        self.told = true;
        if self.breaker.succeed(self.probe) {
            tracing::info!(
                class = self.class,
                "the cloud answers again: its breaker closes"
            );
        }
    }

    /// Nobody answered, or nobody who could do anything.
    pub(super) fn failed(mut self) {
        self.told = true;
        if self.breaker.fail(self.probe, Instant::now()) {
            let class = self.class;
            tracing::warn!(class, "the cloud does not answer: its breaker opens");
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.probe
            && !self.told
            && let Some(open) = &mut lock(&self.breaker.0).open
        {
            open.probed = false;
        }
    }
}

fn name(class: Class) -> &'static str {
    match class {
        Class::Poll => "poll",
        Class::Command => "command",
        Class::Query | Class::File => "query",
        Class::Token => "token",
    }
}

fn seconds(time: Duration) -> u32 {
    u32::try_from(time.as_millis().div_ceil(1000).max(1)).unwrap_or(u32::MAX)
}

/// Failures in a row.
const FAILURES: u32 = 10;

/// What lasts no longer is a hiccup, however many calls it hits.
const SPAN: Duration = Duration::from_secs(2);

/// How long it stays open at first, and at most.
const FIRST: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(30);

/// How long to wait while another call tries it out.
const PROBED: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(breaker: &Breaker, now: Instant) {
        let probe = breaker.enter("query", now).unwrap();
        let _ = breaker.fail(probe.probe, now);
        std::mem::forget(probe);
    }

    /// One that opened at this time.
    fn opened() -> (Breaker, Instant) {
        let (breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..FAILURES - 1 {
            fails(&breaker, start);
        }
        let now = start + SPAN;
        assert_eq!(breaker.state(now), BreakerState::Closed);
        fails(&breaker, now);
        assert_eq!(breaker.state(now), BreakerState::Open(5));
        (breaker, now)
    }

    #[test]
    fn it_opens_after_so_many_failures_in_a_row_over_so_long() {
        let (breaker, start) = (Breaker::default(), Instant::now());
        for _ in 0..100 {
            fails(&breaker, start);
        }
        assert_eq!(breaker.state(start), BreakerState::Closed);
        breaker.enter("query", start).unwrap().succeeded();
        fails(&breaker, start + SPAN);
        assert_eq!(breaker.state(start + SPAN), BreakerState::Closed);
        opened();
    }

    #[test]
    fn half_open_one_call_tries_and_its_end_counts() {
        let (breaker, now) = opened();
        assert_eq!(breaker.enter("query", now).err(), Some(FIRST));
        let now = now + FIRST;
        assert_eq!(breaker.state(now), BreakerState::HalfOpen);
        let probe = breaker.enter("query", now).unwrap();
        assert_eq!(breaker.enter("query", now).err(), Some(PROBED));
        // Given up by its caller, it leaves its place to another.
        drop(probe);
        fails(&breaker, now);
        assert_eq!(breaker.state(now), BreakerState::Open(10));
        let now = now + FIRST * 2;
        breaker.enter("query", now).unwrap().succeeded();
        assert_eq!(breaker.state(now), BreakerState::Closed);
    }

    #[test]
    fn what_began_before_it_opened_says_nothing_about_now() {
        let (breaker, now) = opened();
        assert!(!breaker.succeed(false) && !breaker.fail(false, now));
        assert_eq!(breaker.state(now), BreakerState::Open(5));
    }
}
