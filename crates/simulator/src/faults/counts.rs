//! What went wrong so far.

use std::collections::BTreeMap;

use serde::Serialize;

use super::kind::Leg;

/// Faults that were done, by leg and name: the words of the kinds, but `drop-before` and
/// `drop-after` for a drop before and after the call was carried.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FaultCounts {
    up: BTreeMap<&'static str, u64>,
    down: BTreeMap<&'static str, u64>,
}

impl FaultCounts {
    /// How often this one was done.
    pub fn of(&self, leg: Leg, name: &str) -> u64 {
        self.leg(leg).get(name).copied().unwrap_or_default()
    }

    /// What was done on a leg, by name, and how often.
    pub fn kinds(&self, leg: Leg) -> impl Iterator<Item = (&'static str, u64)> {
        self.leg(leg).iter().map(|(name, number)| (*name, *number))
    }

    /// How many were done on a leg.
    pub fn on(&self, leg: Leg) -> u64 {
        self.leg(leg).values().sum()
    }

    pub(super) fn add(&mut self, leg: Leg, name: &'static str) {
        let counts = match leg {
            Leg::Up => &mut self.up,
            Leg::Down => &mut self.down,
        };
        *counts.entry(name).or_default() += 1;
    }

    fn leg(&self, leg: Leg) -> &BTreeMap<&'static str, u64> {
        match leg {
            Leg::Up => &self.up,
            Leg::Down => &self.down,
        }
    }
}
