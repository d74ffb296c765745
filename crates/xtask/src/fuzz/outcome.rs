//! What became of a target, from libFuzzer's own words.

use std::collections::VecDeque;
use std::fmt;

/// How a target's run went.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    runs: Option<u64>,
    input: Option<String>,
    good: bool,
    last_lines: VecDeque<String>,
}

impl Outcome {
    /// Takes a line of its output in.
    pub(super) fn hear(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("Done ") {
            let number = rest.split(' ').next();
            self.runs = number.and_then(|number| number.parse().ok());
        }
        if let Some((_, path)) = line.split_once("Test unit written to ") {
            self.input = Some(path.trim().to_owned());
        }
        if self.last_lines.len() == SHOWN_LINES {
            self.last_lines.pop_front();
        }
        self.last_lines.push_back(line.to_owned());
    }

    /// It has ended; where it failed, the end of its output is printed.
    pub(super) fn end(&mut self, well: bool) {
        // A run that counted nothing has shown nothing.
        self.good = well && self.runs.is_some_and(|runs| runs > 0);
        if !self.good {
            for line in &self.last_lines {
                println!("{line}");
            }
        }
    }

    /// Whether it ran and nothing was found.
    pub(super) fn is_good(&self) -> bool {
        self.good
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.good, self.runs, &self.input) {
            (true, Some(runs), _) => write!(formatter, "{runs:>12} runs   passed"),
            (_, _, Some(input)) => write!(formatter, "FAILED with {input}"),
            _ => formatter.write_str("FAILED without an input: see above"),
        }
    }
}

const SHOWN_LINES: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str], well: bool) -> Outcome {
        let mut outcome = Outcome::default();
        lines.iter().for_each(|line| outcome.hear(line));
        outcome.end(well);
        outcome
    }

    #[test]
    fn counts_the_runs() {
        let outcome = heard(
            &["#5 DONE cov: 9", "Done 29403209 runs in 11 second(s)"],
            true,
        );
        assert!(outcome.is_good());
        assert_eq!(outcome.to_string(), "    29403209 runs   passed");
    }

    #[test]
    fn names_the_input_that_fails() {
        let line = "artifact_prefix='/a/'; Test unit written to /a/crash-1";
        let outcome = heard(&["==1== ERROR: libFuzzer: deadly signal", line], false);
        assert!(!outcome.is_good());
        assert_eq!(outcome.to_string(), "FAILED with /a/crash-1");
    }

    #[test]
    fn a_run_that_counted_nothing_has_failed() {
        assert!(!heard(&[], true).is_good());
        assert!(!heard(&["Done 0 runs in 0 second(s)"], true).is_good());
    }
}
