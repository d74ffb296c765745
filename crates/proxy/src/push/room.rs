//! How many pushes are taken in at a time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::sync::lock;

/// Room for bodies. Until one is there whole, nobody knows whose it is: the oldest of these makes room,
/// so that strangers who never end cannot keep the cloud out.
pub(super) struct Room {
    /// Oldest first.
    reading: Mutex<VecDeque<oneshot::Sender<()>>>,
    storing: Arc<Semaphore>,
    most: usize,
}

/// A body on its way, as long as it is held.
#[must_use]
pub(crate) struct OnItsWay(oneshot::Receiver<()>);

impl Room {
    /// So many on their way, and as many that are being stored.
    pub(super) fn new(most: usize) -> Self {
        Self {
            reading: Mutex::default(),
            storing: Arc::new(Semaphore::new(most)),
            most,
        }
    }

    /// For a body that is to be read.
    pub(super) fn read(&self) -> OnItsWay {
        let (gives_way, heard) = oneshot::channel();
        let mut reading = lock(&self.reading);
        reading.retain(|body| !body.is_closed());
        while reading.len() >= self.most {
            if let Some(oldest) = reading.pop_front() {
                // It may be there by now.
                let _ = oldest.send(());
            }
        }
        reading.push_back(gives_way);
        OnItsWay(heard)
    }

    /// For messages that are the cloud's; `None`: there are too many at a time.
    pub(super) fn store(&self) -> Option<OwnedSemaphorePermit> {
        self.storing.clone().try_acquire_owned().ok()
    }
}

impl OnItsWay {
    /// Waits until it has to make room.
    pub(crate) async fn gives_way(&mut self) {
        let _ = (&mut self.0).await;
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn the_oldest_on_its_way_makes_room_and_what_is_there_whole_does_not_count() {
        let room = Room::new(2);
        let (mut first, second) = (room.read(), room.read());
        drop(second);
        let mut third = room.read();
        assert!(first.gives_way().now_or_never().is_none());
        let mut fourth = room.read();
        assert!(first.gives_way().now_or_never().is_some());
        for kept in [&mut third, &mut fourth] {
            assert!(kept.gives_way().now_or_never().is_none());
        }
        let stored = [(); 3].map(|()| room.store());
        assert_eq!(stored.map(|place| place.is_some()), [true, true, false]);
    }
}
