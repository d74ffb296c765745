//! What the service answers.

use frontdesk_protocol::{Answer, ResultCode};

use super::Conversation;
use crate::effect::{CallId, Timer};
use crate::failure::Failure;
use crate::input::Reply;
use crate::lane::Lane;

impl Conversation {
    pub(super) fn answered(&mut self, id: CallId, reply: Reply) {
        let Some(timer) = self.awaited(id) else {
            return;
        };
        let refuses_for_now = reply
            .code()
            .is_some_and(|code| matches!(code, ResultCode::FlowControl | ResultCode::AuthFailed));
        if refuses_for_now {
            self.failed(id, &Failure::BUSY);
            return;
        }
        match (timer, reply) {
            (Timer::Token, Reply::Token(answer)) => self.token_applied(id, answer),
            (Timer::Uplink, Reply::Sent(answer)) => self.sent(id, &answer),
            (Timer::Receipts, Reply::Sent(_)) => self.receipts_sent(),
            (Timer::Listen, Reply::Polled(answer)) => self.polled(id, answer),
            (Timer::Queue, Reply::Queue(answer)) => self.queue_told(&answer),
            (Timer::Survey, Reply::SurveyMode(answer)) => self.survey_told(answer.survey),
            (Timer::Rating, Reply::Rated(answer)) => self.rating_answered(&answer),
            (Timer::Upload, Reply::Uploaded(answer)) => self.uploaded(id, answer),
            (Timer::LeaveMessage, Reply::MessageLeft(answer)) => self.message_answered(&answer),
            (Timer::History, Reply::History(answer)) => self.history_told(answer),
            _ => self.failed(id, &Failure::Garbage),
        }
    }

    /// The kind of a call that is under way; `None`: nobody waits for it any more.
    pub(super) fn awaited(&self, id: CallId) -> Option<Timer> {
        let mut lanes = self.lanes.0.iter();
        lanes
            .find(|lane| lane.is_busy_with(id))
            .map(|lane| lane.timer())
    }

    /// The service lets calls through. What waits for the visitor still does.
    pub(super) fn let_through(&mut self) {
        self.seal_refusals = 0;
        if !self.lanes.0.iter().any(Lane::is_stuck) && !self.is_kept_offline() {
            self.trouble = None;
        }
    }
}

impl Reply {
    fn code(&self) -> Option<&ResultCode> {
        match self {
            Self::Token(answer) => answer.code(),
            Self::Sent(answer) => answer.code(),
            Self::Polled(answer) => answer.code(),
            Self::Queue(answer) => answer.code(),
            Self::SurveyMode(answer) => answer.code(),
            Self::Rated(answer) => answer.code(),
            Self::Uploaded(answer) => answer.code(),
            Self::MessageLeft(answer) => answer.code(),
            Self::History(answer) => answer.code(),
        }
    }
}

/// Whether the session is over upstream.
pub(super) fn is_over(code: &ResultCode) -> bool {
    matches!(
        code,
        ResultCode::SessionEnded | ResultCode::SessionInvalid | ResultCode::SessionNotFound
    )
}
