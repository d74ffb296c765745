//! Quirks and faults on the page.

use serde::Serialize;

use crate::Quirk;
use crate::world::World;

/// Which quirks are on, and which there are.
#[derive(Serialize)]
pub(super) struct ShownWeather {
    quirks: Vec<&'static str>,
    all: Vec<ShownQuirk>,
}

#[derive(Serialize)]
struct ShownQuirk {
    name: &'static str,
    what: &'static str,
    /// Whether the documents' own examples show it.
    documents: bool,
}

impl ShownWeather {
    pub(super) fn of(world: &World) -> Self {
        Self {
            quirks: world.quirks().iter().map(Quirk::name).collect(),
            all: Quirk::ALL.iter().copied().map(ShownQuirk::of).collect(),
        }
    }
}

impl ShownQuirk {
    fn of(quirk: Quirk) -> Self {
        Self {
            name: quirk.name(),
            what: quirk.what(),
            documents: quirk.is_of_documents(),
        }
    }
}
