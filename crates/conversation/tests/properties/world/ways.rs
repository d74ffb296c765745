//! The lossy ways between pages and the proxy.

use super::World;
use crate::page::{Flight, State};
use crate::proxy::Carried;
use crate::steps::{Back, Fate};
use crate::support::*;

impl World {
    pub(crate) fn arrive(&mut self, old: bool, which: usize, fate: Fate) {
        let page = self.page(old);
        let leaving: Vec<usize> = (0..page.flights.len())
            .filter(|index| matches!(page.flights[*index].state, State::Leaving))
            .collect();
        if let Some(index) = leaving.get(which % leaving.len().max(1)) {
            let flight = page.flights[*index].clone();
            let state = self.at_proxy(&flight, fate);
            self.page(old).flights[*index].state = state;
        }
    }

    /// A request of a page that is gone arrives, and nobody hears of it.
    pub(crate) fn ghost(&mut self, which: usize, fate: Fate) {
        if !self.ghosts.is_empty() {
            let flight = self.ghosts.remove(which % self.ghosts.len());
            self.at_proxy(&flight, fate);
        }
    }

    pub(crate) fn at_proxy(&mut self, flight: &Flight, fate: Fate) -> State {
        let answered = |answer| State::Answered(Box::new(answer));
        match fate {
            Fate::Lost => return answered(Err(Failure::Lost)),
            Fate::NotSent => return answered(Err(Failure::NotSent)),
            Fate::Seal => return answered(Err(refused(401, "seal-expired"))),
            Fate::Limit => return answered(Err(refused(429, "limit"))),
            Fate::Between => return answered(Err(refused_between(502))),
            Fate::Final => return answered(Err(refused(403, "channel"))),
            Fate::NoRoute => return answered(Err(refused(404, "route"))),
            Fate::Carried(_) => {}
        }
        let Fate::Carried(carried) = fate else {
            unreachable!()
        };
        let is_down = carried != Carried::Yes;
        if let Call::Send { request, epoch } = &flight.call {
            self.check_words(request);
            let (proxy, upstream) = (&mut self.proxy, &mut self.upstream);
            let epoch = epoch.as_deref();
            return answered(proxy.command(request, epoch, carried, upstream, self.now));
        }
        if let Call::Listen { cursor } | Call::Poll { cursor } = &flight.call
            && !self.cursors.contains(cursor)
        {
            self.faults.push(format!("{cursor} is used and not stored"));
        }
        if let Call::Listen { cursor } = &flight.call {
            return State::Streaming {
                cursor: cursor.clone(),
                is_first: true,
            };
        }
        if is_down {
            return answered(Err(match carried {
                Carried::Lost | Carried::Vanished => refused(504, "outcome-unknown"),
                _ => refused(503, "upstream-down"),
            }));
        }
        answered(Ok(self.answer(&flight.call)))
    }

    pub(crate) fn check_words(&mut self, request: &SendRequest) {
        if request.control == Some(CHAT) {
            let word = self.word_of(request.content.as_deref().unwrap());
            if !self.words.contains(&word) && self.old.is_none() && self.again.is_empty() {
                self.faults.push(format!("{word} is sent and not stored"));
            }
        }
    }

    /// The visitor's word behind what went up.
    pub(crate) fn word_of(&self, content: &str) -> String {
        let key = content.rsplit(',').nth(1);
        let name = key.and_then(|key| self.keys.get(key));
        name.cloned().unwrap_or_else(|| content.to_owned())
    }

    pub(crate) fn come_back(&mut self, old: bool, which: usize, back: Back) {
        let page = self.page(old);
        let ready: Vec<usize> = (0..page.flights.len())
            .filter(|index| matches!(page.flights[*index].state, State::Answered(_)))
            .collect();
        let Some(index) = ready.get(which % ready.len().max(1)) else {
            return;
        };
        let Flight { id, state, .. } = page.flights.remove(*index);
        let State::Answered(answer) = state else {
            unreachable!()
        };
        let failed = |failure| Input::Failed(id, failure);
        let input = match (back, *answer) {
            (Back::Lost, _) => failed(Failure::Lost),
            (Back::Garbage, _) => failed(Failure::Garbage),
            (Back::Between, _) => failed(refused_between(429)),
            (Back::Whole, Err(failure)) => failed(failure),
            (Back::Whole, Ok(reply)) => {
                if let Reply::Polled(batch) = &reply {
                    self.page(old).cursor = batch.cursor.clone().unwrap();
                }
                Input::Answered(id, reply)
            }
        };
        self.tell(old, input);
    }

    pub(crate) fn stream(&mut self, old: bool, event: u8) {
        let is_open = |flight: &&Flight| matches!(flight.state, State::Streaming { .. });
        let Some(flight) = self.page(old).flights.iter().find(is_open).cloned() else {
            return;
        };
        let State::Streaming { cursor, is_first } = flight.state else {
            unreachable!()
        };
        let id = flight.id;
        let heard = match event {
            0 if !is_first => Heard::Beat,
            1 => Heard::Trouble,
            2 => Heard::Well,
            3 => Heard::Superseded,
            4 => {
                self.drop_flight(old, id);
                self.tell(old, Input::Failed(id, Failure::Lost));
                return;
            }
            _ => {
                let batch = self.read(&cursor);
                if batch.messages.is_empty() && !is_first {
                    return;
                }
                let cursor = batch.cursor.clone().unwrap();
                let page = self.page(old);
                page.cursor.clone_from(&cursor);
                for flight in page.flights.iter_mut().filter(|flight| flight.id == id) {
                    flight.state = State::Streaming {
                        cursor: cursor.clone(),
                        is_first: false,
                    };
                }
                Heard::Batch(batch)
            }
        };
        self.tell(old, Input::Heard(id, heard));
    }

    /// Whether it was still there.
    pub(crate) fn drop_flight(&mut self, old: bool, id: CallId) -> bool {
        let page = self.page(old);
        let before = page.flights.len();
        page.flights.retain(|flight| flight.id != id);
        page.flights.len() < before
    }
}
