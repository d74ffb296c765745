//! `memory`: what is kept until the process ends. A reader of before is told so by a reset.

use std::time::Duration;

use async_trait::async_trait;

use super::backing::{Backing, Change};
use super::local::Local;
use super::{Store, StoreDown, Who};
use crate::record::{Bounds, Record};

/// A store that a restart forgets.
pub(crate) fn memory(bounds: Bounds) -> impl Store {
    Local::new(Nothing, bounds, VISITORS, IDLE)
}

struct Nothing;

#[async_trait]
impl Backing for Nothing {
    async fn load(&self, _: &Who) -> Result<Option<Record>, StoreDown> {
        Ok(None)
    }

    async fn write(&self, _: &Who, _: Vec<Change>) -> Result<(), StoreDown> {
        Ok(())
    }

    async fn check(&self) -> Result<(), StoreDown> {
        Ok(())
    }
}

const VISITORS: usize = 50_000;

/// How long a visitor is remembered who sends nothing.
const IDLE: Duration = Duration::from_secs(24 * 60 * 60);
