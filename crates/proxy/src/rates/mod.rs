//! How often one may call: a visitor by the seal, anybody by the address.

mod address;
mod keyed;
mod uploads;

use std::time::Duration;

pub(crate) use address::{Address, Hops, Peer};
pub(crate) use uploads::{Place, Places};

use crate::config::RateLimits;
use crate::store::Who;
use keyed::Keyed;

/// The limits, and who has used how much of them. Each process counts for itself.
pub(crate) struct Rates {
    new_visitors: Keyed<Address>,
    calls_visitor: Keyed<Who>,
    calls_address: Keyed<Address>,
    uploads: Keyed<Who>,
    upload_places: Places,
    click_to_call: Keyed<Who>,
    hops: Hops,
}

/// A limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    /// What there is too much of, in words.
    pub(crate) what: &'static str,
    /// When there is room again.
    pub(crate) after: Duration,
}

impl Rates {
    pub(crate) fn new(limits: &RateLimits) -> Self {
        Self {
            new_visitors: Keyed::new(limits.new_visitors),
            calls_visitor: Keyed::new(limits.calls_visitor),
            calls_address: Keyed::new(limits.calls_address),
            uploads: Keyed::new(limits.uploads),
            upload_places: Places::of_all(),
            click_to_call: Keyed::new(limits.click_to_call),
            hops: Hops::new(limits.trusted_proxies),
        }
    }

    /// Where requests come from.
    pub(crate) fn hops(&self) -> &Hops {
        &self.hops
    }

    /// Somebody whom nobody knows is let in.
    pub(crate) fn new_visitor(&self, address: Address) -> Result<(), Reached> {
        let what = "There are too many new visitors from this address.";
        note("new-visitors", what, self.new_visitors.take(address))
    }

    /// An address calls.
    pub(crate) fn call_from(&self, address: Address) -> Result<(), Reached> {
        let what = "There are too many calls from this address.";
        note("calls-address", what, self.calls_address.take(address))
    }

    /// A visitor calls.
    pub(crate) fn call_of(&self, who: &Who) -> Result<(), Reached> {
        let what = "There are too many calls of this visitor.";
        note("calls-visitor", what, self.calls_visitor.take(who.clone()))
    }

    /// A visitor sends a file.
    pub(crate) fn upload_of(&self, who: &Who) -> Result<(), Reached> {
        let what = "This visitor has sent too many files.";
        note("uploads", what, self.uploads.take(who.clone()))
    }

    /// A file is on its way up, as long as its place is held; `own` are those of its visitor.
    pub(crate) fn upload_place(&self, own: &Places) -> Result<Place, Reached> {
        let place = self.upload_places.take(own);
        place.inspect_err(|_| count("uploads-at-a-time"))
    }

    /// A visitor asks for a call by voice or video.
    pub(crate) fn click_to_call_of(&self, who: &Who) -> Result<(), Reached> {
        let what = "This visitor has asked for too many calls.";
        let taken = self.click_to_call.take(who.clone());
        note("click-to-call", what, taken)
    }

    /// Forgets who has not called for so long that nothing is left to count.
    pub(crate) fn sweep(&self) {
        self.new_visitors.sweep();
        self.calls_visitor.sweep();
        self.calls_address.sweep();
        self.uploads.sweep();
        self.click_to_call.sweep();
    }
}

fn note(
    limit: &'static str,
    what: &'static str,
    taken: Result<(), Duration>,
) -> Result<(), Reached> {
    taken.map_err(|after| {
        count(limit);
        Reached { what, after }
    })
}

fn count(limit: &'static str) {
    metrics::counter!("frontdesk_limits_reached_total", "limit" => limit).increment(1);
}
