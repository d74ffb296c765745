//! Whose turn it is where forms exclude each other.

use super::{Quirk, Quirks};
use crate::world::random::Random;

/// One answer's, or one message's, choice among the forms that are on.
pub(super) struct Turn<'a> {
    quirks: &'a Quirks,
    /// The seed of the dice.
    run: u64,
    seed: u64,
}

impl<'a> Turn<'a> {
    /// One answer's, by the seed of the dice and what they have decided about it.
    pub(super) fn new(quirks: &'a Quirks, run: u64, seed: u64) -> Self {
        Self { quirks, run, seed }
    }

    /// The turn of a part that must come in the same form whenever it comes under this seed.
    pub(super) fn of_part(&self, part: u64) -> Self {
        Self {
            seed: Random::new(self.run).fork(part).next(),
            ..*self
        }
    }

    /// Which of these rivals shows; `None`: the tables' form.
    pub(super) fn one_of(&self, rivals: &[Quirk]) -> Option<Quirk> {
        let on: Vec<Quirk> = rivals
            .iter()
            .copied()
            .filter(|quirk| self.quirks.has(*quirk))
            .collect();
        let salt = *on.first()?;
        // Of all quirks together, the tables' own form is one more.
        let forms = on.len() + usize::from(self.quirks.is_all());
        on.get(self.pick(salt, forms)).copied()
    }

    /// Whether a quirk without rivals shows.
    pub(super) fn shows(&self, quirk: Quirk) -> bool {
        self.one_of(&[quirk]).is_some()
    }

    /// One of a quirk's own forms, from 0.
    pub(super) fn form(&self, quirk: Quirk, forms: usize) -> usize {
        Random::new(self.seed ^ FORM)
            .fork(quirk as u64)
            .below(forms)
    }

    fn pick(&self, salt: Quirk, forms: usize) -> usize {
        Random::new(self.seed).fork(salt as u64).below(forms)
    }
}

/// Keeps the choice of a form apart from the choice among rivals.
const FORM: u64 = 0x666f_726d;
