//! Pushes as the page shows them.

use serde::Serialize;

use crate::world::World;

/// Where messages are pushed, and how it goes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pushed {
    to: String,
    /// `signature` or `bearer`.
    mode: &'static str,
    sent: u64,
    refused: u64,
    failed: u64,
    duplicates: u64,
    dropped: u64,
    /// Messages that are not yet pushed.
    waiting: usize,
    paused: bool,
    reordered: bool,
    last_error: Option<String>,
}

impl Pushed {
    /// `None`: nothing is pushed.
    pub(super) fn of(world: &World) -> Option<Self> {
        let pushes = world.pushes()?;
        let counts = pushes.counts();
        Some(Self {
            to: pushes.to().to_owned(),
            mode: pushes.mode(),
            sent: counts.sent,
            refused: counts.refused,
            failed: counts.failed,
            duplicates: counts.duplicates,
            dropped: counts.dropped,
            waiting: pushes.waiting(),
            paused: pushes.is_paused(),
            reordered: pushes.is_reordered(),
            last_error: pushes.last_error().map(str::to_owned),
        })
    }
}
