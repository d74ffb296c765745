//! What is kept of everything that is offered beside the conversation.

use serde_json::Value;

use super::feedback::Feedback;
use super::files::Files;
use super::history::History;
use super::kept::Kept;
use super::robot::RobotSession;

/// Of all visitors together.
#[derive(Debug, Default)]
pub(crate) struct Services {
    pub(crate) files: Files,
    pub(crate) feedback: Kept<Feedback>,
}

/// Of one visitor.
#[derive(Debug, Default)]
pub(crate) struct OfVisitor {
    pub(crate) robot: RobotSession,
    /// Of all sessions.
    pub(crate) history: History,
}

impl OfVisitor {
    /// A session begins, with the `transData` that came with CONNECT.
    pub(crate) fn begin(&mut self, data: Value) {
        self.robot = RobotSession::new(data);
    }
}
