//! What the cloud pushes (seed 002): known for the cloud's, and stored before it is acknowledged.
//!
//! No document speaks of a second attempt, so what is acknowledged is kept as if it had been polled;
//! the journal knows what comes both ways.

mod intake;
mod replay;
mod room;
mod unauthorised;
mod verify;

use std::sync::Arc;
use std::time::Duration;

use http::header::HeaderMap;
use http::request::Parts;
use tokio::sync::OwnedSemaphorePermit;

pub(crate) use intake::Intake;
pub(crate) use replay::{Receipt, Taken};
pub(crate) use room::OnItsWay;
pub(crate) use unauthorised::Unauthorised;

use crate::config::PushConfig;
use crate::seal::Instant;
use replay::Replays;
use room::Room;
use verify::Verifier;

/// The receiver of pushes.
pub(crate) struct Webhook {
    verifier: Verifier,
    replays: Arc<Replays>,
    room: Arc<Room>,
    window: Duration,
}

impl Webhook {
    pub(crate) fn new(config: PushConfig, app_key: &str) -> Self {
        Self {
            replays: Arc::new(Replays::new(config.window)),
            window: config.window,
            verifier: Verifier::new(config, app_key),
            room: Arc::new(Room::new(AT_A_TIME)),
        }
    }

    /// The same with what is configured now; what it remembers and what is under way stay.
    pub(crate) fn rekeyed(&self, config: PushConfig, app_key: &str) -> Self {
        // What is remembered is remembered for the window that there was.
        let window = self.window;
        let config = PushConfig { window, ..config };
        Self {
            replays: self.replays.clone(),
            verifier: Verifier::new(config, app_key),
            room: self.room.clone(),
            window,
        }
    }

    /// Refuses what the headers alone show not to be the cloud's, before the body is read.
    pub(crate) fn glance(&self, headers: &HeaderMap, now: Instant) -> Result<(), Unauthorised> {
        self.verifier.glance(headers, now)
    }

    /// Room for a body that is to be read. It may have to give way.
    pub(crate) fn read(&self) -> OnItsWay {
        self.room.read()
    }

    /// Room for what is verified; `None`: there is too much at a time.
    pub(crate) fn store(&self) -> Option<OwnedSemaphorePermit> {
        self.room.store()
    }

    /// Refuses what is not the cloud's. A replay gets the first one's receipt.
    pub(crate) fn verify(&self, head: &Parts, body: &[u8]) -> Result<Receipt, Unauthorised> {
        let signature = self.verifier.verify(head, body)?;
        Ok(match signature {
            Some(signature) => self.replays.receipt(signature),
            None => Receipt::default(),
        })
    }
}

/// Pushes that are read at a time, and as many that are stored, each of them with a body in memory.
const AT_A_TIME: usize = 256;
