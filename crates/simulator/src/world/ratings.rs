//! What visitors thought of it.

use frontdesk_protocol::Evaluation;

use super::clock::Moment;
use super::visitor::Phase;
use super::{Outcome, World};

/// A rating that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The visitor's user id.
    pub user: String,
    /// The visitor's name.
    pub name: String,
    /// 1 to 5.
    pub stars: u8,
    /// What was written with it; empty when nothing was.
    pub comment: String,
    /// Would the visitor recommend the company? 0 to 10, where it was asked.
    pub recommendation: Option<u8>,
    /// Whether it was solved at the first contact, where it was asked.
    pub first_contact: Option<bool>,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// What a visitor has answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answers<'a> {
    pub(crate) evaluation: Evaluation,
    pub(crate) comment: &'a str,
    pub(crate) recommendation: Option<u8>,
    pub(crate) first_contact: Option<bool>,
}

impl World {
    /// Takes a rating, from somebody who has or had a session.
    pub(crate) fn rate(&mut self, user: &str, answers: Answers<'_>, now: Moment) -> Outcome {
        let Some(visitor) = self
            .visitors
            .get(user)
            .filter(|known| known.phase != Phase::New)
        else {
            return Outcome::no_session();
        };
        let rating = Rating {
            user: user.to_owned(),
            name: visitor.name.clone(),
            stars: answers.evaluation.stars(),
            comment: answers.comment.to_owned(),
            recommendation: answers.recommendation,
            first_contact: answers.first_contact,
            at: now.millis(),
        };
        self.services.ratings.add(rating);
        self.touch();
        Outcome::success("save satisfaction success.")
    }

    /// Oldest first.
    pub(crate) fn ratings(&self) -> impl DoubleEndedIterator<Item = &Rating> {
        self.services.ratings.iter()
    }
}
