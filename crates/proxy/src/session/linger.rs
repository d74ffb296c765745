//! The cloud is asked on for a while after the last reader has left: a visitor who goes from one page
//! to the next is not gone, and a session that nobody polls is ended by the cloud.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};

use super::Session;
use crate::config::Linger;
use crate::serve::Draining;
use crate::upstream::{OnBehalf, Upstream};

/// Who reads at present, and whether somebody polls in their absence.
#[derive(Debug, Default)]
pub(super) struct Readers {
    present: AtomicUsize,
    left: Notify,
    stays: AtomicBool,
}

/// A reader, as long as it is held.
#[must_use]
pub(crate) struct Reader(Arc<Session>);

impl Drop for Reader {
    fn drop(&mut self) {
        if self.0.readers.present.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.0.readers.left.notify_one();
        }
    }
}

impl Session {
    /// A reader comes; when the last one goes, the cloud is asked on for as long as `linger` says.
    pub(crate) fn reader(
        self: &Arc<Self>,
        upstream: &Upstream,
        behalf: &OnBehalf,
        linger: Linger,
        draining: Draining,
    ) -> Reader {
        self.readers.present.fetch_add(1, Ordering::AcqRel);
        if !self.readers.stays.swap(true, Ordering::AcqRel) {
            let stay = stay(
                self.clone(),
                upstream.clone(),
                behalf.clone(),
                linger,
                draining,
            );
            tokio::spawn(stay);
        }
        Reader(self.clone())
    }

    fn is_read(&self) -> bool {
        self.readers.present.load(Ordering::Acquire) > 0
    }
}

async fn stay(
    session: Arc<Session>,
    upstream: Upstream,
    behalf: OnBehalf,
    linger: Linger,
    mut draining: Draining,
) {
    loop {
        while session.is_read() {
            tokio::select! {
                () = session.readers.left.notified() => {}
                () = draining.begun() => return,
            }
        }
        tokio::select! {
            () = poll_on(&session, &upstream, &behalf, linger) => {}
            () = draining.begun() => return,
        }
        // Whoever comes now begins anew; whoever has come meanwhile is stayed with.
        session.readers.stays.store(false, Ordering::Release);
        if !session.is_read() || session.readers.stays.swap(true, Ordering::AcqRel) {
            return;
        }
    }
}

/// Polls until somebody reads again, the time is up, or the visit is over.
async fn poll_on(session: &Arc<Session>, upstream: &Upstream, behalf: &OnBehalf, linger: Linger) {
    let mut left = Instant::now();
    let mut pause = FIRST_PAUSE;
    // Who polls comes back at once.
    sleep(FIRST_PAUSE).await;
    while !session.is_read() {
        let Ok(visit) = session.store().visit(&session.who).await else {
            return;
        };
        let longest = if visit.with_agent {
            linger.agent
        } else {
            linger.robot
        };
        if !visit.connected || visit.over || left.elapsed() > longest {
            return;
        }
        let begun = Instant::now();
        let landing = match session.ask(upstream, behalf) {
            Ok(landing) => landing,
            Err(due) => {
                rest(session, due, &mut left).await;
                continue;
            }
        };
        pause = match landing.result().await {
            Some(Ok(_)) => FIRST_PAUSE,
            _ => (pause * 2).min(LONGEST_PAUSE),
        };
        // A cloud that holds its polls is asked at once, another one after a pause.
        sleep(pause.saturating_sub(begun.elapsed())).await;
    }
}

/// Waits; a reader who came and left meanwhile is the last one now.
async fn rest(session: &Session, until: Instant, left: &mut Instant) {
    loop {
        tokio::select! {
            () = sleep_until(until) => return,
            () = session.readers.left.notified() => *left = Instant::now(),
        }
    }
}

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
