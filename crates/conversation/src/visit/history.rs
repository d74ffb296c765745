//! What was lost on the way to the proxy comes again from the history of the contact centre.

use frontdesk_protocol::{Answer, ControlType, HistoryResponse, SourceType};

use super::Conversation;
use crate::effect::{Call, Timer};
use crate::failure::Failure;
use crate::phase::Phase;

/// Messages in one answer.
const PAGE: u32 = 100;

/// More than so many pages are not worth the wait.
const PAGES: u32 = 10;

/// A history that stays away is not waited for.
const TRIES: u32 = 6;

/// How far the history was read.
#[derive(Debug, Default)]
pub(super) struct Job {
    offset: u32,
    pages: u32,
}

impl Conversation {
    /// Asks for what may be missing.
    pub(super) fn repair_gap(&mut self) {
        if self.kept.gap.is_some() && self.kept.phase.is_talking() && self.history.is_none() {
            self.history = Some(Job::default());
        }
    }

    pub(super) fn ask_history(&mut self) {
        let (Some(since), true) = (self.kept.gap, self.kept.phase.is_talking()) else {
            self.history = None;
            self.clear(Timer::History);
            return;
        };
        if let Some(Job { offset, .. }) = self.history
            && self.is_free(Timer::History)
        {
            let history = Call::History {
                since,
                offset,
                limit: PAGE,
            };
            self.call(Timer::History, history);
        }
    }

    pub(super) fn history_told(&mut self, answer: HistoryResponse) {
        self.done(Timer::History);
        self.let_through();
        if !answer.is_success() {
            self.no_history();
            return;
        }
        let count = u32::try_from(answer.messages.len()).unwrap_or(u32::MAX);
        for message in answer.messages {
            match message.control {
                ControlType::Read | ControlType::Recall => self.came_down(message, true),
                ControlType::Chat if message.source != Some(SourceType::Customer) => {
                    if !self.is_new(&message) {
                        continue;
                    }
                    self.dirty = true;
                    if let Some(key) = self.kept.transcript.push_downlink(message, true) {
                        self.kept.recovered = self.kept.recovered.saturating_add(1);
                        self.news(key);
                    }
                }
                _ => {}
            }
        }
        match &mut self.history {
            Some(job) if count >= PAGE && job.pages + 1 < PAGES => {
                job.pages += 1;
                job.offset = job.offset.saturating_add(count);
            }
            _ => self.end_history(),
        }
    }

    pub(super) fn history_failed(&mut self, failure: &Failure) {
        let tries = self.lane(Timer::History).map_or(0, |lane| lane.tries());
        if tries >= TRIES || !self.again(Timer::History, failure) {
            self.release(Timer::History);
            self.no_history();
        }
    }

    /// It may know more once an agent is there; there is nothing else to ask.
    fn no_history(&mut self) {
        if self.kept.phase == Phase::Agent {
            self.end_history();
        }
        self.history = None;
    }

    fn end_history(&mut self) {
        self.history = None;
        self.kept.gap = None;
        self.dirty = true;
    }
}
