//! The books: what visitor, proxy and upstream know of one visit, compared.

mod down;
mod up;

use std::collections::BTreeSet;
use std::ops::AddAssign;

use frontdesk_conversation::Line;
use frontdesk_protocol::DownlinkMessage;
use frontdesk_simulator::Ledger;

use crate::stage::Kills;

pub use self::down::is_settled;

/// All books of one visit.
pub struct Books<'k> {
    /// The visit's number.
    pub visit: u32,
    /// What the visitor submitted, in order.
    pub texts: Vec<String>,
    /// Texts that were shown as unconfirmed at any time.
    pub doubted: BTreeSet<String>,
    /// The visitor's transcript at the end.
    pub lines: Vec<Line>,
    /// The proxy's journal; `None` where it could not be read.
    pub journal: Option<Vec<DownlinkMessage>>,
    /// The upstream's.
    pub ledger: Ledger,
    /// How much was told when the visitor left: what came later, nobody waited for.
    pub told: usize,
    /// Why the visit did not end, if it did not.
    pub stuck: Option<String>,
    /// When the proxy was killed.
    pub kills: &'k Kills,
}

/// What the books say.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// What must not be, in words.
    pub wrongs: Vec<Wrong>,
    /// How many of everything.
    pub counts: Counts,
}

/// Something that must not be.
#[derive(Debug, Clone)]
pub struct Wrong {
    /// What it is.
    pub kind: Kind,
    /// With which visit.
    pub visit: u32,
    /// In words.
    pub what: String,
}

/// What must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A message is nowhere.
    Lost,
    /// A message is there twice.
    Doubled,
    /// A message stands before one that it followed.
    OutOfOrder,
    /// A text is shown as sent, and was not.
    FalselySent,
    /// A visit or a text has no end.
    Stuck,
}

/// How many of everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Texts submitted.
    pub submitted: u64,
    /// Texts shown as sent or read, which upstream has.
    pub sent: u64,
    /// Of them, shown as read.
    pub read: u64,
    /// Texts shown as unconfirmed.
    pub unconfirmed: u64,
    /// Of them, those that upstream has.
    pub unconfirmed_there: u64,
    /// Texts shown as failed.
    pub failed: u64,
    /// Of them, those that upstream has.
    pub failed_there: u64,
    /// Texts that the gateway carried twice by itself.
    pub gateway_doubled: u64,
    /// Messages told to visitors before they left.
    pub told: u64,
    /// Of them, shown.
    pub shown: u64,
    /// Messages lost between upstream and proxy and not repaired.
    pub own_losses: u64,
    /// Of them, those of visits without an agent, to whom history says nothing.
    pub without_agent: u64,
    /// Messages that died with the proxy, or with its store, and were not repaired.
    pub died: u64,
    /// Messages lost between upstream and proxy that are shown: history repaired them.
    pub repaired: u64,
    /// Journals that could not be read.
    pub unread_journals: u64,
}

impl Books<'_> {
    /// Compares.
    pub fn compare(&self) -> Verdict {
        let mut verdict = Verdict::default();
        if let Some(why) = &self.stuck {
            self.wrong(&mut verdict, Kind::Stuck, why.clone());
        }
        self.compare_up(&mut verdict);
        self.compare_down(&mut verdict);
        verdict
    }

    fn wrong(&self, verdict: &mut Verdict, kind: Kind, what: String) {
        verdict.wrongs.push(Wrong {
            kind,
            visit: self.visit,
            what,
        });
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.submitted += other.submitted;
        self.sent += other.sent;
        self.read += other.read;
        self.unconfirmed += other.unconfirmed;
        self.unconfirmed_there += other.unconfirmed_there;
        self.failed += other.failed;
        self.failed_there += other.failed_there;
        self.gateway_doubled += other.gateway_doubled;
        self.told += other.told;
        self.shown += other.shown;
        self.own_losses += other.own_losses;
        self.without_agent += other.without_agent;
        self.died += other.died;
        self.repaired += other.repaired;
        self.unread_journals += other.unread_journals;
    }
}
