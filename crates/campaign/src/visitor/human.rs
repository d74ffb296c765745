//! Who sits before a page: writes, asks for a person, reads, reloads, leaves.

use std::collections::VecDeque;
use std::time::Duration;

use frontdesk_conversation::{Body, EndReason, Input, Phase, Rated, Rating, Sender};
use frontdesk_protocol::Evaluation;
use tokio::time::Instant;

use super::page::{Page, Streams};
use crate::stage::time_of_day;

/// What a visit is to be.
#[derive(Debug, Clone, Copy)]
pub struct Script {
    /// Number of the visit; every text has it.
    pub visit: u32,
    /// How many texts go up.
    pub texts: u32,
    /// How many of them the robot is told.
    pub to_robot: u32,
    /// How likely the page is reloaded at each step, and anything else that a browser does, in
    /// thousandths.
    pub restless: u32,
}

/// How a visit ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The visitor left.
    Left,
    /// Before all was said, and could not be begun again.
    Early(EndReason),
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It goes on.
    On,
    /// All is said; [`Human::leave`] says good-bye.
    Done,
    /// It is over.
    Over(End),
}

/// Somebody with something to say.
pub struct Human {
    script: Script,
    rng: fastrand::Rng,
    /// What was submitted, in order. A page that dies before it has stored a text has not sent it:
    /// whoever wrote it sees that it is missing, and writes it again.
    texts: Vec<String>,
    again: VecDeque<String>,
    next: u32,
    asked: Option<Instant>,
    troubled: Option<Instant>,
    begun_again: u32,
    left: bool,
}

impl Human {
    /// Before anything is said.
    pub fn new(script: Script, seed: u64) -> Self {
        Self {
            script,
            rng: fastrand::Rng::with_seed(seed),
            texts: Vec::new(),
            again: VecDeque::new(),
            next: 0,
            asked: None,
            troubled: None,
            begun_again: 0,
            left: false,
        }
    }

    /// What was submitted, in order.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// A moment in which people do nothing.
    pub fn pause(&mut self) -> Duration {
        Duration::from_millis(self.rng.u64(PAUSE))
    }

    /// Does the next thing.
    pub fn act(&mut self, page: &mut Page) -> Step {
        self.fidget(page);
        self.lose_patience(page);
        match page.visit().phase().clone() {
            Phase::Idle => page.say(Input::Opened),
            Phase::Connecting => {}
            Phase::Robot if self.next < self.script.to_robot || !self.again.is_empty() => {
                self.write(page);
            }
            Phase::Robot => self.ask_for_agent(page),
            Phase::Queued => {
                if self.next <= self.script.to_robot {
                    self.write(page);
                }
            }
            Phase::Agent => {
                if self.has_said_all() {
                    return if self.left { Step::On } else { Step::Done };
                }
                if self.rng.u32(0..4) == 0 {
                    page.say(Input::Typed);
                }
                self.write(page);
                self.look(page);
            }
            Phase::Surveying => self.rate(page),
            Phase::Offline | Phase::LeavingMessage => self.leave(page),
            Phase::Ended(reason) => return self.ended(page, reason),
        }
        Step::On
    }

    /// Looks at what came last.
    pub fn look(&mut self, page: &mut Page) {
        let mut lines = page.visit().lines().iter().rev();
        let last = lines.find(|line| line.sender != Sender::Visitor);
        if let Some(key) = last.map(|line| line.key) {
            page.say(Input::Saw(key));
        }
    }

    /// Leaves.
    pub fn leave(&mut self, page: &mut Page) {
        self.look(page);
        self.left = true;
        page.say(Input::Left { at: time_of_day() });
    }

    fn has_said_all(&self) -> bool {
        self.next >= self.script.texts && self.again.is_empty()
    }

    fn write(&mut self, page: &mut Page) {
        if !page.visit().can_write() {
            return;
        }
        let text = match self.again.pop_front() {
            Some(text) => text,
            None if self.next < self.script.texts => {
                self.next += 1;
                format!("visit {} says {}", self.script.visit, self.next)
            }
            None => return,
        };
        self.texts.push(text.clone());
        page.mark = self.texts.len();
        page.say(Input::Submitted {
            text: text.clone(),
            at: time_of_day(),
        });
        if !is_shown(page, &text) {
            // It was not taken, which whoever wrote it sees at once.
            self.texts.pop();
            page.mark = self.texts.len();
            self.again.push_front(text);
        }
    }

    fn ask_for_agent(&mut self, page: &mut Page) {
        let asked = self.asked.is_some_and(|asked| asked.elapsed() < ASK_AGAIN);
        if !asked {
            self.asked = Some(Instant::now());
            page.say(Input::AskedForAgent { at: time_of_day() });
        }
    }

    fn rate(&mut self, page: &mut Page) {
        match page.visit().rating() {
            Rating::Saving | Rating::Preparing => {}
            Rating::Asked if self.rng.u32(0..4) > 0 => {
                let Some(evaluation) = Evaluation::new(self.rng.u8(1..=5)) else {
                    return;
                };
                page.say(Input::Rated(Rated {
                    evaluation,
                    comment: String::new(),
                    recommendation: None,
                    first_contact: None,
                }));
            }
            Rating::Asked | Rating::Failed => page.say(Input::RatingSkipped),
        }
    }

    fn ended(&mut self, page: &mut Page, reason: EndReason) -> Step {
        if self.left && (page.rests() || reason != EndReason::ByVisitor) {
            return Step::Over(End::Left);
        }
        if self.left {
            return Step::On;
        }
        if self.begun_again >= BEGIN_AGAIN {
            return Step::Over(End::Early(reason));
        }
        self.begun_again += 1;
        self.asked = None;
        page.say(Input::StartedAgain { at: time_of_day() });
        Step::On
    }

    /// What a page goes through.
    fn fidget(&mut self, page: &mut Page) {
        let live = page.visit().phase().is_live();
        if !live || self.rng.u32(0..1000) >= self.script.restless {
            return;
        }
        match self.rng.u32(0..10) {
            0..6 => self.reload(page),
            6 => {
                page.say(Input::Visible(false));
                page.say(Input::Visible(true));
            }
            7 => page.set_online(false),
            _ => page.set_streams(self.streams()),
        }
    }

    fn reload(&mut self, page: &mut Page) {
        page.set_streams(self.streams());
        page.reload();
        // What was not stored is not there, and was not sent.
        let kept = page.stored_mark().min(self.texts.len());
        for text in self.texts.drain(kept..).rev() {
            self.again.push_front(text);
        }
    }

    fn streams(&mut self) -> Streams {
        match self.rng.u32(0..10) {
            0..6 => Streams::Work,
            6..8 => Streams::Break,
            _ => Streams::AreRefused,
        }
    }

    fn lose_patience(&mut self, page: &mut Page) {
        if !page.is_online() {
            page.set_online(true);
        }
        if page.visit().trouble().is_none() {
            self.troubled = None;
            return;
        }
        let since = *self.troubled.get_or_insert_with(Instant::now);
        if since.elapsed() > PATIENCE {
            self.troubled = None;
            page.set_streams(Streams::Work);
            page.say(Input::TriedNow);
        }
    }
}

fn is_shown(page: &Page, text: &str) -> bool {
    let mut lines = page.visit().lines().iter().rev();
    lines.any(|line| matches!(&line.body, Body::Text(shown) if shown == text))
}

/// In milliseconds.
const PAUSE: std::ops::Range<u64> = 30..250;
const ASK_AGAIN: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_secs(10);
const BEGIN_AGAIN: u32 = 5;
