//! What is kept of everything that is offered beside the conversation.

use frontdesk_protocol::ResultCode;
use serde_json::Value;

use super::calls::Call;
use super::feedback::Feedback;
use super::files::Files;
use super::history::History;
use super::kept::Kept;
use super::left::LeftMessage;
use super::ratings::Rating;
use super::robot::RobotSession;

/// Of all visitors together.
#[derive(Debug, Default)]
pub(crate) struct Services {
    pub(crate) files: Files,
    pub(crate) feedback: Kept<Feedback>,
    pub(crate) left: Kept<LeftMessage>,
    pub(crate) ratings: Kept<Rating>,
    /// What an operator's call answers in place of success.
    pub(crate) operator_fault: Option<ResultCode>,
}

/// Of one visitor.
#[derive(Debug, Default)]
pub(crate) struct OfVisitor {
    pub(crate) robot: RobotSession,
    /// Of all sessions.
    pub(crate) history: History,
    pub(crate) call: Option<Call>,
    /// In this session, or to be let into one.
    pub(crate) asked_for_somebody: bool,
}

impl OfVisitor {
    /// A session begins, with the `transData` that came with CONNECT.
    pub(crate) fn begin(&mut self, data: Value) {
        self.robot = RobotSession::new(data);
        self.call = None;
        self.asked_for_somebody = false;
    }
}
