//! The end of service: announced once, heard by everything that waits.

use tokio::sync::watch;

/// Announces the end. Dropping it announces it too.
#[derive(Debug)]
pub(crate) struct DrainSwitch(watch::Sender<bool>);

impl DrainSwitch {
    pub(crate) fn new() -> (Self, Draining) {
        let (switch, draining) = watch::channel(false);
        (Self(switch), Draining(draining))
    }

    pub(crate) fn begin(&self) {
        self.0.send_replace(true);
    }
}

/// Hears of the end.
#[derive(Debug, Clone)]
pub(crate) struct Draining(watch::Receiver<bool>);

impl Draining {
    pub(crate) fn is_on(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for the end to be announced.
    pub(crate) async fn begun(&mut self) {
        let _ = self.0.wait_for(|begun| *begun).await;
    }
}
