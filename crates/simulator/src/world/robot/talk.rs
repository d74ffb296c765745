//! How the robot talks to a visitor.

use frontdesk_protocol::{MediaType, Questions, ResultCode};

use super::fill::fill;
use super::script::Reply;
use crate::world::clock::Moment;
use crate::world::downlink::Utterance;
use crate::world::visitor::Phase;
use crate::world::{Outcome, World};

impl World {
    /// It greets, with its menu.
    pub(crate) fn robot_greets(&mut self, user: &str, now: Moment) {
        let script = self.script();
        self.robot_says(user, &script.greeting, &script.menu, now);
    }

    /// It answers; who asks for a person may be put into the queue by it.
    pub(crate) fn robot_answers(
        &mut self,
        user: &str,
        media: Option<&MediaType>,
        content: &str,
        now: Moment,
    ) {
        let script = self.script();
        let is_text = matches!(media, None | Some(MediaType::Text));
        match script.reply(if is_text { content } else { "" }) {
            Reply::Answer(answer) => self.robot_says(user, &answer.text, &answer.similar, now),
            Reply::Unknown => self.robot_says(user, &script.unknown, &[], now),
            Reply::HandOver(hand_over) => {
                self.robot_says(user, &hand_over.text, &[], now);
                if hand_over.transfer {
                    self.transfer(user, now);
                }
            }
        }
    }

    /// Phrases for what the visitor writes, while the robot listens.
    pub(crate) fn phrases(&self, user: &str, written: &str) -> Result<Vec<String>, Outcome> {
        match self.visitor(user).map(|visitor| visitor.phase) {
            Some(Phase::Robot) => Ok(self.script().phrases(written)),
            Some(Phase::Queued) => Err(Outcome::refused(
                ResultCode::Queuing,
                "the visitor is waiting for an agent.",
            )),
            Some(Phase::WithAgent) => Err(Outcome::refused(
                ResultCode::WithAgent,
                "the call is with an agent.",
            )),
            _ => Err(Outcome::no_session()),
        }
    }

    /// It says something, with questions to choose from.
    pub(crate) fn robot_says(&mut self, user: &str, text: &str, questions: &[String], now: Moment) {
        let name = self.script().name.clone();
        let Some(visitor) = self.visitors.get_mut(user) else {
            return;
        };
        let robot = &mut visitor.services.robot;
        let filled = |text: &str| fill(text, &visitor.name, &robot.data);
        let text = filled(text);
        let questions = Questions::of(questions.iter().map(|question| filled(question)));
        let number = robot.number(&text);
        let utterance = Utterance {
            questions,
            inter_idx: Some(number),
            ..Utterance::robot(&text, &name)
        };
        self.say(user, utterance, now);
    }
}
