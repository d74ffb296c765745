//! A hand in the services: robot, files, calls, messages left.

use frontdesk_protocol::{CallState, FileType};

use super::WorldHandle;
use crate::{Feedback, LeftMessage};

impl WorldHandle {
    /// What visitors thought of the robot's answers, oldest first; the newest 100 are kept.
    pub fn feedback(&self) -> Vec<Feedback> {
        self.0.world(|world, _| world.feedback().cloned().collect())
    }

    /// Messages that were left, oldest first; the newest 100 are kept.
    pub fn messages_left(&self) -> Vec<LeftMessage> {
        self.0.world(|world, _| world.left().cloned().collect())
    }

    /// Puts a visitor's call into a state, even a call that was not asked for; whether there is
    /// such a visitor.
    pub fn call_state(&self, user: &str, state: CallState) -> bool {
        self.0
            .world(|world, now| world.set_call_state(user, state, now))
    }

    /// What operators' calls are answered from now on (seed 003 §16); `0` is success again.
    pub fn set_operator_result(&self, code: &str) {
        self.0
            .world(|world, _| world.set_operator_result(code.into()));
    }

    /// Puts a file on the agents' disk, as the console does; its id there.
    pub fn agent_file(&self, file_type: FileType, bytes: Vec<u8>) -> String {
        self.0.world(|world, _| world.store_local(file_type, bytes))
    }
}
