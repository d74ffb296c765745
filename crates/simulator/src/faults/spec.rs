//! How often what goes wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::kind::{FaultKind, Leg};

/// Rates of faults, by leg and kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FaultSpec {
    text: String,
    rates: BTreeMap<(Leg, FaultKind), f64>,
    /// Legs that were written, not only meant.
    named: BTreeSet<Leg>,
}

impl FaultSpec {
    /// Nothing goes wrong.
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads parts with commas between them, of which a later one counts over an earlier one:
    ///
    /// - `up.drop=0.1`: a tenth of the calls on that leg have that fault;
    /// - `drop=0.1`: so on both legs;
    /// - `up=0.1`: all kinds on that leg, together on a tenth of its calls;
    /// - `0.1`: so on both legs.
    ///
    /// `none` and nothing are no faults.
    ///
    /// # Errors
    ///
    /// Names the part that is wrong, and the words that there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(format!("the faults are longer than {LONGEST} characters"));
        }
        let mut spec = Self {
            text: text.to_owned(),
            ..Self::default()
        };
        for part in text.split(',').map(str::trim) {
            if !matches!(part, "" | "none") {
                spec.add(part)
                    .map_err(|why| format!("in {part:?}: {why}"))?;
            }
        }
        for leg in Leg::ALL {
            let sum: f64 = FaultKind::ALL
                .iter()
                .map(|kind| spec.rate(leg, *kind))
                .sum();
            if sum > 1.0 + ROUNDING {
                return Err(format!(
                    "the faults of the leg {} come to {sum:.3} of its calls: make them 1 at most",
                    leg.as_str()
                ));
            }
        }
        Ok(spec)
    }

    /// How often a call on this leg has this fault, from 0 to 1.
    pub fn rate(&self, leg: Leg, kind: FaultKind) -> f64 {
        self.rates.get(&(leg, kind)).copied().unwrap_or_default()
    }

    /// Whether it names this leg and has a fault on it. What is for both legs names none.
    pub fn names(&self, leg: Leg) -> bool {
        let has_fault = |kind: &FaultKind| self.rate(leg, *kind) > 0.0;
        self.named.contains(&leg) && FaultKind::ALL.iter().any(has_fault)
    }

    fn add(&mut self, part: &str) -> Result<(), String> {
        let (target, rate) = match part.split_once('=') {
            Some((target, rate)) => (target.trim(), parse_rate(rate)?),
            None => ("", parse_rate(part)?),
        };
        let (legs, kinds) = parse_target(target)?;
        let rate = if kinds.len() == FaultKind::ALL.len() {
            rate / FaultKind::ALL.len() as f64
        } else {
            rate
        };
        if let [leg] = legs.as_slice() {
            self.named.insert(*leg);
        }
        for leg in legs {
            let kinds = kinds.iter().map(|kind| ((leg, *kind), rate));
            self.rates.extend(kinds);
        }
        Ok(())
    }
}

/// As it was written.
impl fmt::Display for FaultSpec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.text.is_empty() {
            "none"
        } else {
            &self.text
        })
    }
}

fn parse_rate(text: &str) -> Result<f64, String> {
    let text = text.trim();
    text.parse()
        .ok()
        .filter(|rate| (0.0..=1.0).contains(rate))
        .ok_or_else(|| format!("{text:?} is no rate: write a number from 0 to 1, such as 0.05"))
}

fn parse_target(target: &str) -> Result<(Vec<Leg>, Vec<FaultKind>), String> {
    let (legs, kinds) = (Leg::ALL.to_vec(), FaultKind::ALL.to_vec());
    if target.is_empty() {
        return Ok((legs, kinds));
    }
    if let Some((leg, kind)) = target.split_once('.') {
        let leg = Leg::parse(leg)
            .ok_or_else(|| format!("there is no leg {leg:?}: the legs are {LEGS}"))?;
        let kind = FaultKind::parse(kind)
            .ok_or_else(|| format!("there is no kind {kind:?}: the kinds are {}", kind_words()))?;
        return Ok((vec![leg], vec![kind]));
    }
    match (Leg::parse(target), FaultKind::parse(target)) {
        (Some(leg), _) => Ok((vec![leg], kinds)),
        (None, Some(kind)) => Ok((legs, vec![kind])),
        (None, None) => Err(format!(
            "{target:?} is neither a leg ({LEGS}) nor a kind ({})",
            kind_words()
        )),
    }
}

fn kind_words() -> String {
    FaultKind::ALL.map(FaultKind::as_str).join(", ")
}

const LEGS: &str = "up, down";
const LONGEST: usize = 1000;
const ROUNDING: f64 = 1e-9;

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str, leg: Leg, kind: FaultKind) -> f64 {
        FaultSpec::parse(text).unwrap().rate(leg, kind)
    }

    #[test]
    fn a_bare_rate_is_all_kinds_on_both_legs_together() {
        for leg in Leg::ALL {
            for kind in FaultKind::ALL {
                assert!((rate("0.2", leg, kind) - 0.02).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_part_names_a_leg_a_kind_or_both() {
        assert_eq!(rate("up.drop=0.3", Leg::Up, FaultKind::Drop), 0.3);
        assert_eq!(rate("up.drop=0.3", Leg::Down, FaultKind::Drop), 0.0);
        assert_eq!(rate("429=0.5", Leg::Down, FaultKind::TooMany), 0.5);
        assert!((rate("down=1", Leg::Down, FaultKind::Cut) - 0.1).abs() < 1e-12);
        assert_eq!(rate("down=1", Leg::Up, FaultKind::Cut), 0.0);
        assert_eq!(rate("0.2, up.drop=0", Leg::Up, FaultKind::Drop), 0.0);
    }

    #[test]
    fn nothing_and_none_are_no_faults() {
        for text in ["", "none", " , "] {
            let spec = FaultSpec::parse(text).unwrap();
            assert!(spec.rates.is_empty(), "{text:?}");
        }
        assert_eq!(FaultSpec::none().to_string(), "none");
        assert_eq!(FaultSpec::parse(" 0.2 ").unwrap().to_string(), "0.2");
    }

    #[test]
    fn what_is_wrong_is_named_with_the_words_that_there_are() {
        for (text, named) in [
            (
                "up.drop=0.1,up.fog=0.1",
                ["\"up.fog=0.1\"", "garbage, duplicate, 401"],
            ),
            ("side.drop=0.1", ["\"side\"", "up, down"]),
            ("fog=0.1", ["\"fog\" is neither", "expire"]),
            ("up.drop=1.5", ["\"1.5\" is no rate", "from 0 to 1"]),
            ("up.drop", ["\"up.drop\"", "is no rate"]),
            ("NaN", ["\"NaN\"", "is no rate"]),
            ("up.drop=-0.1", ["\"-0.1\"", "is no rate"]),
            ("up.drop=0.6,up.cut=0.6", ["leg up", "1.2"]),
        ] {
            let error = FaultSpec::parse(text).unwrap_err();
            assert!(named.iter().all(|part| error.contains(part)), "{error}");
        }
        assert!(FaultSpec::parse(&"0.1,".repeat(300)).is_err());
    }

    #[test]
    fn a_leg_is_named_where_it_is_written_and_has_a_fault() {
        for (text, named) in [
            ("0.2", false),
            ("drop=0.1", false),
            ("up=0.1", false),
            ("down=0.1", true),
            ("up.drop=0.1,down.cut=0.1", true),
            ("down.cut=0", false),
            ("0.2,down=0", false),
        ] {
            let spec = FaultSpec::parse(text).unwrap();
            assert_eq!(spec.names(Leg::Down), named, "{text}");
        }
    }
}
