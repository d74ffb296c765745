//! What the wire looks like at present.

use super::World;
use crate::Quirks;

impl World {
    /// Which forms are spoken that the tables do not have.
    pub(crate) fn quirks(&self) -> &Quirks {
        &self.quirks
    }

    pub(crate) fn set_quirks(&mut self, quirks: Quirks) {
        self.quirks = quirks;
        self.touch();
    }
}
