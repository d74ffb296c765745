//! A visitor's pages, the proxy, the contact centre, and the lossy ways between them.

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_conversation::Snapshot;

use crate::page::{Flight, Page, State, Write};
use crate::proxy::{Carried, Proxy};
use crate::steps::{Act, Back, Fate, Step};
use crate::support::*;
use crate::upstream::{Session, Upstream};

/// A request that is not answered by then is given up, in milliseconds.
const LIMIT: u64 = 20_000;

pub(crate) struct World {
    pub(crate) now: u64,
    pub(crate) upstream: Upstream,
    pub(crate) proxy: Proxy,
    pub(crate) leader: Page,
    /// A tab that led before and does not know yet that it does not any more.
    pub(crate) old: Option<Page>,
    pub(crate) stored: Option<Write>,
    /// The newest that was told to other tabs.
    told: Option<Write>,
    /// Requests of pages that are gone, still on their way.
    ghosts: Vec<Flight>,
    /// Every cursor, and every word of the visitor's, that was stored.
    cursors: BTreeSet<String>,
    pub(crate) words: BTreeSet<String>,
    pub(crate) cancelled: BTreeSet<String>,
    pub(crate) submitted: u32,
    /// How often a word was sent again by the visitor's own wish.
    pub(crate) again: BTreeMap<String, usize>,
    keys: BTreeMap<String, String>,
    hold_stores: bool,
    seed: u64,
    pub(crate) faults: Vec<String>,
    #[cfg(feature = "sabotage")]
    sabotage: Option<frontdesk_conversation::Sabotage>,
}

impl World {
    pub(crate) fn new(is_durable: bool) -> Self {
        let visit = Conversation::new(1, None);
        Self {
            now: 1_000_000,
            upstream: Upstream::new(),
            proxy: Proxy::new(is_durable),
            leader: Page::new(visit, String::new(), BTreeSet::new()),
            old: None,
            stored: None,
            told: None,
            ghosts: Vec::new(),
            cursors: BTreeSet::from([String::new()]),
            words: BTreeSet::new(),
            cancelled: BTreeSet::new(),
            submitted: 0,
            again: BTreeMap::new(),
            keys: BTreeMap::new(),
            hold_stores: false,
            seed: 1,
            faults: Vec::new(),
            #[cfg(feature = "sabotage")]
            sabotage: None,
        }
    }

    #[cfg(feature = "sabotage")]
    pub(crate) fn break_rule(&mut self, rule: frontdesk_conversation::Sabotage) {
        self.sabotage = Some(rule);
        self.leader.visit.sabotage(rule);
    }

    pub(crate) fn step(&mut self, step: Step) {
        self.now += 40;
        match step {
            Step::Visitor(act) => self.visitor(act),
            Step::Confirm => self.confirm(),
            Step::Hold(hold) => self.hold_stores = hold,
            Step::Arrive { old, which, fate } => self.arrive(old, which, fate),
            Step::Return { old, which, back } => self.come_back(old, which, back),
            Step::Streams { old, event } => self.stream(old, event),
            Step::Ghost { which, fate } => self.ghost(which, fate),
            Step::Says { choice, is_lost } => self.says(choice, is_lost),
            Step::Fire(which) => self.fire(which),
            Step::Wait(millis) => self.wait(millis),
            Step::ClockBack => {
                let back = self.now.saturating_sub(3_600_000);
                self.leader.say(Input::Typed, back);
            }
            Step::Fuse(effects) => self.leader.fuse = Some(effects),
            Step::Reload { is_written } => self.reload(is_written),
            Step::Handover => self.hand_over(),
            Step::OldDies => self.old_dies(),
            Step::Restart => self.restart(),
        }
        self.after();
    }

    /// Stores are confirmed, and a page that died is loaded again.
    pub(crate) fn after(&mut self) {
        if !self.hold_stores {
            self.confirm();
        }
        if self.leader.is_dead {
            self.reload(false);
            self.confirm();
        }
        self.faults.append(&mut self.leader.faults);
        if let Some(old) = &mut self.old {
            self.faults.append(&mut old.faults);
        }
    }

