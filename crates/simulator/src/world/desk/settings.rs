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

impl Settings {
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
}
