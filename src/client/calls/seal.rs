//! The seal: what every call carries, and any answer may renew. And the company's word for who the
//! visitor is, which the next new seal takes in.

use std::cell::{Cell, RefCell};

#[derive(Default)]
pub(crate) struct Seal {
    current: RefCell<Option<String>>,
    changed: Cell<bool>,
    /// A token of the company's that no seal has taken in yet.
    identity: RefCell<Option<String>>,
    refused: Cell<bool>,
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

    /// Takes a token; it waits for the next conversation.
    pub(crate) fn identify(&self, identity: String) {
        *self.identity.borrow_mut() = Some(identity);
    }

    /// The token that waits.
    pub(crate) fn identity(&self) -> Option<String> {
        self.identity.borrow().clone()
    }

    /// A conversation begins: where a token waits, the seal is applied for anew.
    pub(crate) fn begin(&self) {
        if self.identity.borrow().is_some() {
            *self.current.borrow_mut() = None;
        }
    }

    /// The token that an application for a seal takes along: a seal that there is stays its visitor's.
    pub(super) fn identity_to_prove(&self) -> Option<String> {
        let has_seal = self.current.borrow().is_some();
        self.identity().filter(|_| !has_seal)
    }

    /// A token was taken in, or refused; another one may have come meanwhile.
    pub(super) fn proved(&self, identity: &str, is_refused: bool) {
        self.identity.borrow_mut().take_if(|it| it == identity);
        self.refused.set(is_refused);
    }

    /// Whether a token was refused, once.
    pub(crate) fn was_refused(&self) -> bool {
        self.refused.take()
    }
}