    fn page(&mut self, old: bool) -> &mut Page {
        match &mut self.old {
            Some(page) if old => page,
            _ => &mut self.leader,
        }
    }

    fn tell(&mut self, old: bool, input: Input) {
        let now = self.now;
        self.page(old).say(input, now);
    }

    fn visitor(&mut self, act: Act) {
        let at = i64::try_from(self.now).unwrap();
        let input = match act {
            Act::Submit => {
                let text = format!("text {}", self.submitted);
                self.accepts(&text);
                Input::Submitted { text, at }
            }
            Act::Attach => {
                let handle = self.submitted;
                let name = format!("file {handle}.txt");
                self.accepts(&name);
                self.leader.files.insert(handle);
                let file_type = FileType::Txt;
                let size = if handle.is_multiple_of(5) {
                    9_999_999
                } else {
                    10
                };
                let file = FileRef {
                    handle,
                    name,
                    size,
                    file_type,
                };
                Input::Attached { file, at }
            }
            Act::SendAgain(which) => {
                let lines = self.leader.visit.lines().iter();
                let own: Vec<&Line> = lines
                    .filter(|line| line.delivery.is_some() && line.is_again())
                    .collect();
                let Some(line) = own.get(which % own.len().max(1)) else {
                    return;
                };
                *self.again.entry(word(line).unwrap()).or_default() += 1;
                Input::SentAgain { line: line.key, at }
            }
            Act::Saw(which) => {
                let lines = self.leader.visit.lines();
                let Some(line) = lines.get(which % lines.len().max(1)) else {
                    return;
                };
                Input::Saw(line.key)
            }
            Act::CancelUpload => {
                let mut lines = self.leader.visit.lines().iter();
                let uploading =
                    |line: &&Line| matches!(line.delivery, Some(Delivery::Uploading(_)));
                let Some(line) = lines.find(uploading) else {
                    return;
                };
                let name = word(line).unwrap();
                self.cancelled.insert(name);
                Input::UploadCancelled { line: line.key }
            }
            Act::Open => Input::Opened,
            Act::Close => Input::Closed,
            Act::Type => Input::Typed,
            Act::AskForAgent => Input::AskedForAgent { at },
            Act::Leave => Input::Left { at },
            Act::Rate => Input::Rated(Rated {
                evaluation: Evaluation::new(3).unwrap(),
                comment: String::new(),
                recommendation: None,
                first_contact: None,
            }),
            Act::SkipRating => Input::RatingSkipped,
            Act::StartAgain => Input::StartedAgain { at },
            Act::TryNow => Input::TriedNow,
            Act::WantMessage => Input::LeaveMessageWanted,
            Act::DropMessage => Input::LeaveMessageDropped,
            Act::LeaveMessage => Input::MessageLeft {
                phone: "1".to_owned(),
                text: "Call me".to_owned(),
                at,
            },
            Act::Visible(visible) => Input::Visible(visible),
            Act::Online(online) => Input::Online(online),
        };
        self.tell(false, input);
    }

    /// What the visitor sends is owed once it is stored.
    fn accepts(&mut self, word: &str) {
        self.submitted += 1;
        if self.leader.visit.can_write() {
            self.leader.words.insert(word.to_owned());
        }
    }

    /// What is being stored is stored.
    fn confirm(&mut self) {
        for old in [false, true] {
            if old && self.old.is_none() {
                return;
            }
            // What is confirmed may ask for more to be stored.
            while let Some(write) = {
                let page = self.page(old);
                (!page.writes.is_empty()).then(|| page.writes.remove(0))
            } {
                let number = write.number;
                self.written(write, old);
                self.tell(old, Input::Stored(number));
            }
        }
    }

    /// A tab that does not lead any more writes where nobody reads.
    fn written(&mut self, write: Write, by_old: bool) {
        self.cursors.insert(write.cursor.clone());
        if !by_old {
            self.words.extend(write.words.iter().cloned());
            self.stored = Some(write.clone());
            self.told = Some(write);
        }
    }

