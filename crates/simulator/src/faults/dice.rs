//! Whether the next call goes wrong, and how.

use super::kind::{FaultKind, Leg};
use super::spec::FaultSpec;
use crate::world::random::Random;

/// The dice of both legs and of the forms of answers: the same seed, the same faults and forms for
/// the same calls in the same order. They do not disturb each other.
#[derive(Debug)]
pub(super) struct Dice {
    up: Random,
    down: Random,
    forms: Random,
}

/// A fault that is to be done.
#[derive(Debug)]
pub(super) struct Throw {
    pub(super) kind: FaultKind,
    /// For what else is to be decided about it.
    pub(super) random: Random,
}

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let leg = |leg: Leg| Random::new(seed).fork(leg as u64 + 1);
        Self {
            up: leg(Leg::Up),
            down: leg(Leg::Down),
            forms: Random::new(seed).fork(FORMS),
        }
    }

    /// What decides about one answer's form.
    pub(super) fn form(&mut self) -> u64 {
        self.forms.next()
    }

    /// One call's lot. Each takes as many numbers as any other, so that a change of the rates does
    /// not shift what comes later.
    pub(super) fn roll(&mut self, leg: Leg, spec: &FaultSpec) -> Option<Throw> {
        let random = match leg {
            Leg::Up => &mut self.up,
            Leg::Down => &mut self.down,
        };
        let (mut lot, further) = (random.unit(), random.next());
        for kind in FaultKind::ALL {
            let rate = spec.rate(leg, kind);
            if lot < rate {
                return Some(Throw {
                    kind,
                    random: Random::new(further),
                });
            }
            lot -= rate;
        }
        None
    }
}

impl Throw {
    pub(super) fn flip(&mut self) -> bool {
        self.random.below(2) == 0
    }
}

/// Keeps the forms' dice apart from those of the legs.
const FORMS: u64 = 0x666f_726d;

#[cfg(test)]
mod tests {
    use super::*;

    fn rolls(seed: u64, leg: Leg, spec: &str, number: usize) -> Vec<Option<FaultKind>> {
        let (mut dice, spec) = (Dice::new(seed), FaultSpec::parse(spec).unwrap());
        let throws = (0..number).map(|_| dice.roll(leg, &spec));
        throws.map(|throw| Some(throw?.kind)).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_faults_and_another_seed_others() {
        let first = rolls(7, Leg::Up, "0.5", 200);
        assert_eq!(first, rolls(7, Leg::Up, "0.5", 200));
        assert_ne!(first, rolls(8, Leg::Up, "0.5", 200));
        assert_ne!(first, rolls(7, Leg::Down, "0.5", 200));
    }

    #[test]
    fn rates_are_kept_within_bounds() {
        let thrown = rolls(1, Leg::Up, "0.2", 20_000);
        let all = thrown.iter().flatten().count();
        assert!((3_800..4_200).contains(&all), "{all}");
        for kind in FaultKind::ALL {
            let of_kind = thrown.iter().filter(|throw| **throw == Some(kind)).count();
            assert!((320..480).contains(&of_kind), "{kind:?}: {of_kind}");
        }
    }

    #[test]
    fn what_is_certain_always_happens_and_what_is_off_never() {
        let thrown = rolls(3, Leg::Down, "down.cut=1", 500);
        assert!(thrown.iter().all(|throw| *throw == Some(FaultKind::Cut)));
        assert!(
            rolls(3, Leg::Up, "down.cut=1", 500)
                .iter()
                .all(Option::is_none)
        );
    }

    #[test]
    fn one_leg_does_not_shift_the_other() {
        let spec = FaultSpec::parse("0.5").unwrap();
        let mut dice = Dice::new(5);
        let mixed: Vec<_> = (0..100)
            .map(|_| {
                dice.roll(Leg::Down, &spec);
                dice.roll(Leg::Up, &spec).map(|throw| throw.kind)
            })
            .collect();
        assert_eq!(mixed, rolls(5, Leg::Up, "0.5", 100));
    }
}
