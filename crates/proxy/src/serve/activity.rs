//! Whether a connection has requests in flight.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// The requests of one connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Activity(watch::Sender<Requests>);

#[derive(Debug, Clone, Copy, Default)]
struct Requests {
    begun: bool,
    in_flight: usize,
}

/// A request in flight, until it is dropped.
#[derive(Debug)]
pub(super) struct InFlight(Activity);

impl Activity {
    pub(super) fn begin(&self) -> InFlight {
        self.0.send_modify(|requests| {
            requests.begun = true;
            requests.in_flight += 1;
        });
        InFlight(self.clone())
    }

    /// An answer goes on.
    pub(super) fn goes_on(&self) {
        self.0.send_modify(|_| {});
    }

    /// Waits until no request has come for so long; for ever once one has.
    pub(super) async fn silent(&self, time: Duration) {
        let mut requests = self.0.subscribe();
        let begun = async { requests.wait_for(|requests| requests.begun).await.is_ok() };
        if timeout(time, begun).await.is_ok() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits until none has been in flight, and no answer has gone on, for so long.
    pub(super) async fn idle(&self, time: Duration) {
        let mut requests = self.0.subscribe();
        loop {
            // The sender lives as long as this does.
            drop(requests.wait_for(|requests| requests.in_flight == 0).await);
            if timeout(time, requests.changed()).await.is_err() {
                return;
            }
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.0.send_modify(|requests| {
            requests.in_flight = requests.in_flight.saturating_sub(1);
        });
    }
}
