//! A visitor's streams: so many, and the oldest makes room.

use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::oneshot;

use crate::sync::lock;

/// Streams that are open, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Streams(Mutex<VecDeque<oneshot::Sender<()>>>);

impl Streams {
    /// Opens one; what is answered is heard when it has to make room.
    pub(crate) fn open(&self, most: usize) -> oneshot::Receiver<()> {
        let (superseded, heard) = oneshot::channel();
        let mut open = lock(&self.0);
        open.retain(|stream| !stream.is_closed());
        while open.len() >= most.max(1) {
            if let Some(oldest) = open.pop_front() {
                // It may be gone already.
                let _ = oldest.send(());
            }
        }
        open.push_back(superseded);
        heard
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_makes_room_and_those_that_are_gone_do_not_count() {
        let streams = Streams::default();
        let mut first = streams.open(2);
        let mut second = streams.open(2);
        drop(streams.open(2));
        assert!(first.try_recv().is_ok());
        assert!(second.try_recv().is_err());
        let _third = streams.open(2);
        assert_eq!(second.try_recv(), Err(oneshot::error::TryRecvError::Empty));
    }
}
