//! A visitor's pages, the proxy, the contact centre, and the lossy ways between them.

mod service;
mod tabs;
mod time;
pub(crate) mod visitor;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use crate::page::{Flight, Page, Write};
use crate::proxy::Proxy;
use crate::steps::Step;
use crate::support::*;
use crate::upstream::Upstream;

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
    /// May be taken once more.
    pub(crate) forgiven: BTreeSet<String>,
    was_split: bool,
    pub(crate) was_ever_split: bool,
    /// What is this conversation's and what is another's may have been told apart too carefully.
    pub(crate) was_ever_vague: bool,
    led_until: u64,
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
            forgiven: BTreeSet::new(),
            was_split: false,
            was_ever_split: false,
            was_ever_vague: false,
            led_until: 0,
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
            Step::Visitor(act) => self.visitor(&act),
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
            Step::Forget => self.forget(),
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

    pub(crate) fn page(&mut self, old: bool) -> &mut Page {
        match &mut self.old {
            Some(page) if old => page,
            _ => &mut self.leader,
        }
    }

    pub(crate) fn tell(&mut self, old: bool, input: Input) {
        let now = self.now;
        self.page(old).say(input, now);
    }
}
