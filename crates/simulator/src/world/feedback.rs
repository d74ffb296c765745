//! What visitors think of the robot's answers (seed 003 §17).

use frontdesk_protocol::ResultCode;

use super::clock::Moment;
use super::visitor::Phase;
use super::{Outcome, World};

/// A thumb up or down for something that the robot said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// The visitor's user id.
    pub user: String,
    /// The visitor's name.
    pub name: String,
    /// `interIdx` of what was rated.
    pub inter_idx: String,
    /// What the robot had said.
    pub answer: String,
    /// Whether it helped.
    pub helped: bool,
    /// Why not; may be empty when it helped.
    pub content: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl World {
    /// Takes it, while the robot is there and for something that it said in this session.
    pub(crate) fn take_feedback(
        &mut self,
        user: &str,
        inter_idx: &str,
        helped: bool,
        content: &str,
        now: Moment,
    ) -> Outcome {
        let Some(visitor) = self
            .visitors
            .get(user)
            .filter(|known| known.phase == Phase::Robot)
        else {
            return Outcome::refused(
                ResultCode::Other(NOT_WITH_ROBOT.to_owned()),
                "the session is not one with a robot.",
            );
        };
        let Some(answer) = visitor.services.robot.said(inter_idx) else {
            return Outcome::refused(
                ResultCode::Failure,
                "interIdx is of no answer of this session.",
            );
        };
        if !helped && content.trim().is_empty() {
            return Outcome::refused(
                ResultCode::Other(EMPTY.to_owned()),
                "feedbackContent can not be empty,when feedback is 0",
            );
        }
        let feedback = Feedback {
            user: user.to_owned(),
            name: visitor.name.clone(),
            inter_idx: inter_idx.to_owned(),
            answer: answer.to_owned(),
            helped,
            content: content.to_owned(),
            at: now.millis(),
        };
        self.services.feedback.add(feedback);
        self.touch();
        Outcome::success("feedback success.")
    }

    /// Oldest first.
    pub(crate) fn feedback(&self) -> impl DoubleEndedIterator<Item = &Feedback> {
        self.services.feedback.iter()
    }
}

const EMPTY: &str = "3000000008";
const NOT_WITH_ROBOT: &str = "30000000019";
