//! The tenant's Bearers and the visitors' tokens.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use super::clock::Moment;

/// Bearers that were given out, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Bearers(VecDeque<(String, Moment)>);

impl Bearers {
    pub(crate) fn add(&mut self, bearer: String, until: Moment) {
        if self.0.len() >= MAX_BEARERS {
            self.0.pop_front();
        }
        self.0.push_back((bearer, until));
    }

    pub(crate) fn holds(&self, bearer: &str, now: Moment) -> bool {
        self.0
            .iter()
            .any(|(known, until)| known == bearer && now < *until)
    }

    /// Whether it was there.
    pub(crate) fn remove(&mut self, bearer: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|(known, _)| known != bearer);
        self.0.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Visitors' tokens, by their value without the quotes.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    issued: HashMap<String, Issued>,
    of_visitor: HashMap<String, VecDeque<String>>,
}

/// One token.
#[derive(Debug)]
pub(crate) struct Issued {
    pub(crate) user: String,
    from: Moment,
    until: Moment,
    /// The token that renews this one; every later call with this one gets the same.
    pub(crate) successor: Option<String>,
}

impl Issued {
    /// Whether it is past half its life.
    pub(crate) fn is_due(&self, now: Moment) -> bool {
        now.since(self.from) > self.until.since(self.from) / 2
    }
}

impl Tokens {
    pub(crate) fn add(&mut self, token: String, user: &str, life: Duration, now: Moment) {
        let values = self.of_visitor.entry(user.to_owned()).or_default();
        values.push_back(token.clone());
        if values.len() > MAX_TOKENS_PER_VISITOR
            && let Some(oldest) = values.pop_front()
        {
            self.issued.remove(&oldest);
        }
        let issued = Issued {
            user: user.to_owned(),
            from: now,
            until: now + life,
            successor: None,
        };
        self.issued.insert(token, issued);
    }

    pub(crate) fn succeed(&mut self, token: &str, successor: String) {
        if let Some(issued) = self.issued.get_mut(token) {
            issued.successor = Some(successor);
        }
    }

    /// The token, if it was given out here and has not expired.
    pub(crate) fn valid(&self, token: &str, now: Moment) -> Option<&Issued> {
        self.issued.get(token).filter(|issued| now < issued.until)
    }

    pub(crate) fn forget(&mut self, user: &str) {
        for token in self.of_visitor.remove(user).unwrap_or_default() {
            self.issued.remove(&token);
        }
    }

    /// Whether it was there.
    pub(crate) fn remove(&mut self, token: &str) -> bool {
        let Some(issued) = self.issued.remove(token) else {
            return false;
        };
        if let Some(values) = self.of_visitor.get_mut(&issued.user) {
            values.retain(|known| known != token);
        }
        true
    }

    pub(crate) fn clear(&mut self) {
        self.issued.clear();
        self.of_visitor.clear();
    }
}

const MAX_BEARERS: usize = 64;
const MAX_TOKENS_PER_VISITOR: usize = 8;
