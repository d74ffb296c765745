//! What the cloud handed out when the store failed. It is gone there, so it is held here until it can
//! be kept, and the cloud is asked for nothing more before that.

use std::sync::Mutex;

use serde_json::value::RawValue;

use super::Session;
use crate::seal::Instant;
use crate::store::StoreDown;
use crate::sync::lock;

/// Messages of one poll at most, in order.
#[derive(Debug, Default)]
pub(super) struct Unkept(Mutex<Vec<Box<RawValue>>>);

impl Session {
    /// Journals messages. Where that fails they are held.
    pub(super) async fn keep(&self, messages: Vec<Box<RawValue>>) -> Result<(), StoreDown> {
        if messages.is_empty() {
            return Ok(());
        }
        let appended = self
            .store
            .append(&self.who, messages.clone(), Instant::now());
        let result = appended.await.map(drop);
        if result.is_err() {
            *lock(&self.unkept.0) = messages;
        }
        result
    }

    /// Journals what is held.
    pub(super) async fn keep_held(&self) -> Result<(), StoreDown> {
        let held = std::mem::take(&mut *lock(&self.unkept.0));
        self.keep(held).await
    }
}
