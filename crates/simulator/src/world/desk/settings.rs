//! What of the desk may be changed while it runs.

use std::time::Duration;

use crate::Config;
use crate::world::mode::Mode;

/// How the desk is set now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) mode: Mode,
    pub(crate) asynchronous: bool,
    pub(crate) queue_limit: Option<usize>,
    pub(crate) queue_timeout: Option<Duration>,
    pub(crate) ring_timeout: Duration,
    pub(crate) phantoms: usize,
    pub(crate) phantom_service: Duration,
}

/// What is different for a while; `None` leaves a setting as it is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overlay {
    pub(crate) mode: Option<Mode>,
    pub(crate) asynchronous: Option<bool>,
    pub(crate) queue_limit: Option<usize>,
    /// For the scenario's own visitor.
    pub(crate) queue_timeout: Option<Duration>,
    pub(crate) ring_timeout: Option<Duration>,
    pub(crate) phantoms: Option<usize>,
    pub(crate) phantom_service: Option<Duration>,
}

impl Settings {
    /// How many fictional callers stand before somebody who joins an empty queue: never so many
    /// that more wait than may.
    pub(crate) fn callers_before(&self) -> usize {
        let room = self.queue_limit.map(|limit| limit.saturating_sub(1));
        self.phantoms.min(room.unwrap_or(usize::MAX))
    }

    /// As the configuration says.
    pub(crate) fn new(config: &Config) -> Self {
        Self {
            mode: Mode::Normal,
            asynchronous: config.desk.asynchronous,
            queue_limit: config.desk.queue_limit,
            queue_timeout: config.desk.queue_timeout,
            ring_timeout: config.desk.ring_timeout,
            phantoms: config.phantoms,
            phantom_service: config.phantom_service,
        }
    }

    /// With something laid over them. The queue's time-out stays: another one is for one visitor
    /// only.
    pub(crate) fn under(self, overlay: &Overlay) -> Self {
        Self {
            mode: overlay.mode.unwrap_or(self.mode),
            asynchronous: overlay.asynchronous.unwrap_or(self.asynchronous),
            queue_limit: overlay.queue_limit.or(self.queue_limit),
            queue_timeout: self.queue_timeout,
            ring_timeout: overlay.ring_timeout.unwrap_or(self.ring_timeout),
            phantoms: overlay.phantoms.unwrap_or(self.phantoms),
            phantom_service: overlay.phantom_service.unwrap_or(self.phantom_service),
        }
    }
}

impl Overlay {
    /// With a newer one over it, which has the last word.
    pub(crate) fn under(self, newer: &Self) -> Self {
        Self {
            mode: newer.mode.or(self.mode),
            asynchronous: newer.asynchronous.or(self.asynchronous),
            queue_limit: newer.queue_limit.or(self.queue_limit),
            queue_timeout: newer.queue_timeout.or(self.queue_timeout),
            ring_timeout: newer.ring_timeout.or(self.ring_timeout),
            phantoms: newer.phantoms.or(self.phantoms),
            phantom_service: newer.phantom_service.or(self.phantom_service),
        }
    }
}
