//! What came of it all.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use frontdesk_simulator::{FaultCounts, FaultSpec, Leg};

use crate::books::{Counts, Kind, Verdict, Wrong};
use crate::visitor::{self, Page};

/// What came of a campaign.
#[derive(Debug, Default)]
pub struct Report {
    /// How many visits there were.
    pub visits: u64,
    /// How many of them ended before all was said, by reason.
    pub early: BTreeMap<String, u64>,
    /// How many of everything.
    pub counts: Counts,
    /// What the pages went through.
    pub pages: visitor::Counts,
    /// How messages that went up were answered, repeats counted.
    pub answers: BTreeMap<String, u64>,
    /// Messages that the conversations count as repaired.
    pub recovered: u64,
    /// The faults that were done.
    pub faults: FaultCounts,
    /// As they were asked for.
    pub spec: FaultSpec,
    /// Kills of the proxy, and how many of them lost its store.
    pub kills: (usize, usize),
    /// What must not be.
    pub wrongs: Vec<Wrong>,
    /// How long it took.
    pub took: Duration,
    /// How many times as fast the conversations' clocks ran.
    pub speed: u32,
    /// The seed.
    pub seed: u64,
    /// How many wrongs are shown.
    pub show: usize,
    /// How large the proxy's store was at the end, in bytes.
    pub store_bytes: u64,
}

impl Report {
    /// Adds one visit.
    pub fn add(&mut self, verdict: Verdict, page: &Page) {
        let (pages, recovered) = (page.counts, page.visit().recovered());
        for (how, number) in &page.answers {
            *self.answers.entry(how.clone()).or_default() += number;
        }
        self.visits += 1;
        self.counts += verdict.counts;
        self.wrongs.extend(verdict.wrongs);
        self.recovered += u64::from(recovered);
        self.pages.reloads += pages.reloads;
        self.pages.changes += pages.changes;
        self.pages.resets += pages.resets;
        self.pages.calls += pages.calls;
    }

    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.wrongs.is_empty()
    }

    fn of(&self, kind: Kind) -> usize {
        let wrongs = self.wrongs.iter();
        wrongs.filter(|wrong| wrong.kind == kind).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.took.as_secs_f64().max(0.001);
        let counts = &self.counts;
        for wrong in self.wrongs.iter().take(self.show) {
            writeln!(
                out,
                "{:?}, visit {}: {}",
                wrong.kind, wrong.visit, wrong.what
            )?;
        }
        if self.wrongs.len() > self.show {
            writeln!(out, "… and {} more", self.wrongs.len() - self.show)?;
        }
        writeln!(
            out,
            "seed {}: {} visits in {seconds:.0} s ({:.1} a second), faults {}, clocks × {}",
            self.seed,
            self.visits,
            self.visits as f64 / seconds,
            self.spec,
            self.speed
        )?;
        writeln!(
            out,
            "up: {} texts; {} sent ({} of them shown as read), {} unconfirmed ({} of them upstream), \
             {} failed ({} of them upstream), {} carried twice by the gateway itself",
            counts.submitted,
            counts.sent,
            counts.read,
            counts.unconfirmed,
            counts.unconfirmed_there,
            counts.failed,
            counts.failed_there,
            counts.gateway_doubled
        )?;
        let answers: Vec<String> = self
            .answers
            .iter()
            .map(|(how, number)| format!("{how} {number}"))
            .collect();
        writeln!(out, "answers to what went up: {}", answers.join(", "))?;
        writeln!(
            out,
            "down: {} messages; {} shown, {} of them repaired by history; upstream's own losses not \
             repaired: {} on the way to the proxy ({} of them where no agent came), {} with a proxy \
             that died or forgot",
            counts.told,
            counts.shown,
            counts.repaired,
            counts.own_losses,
            counts.without_agent,
            counts.died
        )?;
        for leg in Leg::ALL {
            let kinds: Vec<String> = self
                .faults
                .kinds(leg)
                .map(|(name, number)| format!("{name} {number}"))
                .collect();
            let kinds = kinds.join(", ");
            writeln!(
                out,
                "faults {}: {}: {kinds}",
                leg.as_str(),
                self.faults.on(leg)
            )?;
        }
        let (kills, forgot) = self.kills;
        writeln!(
            out,
            "restarts {kills} ({forgot} with the store lost), reloads {}, changes between stream and \
             poll {}, resets {}, messages recovered {}, calls {}, store {:.1} MB",
            self.pages.reloads,
            self.pages.changes,
            self.pages.resets,
            self.recovered,
            self.pages.calls,
            self.store_bytes as f64 / 1e6
        )?;
        if counts.unread_journals > 0 {
            writeln!(
                out,
                "journals that could not be read: {}",
                counts.unread_journals
            )?;
        }
        for (reason, number) in &self.early {
            writeln!(out, "ended before all was said: {number} ({reason})")?;
        }
        write!(
            out,
            "lost {}, doubled {}, out of order {}, falsely sent {}, stuck {}",
            self.of(Kind::Lost),
            self.of(Kind::Doubled),
            self.of(Kind::OutOfOrder),
            self.of(Kind::FalselySent),
            self.of(Kind::Stuck)
        )
    }
}
