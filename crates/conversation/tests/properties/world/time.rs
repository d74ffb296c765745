//! Time passes, and everything gets well in the end.

use super::World;
use crate::page::Flight;
use crate::proxy::Carried;
use crate::steps::{Act, Back, Fate, Step};
use crate::support::*;
use crate::upstream::Session;

/// A request that is not answered by then is given up, in milliseconds.
const LIMIT: u64 = 20_000;

/// A tab knows after this time, in milliseconds, that another one leads.
const KNOWS: u64 = 120_000;

/// What the tab before sent is not remembered for ever: shorter than by the proxy.
const REMEMBERED: u64 = 540_000;

impl World {
    pub(crate) fn fire(&mut self, which: usize) {
        let timers: Vec<(Timer, u64)> = self.leader.timers.clone().into_iter().collect();
        if let Some((timer, due)) = timers.get(which % timers.len().max(1)) {
            self.leader.timers.remove(timer);
            self.now = self.now.max(*due);
            self.tell(false, Input::Fired(*timer));
            self.wait(0);
        }
    }

    /// Time passes: timers go off, and requests are given up.
    pub(crate) fn wait(&mut self, millis: u64) {
        self.now += millis;
        let now = self.now;
        if now - self.led_until > KNOWS {
            self.old_dies();
        }
        if now - self.led_until > REMEMBERED {
            self.forgive();
        }
        self.ghosts.retain(|ghost| now - ghost.born <= LIMIT);
        for old in [false, true] {
            if old && self.old.is_none() {
                return;
            }
            let page = self.page(old);
            let late = |flight: &Flight| now - flight.born > LIMIT && !flight.is_stream();
            let given_up: Vec<CallId> = page
                .flights
                .iter()
                .filter(|flight| late(flight))
                .map(|flight| flight.id)
                .collect();
            let due: Vec<Timer> = page
                .timers
                .iter()
                .filter(|(_, due)| **due <= now)
                .map(|(timer, _)| *timer)
                .collect();
            for id in given_up {
                if self.drop_flight(old, id) {
                    self.tell(old, Input::Failed(id, Failure::Lost));
                }
            }
            for timer in due {
                let page = self.page(old);
                if page.timers.get(&timer).is_some_and(|due| *due <= now) {
                    page.timers.remove(&timer);
                    self.tell(old, Input::Fired(timer));
                }
            }
        }
    }

    /// Everything works again, for long enough.
    pub(crate) fn get_well(&mut self) {
        self.leader.fuse = None;
        if self.upstream.session == Session::Agent {
            self.proxy.recover(self.now);
        }
        self.old_dies();
        self.step(Step::Hold(false));
        for act in [
            Act::Online(true),
            Act::Visible(true),
            Act::TryNow,
            Act::DropMessage,
        ] {
            self.step(Step::Visitor(act));
        }
        for _ in 0..300 {
            if self.leader.visit.trouble().is_some() {
                self.step(Step::Visitor(Act::TryNow));
            }
            let fate = Fate::Carried(Carried::Yes);
            for _ in 0..12 {
                let (old, which) = (false, 0);
                self.step(Step::Arrive { old, which, fate });
                let back = Back::Whole;
                self.step(Step::Return { old, which, back });
                self.step(Step::Streams { old, event: 9 });
            }
            if self.is_quiet() {
                break;
            }
            let earliest = self.leader.timers.values().min().copied();
            let until = earliest.unwrap_or(self.now + 1_000);
            self.wait(until.saturating_sub(self.now));
            self.after();
        }
    }

    /// Nothing is waited for but news and the queue.
    pub(crate) fn is_quiet(&self) -> bool {
        let under_way = |flight: &Flight| !flight.is_listener();
        self.leader.visit.trouble().is_none()
            && !self.leader.flights.iter().any(under_way)
            && self.leader.flights.iter().any(Flight::is_listener)
            && self
                .leader
                .timers
                .keys()
                .all(|timer| matches!(timer, Timer::Beat | Timer::Queue))
            && self.leader.cursor == self.proxy.read("").cursor.unwrap()
    }
}