    fn arrive(&mut self, old: bool, which: usize, fate: Fate) {
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
    fn ghost(&mut self, which: usize, fate: Fate) {
        if !self.ghosts.is_empty() {
            let flight = self.ghosts.remove(which % self.ghosts.len());
            self.at_proxy(&flight, fate);
        }
    }

    fn at_proxy(&mut self, flight: &Flight, fate: Fate) -> State {
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
        if let Call::Listen { cursor } | Call::Poll { cursor } = &flight.call {
            if !self.cursors.contains(cursor) {
                self.faults.push(format!("{cursor} is used and not stored"));
            }
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

    fn answer(&mut self, call: &Call) -> Reply {
        let success = Some(ResultCode::Success);
        match call {
            Call::ApplyToken => Reply::Token(ApplyTokenResponse {
                token: Some("seal".to_owned()),
                ..ApplyTokenResponse::default()
            }),
            Call::Poll { cursor } => {
                self.proxy.acknowledge(cursor, self.now);
                Reply::Polled(self.proxy.read(cursor))
            }
            Call::Queue => Reply::Queue(QueueInfo {
                code: Some(self.upstream.queue_code().into()),
                position: Some(2),
                ..QueueInfo::default()
            }),
            Call::SurveyMode => Reply::SurveyMode(SurveyModeResponse::default()),
            Call::Rate { .. } => Reply::Rated(SatisfactionResponse {
                code: success,
                description: None,
            }),
            Call::Upload { handle, key, .. } => {
                self.keys.insert(key.clone(), format!("file {handle}.txt"));
                Reply::Uploaded(UploadResponse {
                    object_key: Some(key.clone()),
                    code: success,
                    description: None,
                })
            }
            Call::LeaveMessage { .. } => Reply::MessageLeft(LeaveMessageResponse {
                code: success,
                description: None,
            }),
            Call::History {
                since,
                offset,
                limit,
            } => {
                if self.upstream.session != Session::Agent {
                    return Reply::History(HistoryResponse {
                        code: Some(ResultCode::NoAgents),
                        ..HistoryResponse::default()
                    });
                }
                let said = self.upstream.said.range(since..);
                let page = said.skip(*offset as usize).take(*limit as usize);
                Reply::History(HistoryResponse {
                    messages: page.map(|(_, message)| message.clone()).collect(),
                    code: success,
                    description: None,
                })
            }
            Call::Send { .. } | Call::Listen { .. } => unreachable!(),
        }
    }

    fn check_words(&mut self, request: &SendRequest) {
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

    fn come_back(&mut self, old: bool, which: usize, back: Back) {
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

    fn stream(&mut self, old: bool, event: u8) {
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
                let batch = self.proxy.read(&cursor);
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

    fn says(&mut self, choice: u8, is_lost: bool) {
        if let Some(message) = self.upstream.say(choice)
            && !is_lost
        {
            self.proxy.append(message, self.now);
        }
    }

    fn fire(&mut self, which: usize) {
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

    /// Whether it was still there.
    fn drop_flight(&mut self, old: bool, id: CallId) -> bool {
        let page = self.page(old);
        let before = page.flights.len();
        page.flights.retain(|flight| flight.id != id);
        page.flights.len() < before
    }

    /// The page is gone; what it was writing may still have been written.
    fn reload(&mut self, is_written: bool) {
        let writes = std::mem::take(&mut self.leader.writes);
        if is_written {
            for write in writes {
                self.written(write, false);
            }
        }
        self.replace_leader(self.stored.clone());
    }

    /// Another tab leads, from the newest snapshot that it was told; the one before goes on.
    fn hand_over(&mut self) {
        let newest = self.leader.writes.last().cloned().or(self.told.clone());
        self.old_dies();
        let (visit, cursor, words) = self.from(newest);
        let mut page = Page::new(visit, cursor, words);
        std::mem::swap(&mut page, &mut self.leader);
        page.writes.clear();
        self.old = Some(page);
        self.tell(false, Input::Resumed);
    }

    fn old_dies(&mut self) {
        if let Some(old) = self.old.take() {
            self.haunt(old.flights);
        }
    }

    fn haunt(&mut self, flights: Vec<Flight>) {
        let leaving = |flight: &Flight| matches!(flight.state, State::Leaving);
        self.ghosts.extend(flights.into_iter().filter(leaving));
    }

    fn replace_leader(&mut self, write: Option<Write>) {
        let was_there = write.is_some();
        let (visit, cursor, words) = self.from(write);
        let mut page = Page::new(visit, cursor, words);
        std::mem::swap(&mut page, &mut self.leader);
        self.haunt(page.flights);
        if was_there {
            self.tell(false, Input::Resumed);
        } else {
            self.tell(false, Input::Opened);
        }
    }

    fn from(&mut self, write: Option<Write>) -> (Conversation, String, BTreeSet<String>) {
        self.seed += 1;
        #[cfg_attr(not(feature = "sabotage"), expect(unused_mut))]
        let (mut visit, cursor, words) = match write {
            Some(write) => {
                let json = serde_json::to_string(&write.snapshot).unwrap();
                let snapshot: Snapshot = serde_json::from_str(&json).unwrap();
                let visit = Conversation::restore(snapshot, self.seed, None).unwrap();
                (visit, write.cursor, write.words)
            }
            None => (
                Conversation::new(self.seed, None),
                String::new(),
                BTreeSet::new(),
            ),
        };
        #[cfg(feature = "sabotage")]
        if let Some(rule) = self.sabotage {
            visit.sabotage(rule);
        }
        (visit, cursor, words)
    }

    /// Connections end with the proxy, and what was on its way in them.
    fn restart(&mut self) {
        self.proxy.restart();
        self.ghosts.clear();
        for old in [false, true] {
            if old && self.old.is_none() {
                return;
            }
            let flights = self.page(old).flights.iter();
            let ends: Vec<CallId> = flights
                .filter(|flight| old || !matches!(flight.state, State::Leaving))
                .map(|flight| flight.id)
                .collect();
            for id in ends {
                if self.drop_flight(old, id) {
                    self.tell(old, Input::Failed(id, Failure::Lost));
                }
            }
        }
    }

    /// Everything works again, for long enough.
    pub(crate) fn get_well(&mut self) {
        self.leader.fuse = None;
        self.old_dies();
        self.step(Step::Hold(false));
        for act in [Act::Online(true), Act::Visible(true), Act::TryNow] {
            self.step(Step::Visitor(act));
        }
        for _ in 0..300 {
            if self.leader.visit.trouble().is_some() && !self.leader.visit.is_free_of_sends() {
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
    fn is_quiet(&self) -> bool {
        let under_way = |flight: &Flight| !flight.is_listener();
        !self.leader.flights.iter().any(under_way)
            && self.leader.flights.iter().any(Flight::is_listener)
            && self
                .leader
                .timers
                .keys()
                .all(|timer| matches!(timer, Timer::Beat | Timer::Queue))
            && self.leader.cursor == self.proxy.read("").cursor.unwrap()
    }
}

trait Sends {
    fn is_free_of_sends(&self) -> bool;
}

impl Sends for Conversation {
    fn is_free_of_sends(&self) -> bool {
        let sending = |line: &Line| line.delivery == Some(Delivery::Sending);
        *self.phase() != Phase::Connecting && !self.lines().iter().any(sending)
    }
}

trait Again {
    fn is_again(&self) -> bool;
}

impl Again for Line {
    fn is_again(&self) -> bool {
        matches!(
            self.delivery,
            Some(Delivery::Failed(_) | Delivery::Unconfirmed)
        )
    }
}

/// What the visitor sent in a line.
pub(crate) fn word(line: &Line) -> Option<String> {
    line.delivery?;
    match &line.body {
        Body::Text(text) => Some(text.clone()),
        Body::File { name, .. } => Some(name.clone()),
        _ => None,
    }
}
