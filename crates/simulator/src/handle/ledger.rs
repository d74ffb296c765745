//! A look into the books.

use super::WorldHandle;
use crate::Ledger;

impl WorldHandle {
    /// Looks at what went through the cloud for a visitor; `None` where nobody has that id or
    /// [`Config::ledger`](crate::Config::ledger) is off.
    pub fn ledger<T>(&self, user: &str, look: impl FnOnce(&Ledger) -> T) -> Option<T> {
        self.0
            .world(|world, _| world.ledger(user).map(|ledger| look(ledger)))
    }

    /// Takes it, so that it is kept no longer.
    pub fn take_ledger(&self, user: &str) -> Option<Ledger> {
        self.0
            .world(|world, _| world.ledger(user).map(std::mem::take))
    }
}
