//! How the wire is at present, and what faults do to the world.

use std::sync::Arc;

use super::World;
use crate::faults::Faults;
use crate::{Quirks, WeatherConfig};

/// As configured; where no seed is, with this one.
pub(super) fn faults(config: &WeatherConfig, seed: u64) -> Arc<Faults> {
    let spec = config.faults.clone();
    Arc::new(Faults::new(
        spec,
        config.seed_or(seed),
        config.longest_delay,
    ))
}

impl World {
    /// Which forms are spoken that the tables do not have.
    pub(crate) fn quirks(&self) -> &Quirks {
        &self.quirks
    }

    pub(crate) fn set_quirks(&mut self, quirks: Quirks) {
        self.quirks = quirks;
        self.touch();
    }

    /// What goes wrong, and how often.
    pub(crate) fn faults(&self) -> &Arc<Faults> {
        &self.faults
    }

    /// What the last poll handed out waits for the next one again; whether that was anything.
    pub(crate) fn hand_out_again(&mut self, user: &str) -> bool {
        let visitor = self.visitors.get_mut(user);
        visitor.is_some_and(|visitor| visitor.hand_out_again(self.config.max_pending))
    }

    /// Lets one Bearer expire; whether it held.
    pub(crate) fn expire_bearer(&mut self, bearer: &str) -> bool {
        self.bearers.remove(bearer)
    }

    /// Lets one visitor's token expire; whether it held.
    pub(crate) fn expire_token(&mut self, token: &str) -> bool {
        self.tokens.remove(token.trim_matches('"'))
    }

    /// Faults happen beside the world; the page has to be told of them.
    pub(super) fn notice_faults(&mut self) {
        let newest = self.faults.revision();
        if newest != self.faults_seen {
            self.faults_seen = newest;
            self.touch();
        }
    }
}
