//! How many tests passed and failed, from the tools' own words.

use anyhow::Result;

/// Counts over all suites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Tally {
    /// Adds counts that a tool reported.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }

    /// Counts one more thing that went well or not.
    pub(crate) fn count(&mut self, good: bool) {
        if good {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// Runs one suite. That it could not run, or had no test, is a failure like any other.
    pub(crate) fn suite(&mut self, name: &str, run: impl FnOnce() -> Result<Self>) {
        println!("\n=== {name}");
        match run() {
            Ok(counts) if counts.passed + counts.failed == 0 => {
                println!("{name}: not one test ran, which counts as a failure");
                self.count(false);
            }
            Ok(counts) => {
                println!("{name}: {}, {} ignored", counts.line(), counts.ignored);
                self.add(counts);
            }
            Err(error) => {
                println!("{name} could not run, which counts as a failure: {error:#}");
                self.count(false);
            }
        }
    }

    /// Prints the last line and answers whether nothing failed.
    pub(crate) fn conclude(self) -> bool {
        println!("{}", self.line());
        self.failed == 0
    }

    /// Reads a line as `cargo test` and wasm-bindgen's runner end a test binary with.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let (_, counts) = line
            .trim_start()
            .strip_prefix("test result: ")?
            .split_once(". ")?;
        let mut tally = Self::default();
        for part in counts.split(';') {
            match part.trim().split_once(' ') {
                Some((number, "passed")) => tally.passed = number.parse().ok()?,
                Some((number, "failed")) => tally.failed = number.parse().ok()?,
                Some((number, "ignored")) => tally.ignored = number.parse().ok()?,
                _ => {}
            }
        }
        Some(tally)
    }

    /// Counts as given.
    pub(super) fn new(passed: u64, failed: u64, ignored: u64) -> Self {
        Self {
            passed,
            failed,
            ignored,
        }
    }

    /// What a tool that ended like this has to answer for: ending badly without a failed test (a
    /// test that does not compile, a crash) is one failure more.
    pub(super) fn and_ended(mut self, well: bool) -> Self {
        if !well && self.failed == 0 {
            println!("the tests ended with an error although none was reported as failed");
            self.failed = 1;
        }
        self
    }

    fn line(self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_cargo_test_says() {
        let line = "test result: FAILED. 5 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s";
        assert_eq!(Tally::of_line(line), Some(Tally::new(5, 2, 1)));
    }

    #[test]
    fn reads_what_the_browser_runner_says() {
        let line =
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.30s";
        assert_eq!(Tally::of_line(line), Some(Tally::new(12, 0, 0)));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(Tally::of_line("test a_test ... ok"), None);
        assert_eq!(Tally::of_line("running 3 tests"), None);
    }

    #[test]
    fn a_suite_without_a_test_is_a_failure() {
        let mut tally = Tally::default();
        tally.suite("empty", || Ok(Tally::default()));
        assert_eq!(tally, Tally::new(0, 1, 0));
    }

    #[test]
    fn a_crash_is_a_failure_even_when_all_tests_passed() {
        assert_eq!(Tally::new(3, 0, 0).and_ended(false), Tally::new(3, 1, 0));
        assert_eq!(Tally::new(3, 2, 0).and_ended(false), Tally::new(3, 2, 0));
    }
}
