//! What visitors thought of it.

use std::collections::VecDeque;

use frontdesk_protocol::Evaluation;

use super::clock::Moment;

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

/// The newest ratings, newest last.
#[derive(Debug, Default)]
pub(crate) struct Ratings(VecDeque<Rating>);

impl Ratings {
    pub(crate) fn add(&mut self, user: &str, name: &str, answers: Answers<'_>, now: Moment) {
        if self.0.len() >= KEPT {
            self.0.pop_front();
        }
        self.0.push_back(Rating {
            user: user.to_owned(),
            name: name.to_owned(),
            stars: answers.evaluation.stars(),
            comment: answers.comment.to_owned(),
            recommendation: answers.recommendation,
            first_contact: answers.first_contact,
            at: now.millis(),
        });
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Rating> {
        self.0.iter()
    }
}

const KEPT: usize = 100;
