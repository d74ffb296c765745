//! Pushes in the hands of tests and of whoever runs the simulator in the same process. Without a
//! webhook none of this does anything.

use frontdesk_protocol::DownlinkMessage;

use super::counts::PushCounts;
use super::queue::PushQueue;
use crate::WorldHandle;

impl WorldHandle {
    /// Pushes a message that the world knows nothing of: for a strange channel or visitor, of any
    /// kind. No poll hands it out.
    pub fn push_message(&self, message: DownlinkMessage) {
        self.app()
            .world(|world, _| world.with_pushes(|pushes| pushes.add(message)));
    }

    /// Repeats the newest pushes, oldest first: the same bodies, authorised anew. How many there
    /// are to repeat; the newest 16 are kept.
    pub fn push_again(&self, newest: usize) -> usize {
        self.repeat(newest, false)
    }

    /// Repeats the newest pushes with the same bodies and the same `Authorization`: a true replay.
    pub fn push_replay(&self, newest: usize) -> usize {
        self.repeat(newest, true)
    }

    /// Turns the order within a push round; a message that is alone waits for the next.
    pub fn push_reordered(&self, on: bool) {
        self.app()
            .world(|world, _| world.with_pushes(|pushes| pushes.set_reordered(on)));
    }

    /// Holds pushes back; a request that is under way is not called back.
    pub fn push_paused(&self, on: bool) {
        self.app()
            .world(|world, _| world.with_pushes(|pushes| pushes.set_paused(on)));
    }

    /// How many pushes there were.
    pub fn push_counts(&self) -> PushCounts {
        self.app().world(|world, _| {
            world
                .pushes()
                .map(|pushes| pushes.counts())
                .unwrap_or_default()
        })
    }

    /// Why the last push that did not arrive did not.
    pub fn push_last_error(&self) -> Option<String> {
        self.app()
            .world(|world, _| world.pushes()?.last_error().map(str::to_owned))
    }

    fn repeat(&self, newest: usize, same: bool) -> usize {
        let act = |pushes: &mut PushQueue| pushes.again(newest, same);
        self.app()
            .world(|world, _| world.with_pushes(act))
            .unwrap_or_default()
    }
}
