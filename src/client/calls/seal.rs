//! The seal: what every call carries, and any answer may renew.

use std::cell::{Cell, RefCell};

#[derive(Default)]
pub(crate) struct Seal {
    current: RefCell<Option<String>>,
    changed: Cell<bool>,
}

impl Seal {
    /// Takes one that the proxy gave.
    pub(crate) fn renew(&self, seal: String) {
        self.changed.set(true);
        *self.current.borrow_mut() = Some(seal);
    }

    /// Takes one that was kept, or that another tab has.
    pub(crate) fn adopt(&self, seal: Option<String>) {
        if seal.is_some() {
            *self.current.borrow_mut() = seal;
        }
    }

    pub(crate) fn current(&self) -> Option<String> {
        self.current.borrow().clone()
    }

    /// The seal, once after each renewal.
    pub(crate) fn renewed(&self) -> Option<String> {
        self.changed.take().then(|| self.current()).flatten()
    }
}
