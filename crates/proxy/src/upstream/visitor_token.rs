//! The cloud's token of one visitor. It is readable base64, so it never leaves the proxy.

use std::sync::Mutex;

use http::header::HeaderValue;

use super::fault::NotAnswered;
use super::vault::Keeper;
use crate::sync::{Flight, lock};

/// Where a visitor's token is kept. Others can hold it, but not look into it.
pub(crate) struct TokenSlot {
    keeper: Keeper,
    held: Mutex<State>,
    pub(super) flight: Flight<Result<VisitorToken, NotAnswered>>,
}

#[derive(Default)]
struct State {
    token: Option<VisitorToken>,
    generation: u64,
    /// Whether what was kept was looked for.
    recalled: bool,
}

/// A token as it is sent.
#[derive(Clone)]
pub(super) struct VisitorToken {
    /// Marked as sensitive.
    pub(super) header: HeaderValue,
    /// Tells a refusal of this one from a refusal of one that is gone already.
    pub(super) generation: u64,
}

impl TokenSlot {
    pub(crate) fn new(keeper: Keeper) -> Self {
        Self {
            keeper,
            held: Mutex::default(),
            flight: Flight::default(),
        }
    }

    /// The token as it is at hand, else as it was kept; `None` where neither is.
    pub(super) async fn recall(&self) -> Option<VisitorToken> {
        if let Some(token) = self.current() {
            return Some(token);
        }
        // Once: one that the cloud refused is not to come back.
        if std::mem::replace(&mut lock(&self.held).recalled, true) {
            return None;
        }
        let header = header_of(&self.keeper.recall().await?)?;
        Some(lock(&self.held).keep(header))
    }

    pub(super) fn current(&self) -> Option<VisitorToken> {
        lock(&self.held).token.clone()
    }

    /// Forgets a token that was refused, unless it was replaced since.
    pub(super) fn drop_generation(&self, generation: u64) {
        lock(&self.held)
            .token
            .take_if(|token| token.generation == generation);
    }

    /// Keeps a token that was applied for; `None` where it cannot be sent.
    pub(super) fn replace(&self, bare: &str) -> Option<VisitorToken> {
        let header = header_of(bare)?;
        self.keeper.keep(bare);
        Some(lock(&self.held).keep(header))
    }

    /// Keeps a token that came with an answer to this one. Where another has taken its place since,
    /// the answer is late, and the token that it brings is older than what is kept.
    pub(super) fn renew(&self, sent: &VisitorToken, bare: &str) {
        let Some(header) = header_of(bare).filter(|header| *header != sent.header) else {
            return;
        };
        let mut state = lock(&self.held);
        let held = state.token.as_ref().map(|token| token.generation);
        if held == Some(sent.generation) {
            state.keep(header);
            self.keeper.keep(bare);
        }
    }
}

impl State {
    fn keep(&mut self, header: HeaderValue) -> VisitorToken {
        self.generation += 1;
        let token = VisitorToken {
            header,
            generation: self.generation,
        };
        self.token = Some(token.clone());
        token
    }
}

fn header_of(bare: &str) -> Option<HeaderValue> {
    let mut header = HeaderValue::try_from(bare)
        .ok()
        .filter(|header| !header.is_empty())?;
    header.set_sensitive(true);
    Some(header)
}
