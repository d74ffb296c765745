//! What of the world is pushed.

use axum::http::HeaderValue;

use super::World;
use super::clock::Moment;
use crate::push::{Push, PushFault, PushQueue};

impl World {
    /// The push to make next.
    pub(crate) fn next_push(&mut self, now: Moment) -> Option<Push> {
        let seed = self.faults.seed();
        self.pushes.as_mut()?.next(&self.quirks, seed, now)
    }

    /// A push was made.
    pub(crate) fn pushed(
        &mut self,
        push: Push,
        authorization: Option<HeaderValue>,
        result: Result<(), PushFault>,
    ) {
        self.with_pushes(|pushes| pushes.done(push, authorization, result));
    }

    /// Pushes; `None`: nothing is pushed.
    pub(crate) fn pushes(&self) -> Option<&PushQueue> {
        self.pushes.as_ref()
    }

    /// Changes something about pushes that the console shows.
    pub(crate) fn with_pushes<T>(&mut self, act: impl FnOnce(&mut PushQueue) -> T) -> Option<T> {
        let outcome = act(self.pushes.as_mut()?);
        self.touch();
        Some(outcome)
    }
}
