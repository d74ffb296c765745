//! Quirks and faults on the page.

use serde::Serialize;

use crate::world::World;
use crate::{FaultCounts, Quirk};

/// Which quirks are on and which there are; what goes wrong and what did.
#[derive(Serialize)]
pub(super) struct Weather {
    quirks: Vec<&'static str>,
    all: Vec<Offered>,
    /// As `--faults` writes it.
    faults: String,
    /// In digits: a page's numbers are exact up to 2^53 only.
    seed: String,
    counts: FaultCounts,
}

#[derive(Serialize)]
struct Offered {
    name: &'static str,
    what: &'static str,
    /// Whether the documents' own examples show it.
    documents: bool,
}

impl Weather {
    pub(super) fn of(world: &World) -> Self {
        let (faults, seed) = world.faults().set_to();
        Self {
            quirks: world.quirks().iter().map(Quirk::name).collect(),
            all: Quirk::ALL.iter().copied().map(Offered::of).collect(),
            faults: faults.to_string(),
            seed: seed.to_string(),
            counts: world.faults().done(),
        }
    }
}

impl Offered {
    fn of(quirk: Quirk) -> Self {
        Self {
            name: quirk.name(),
            what: quirk.what(),
            documents: quirk.is_of_documents(),
        }
    }
}
