//! What the visitor thinks of one of the robot's answers (seed 003 §17).

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /v1/robot/feedbacksatisfaction`.
#[derive(Debug)]
pub struct RobotFeedback;

impl Endpoint for RobotFeedback {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/robot/feedbacksatisfaction";
    type Request = FeedbackRequest;
    type Response = FeedbackResponse;
}

wire! {
    /// A thumb up or down.
    pub struct FeedbackRequest {
        /// 1: it helped; 0: it did not, and `content` must say why.
        pub feedback: Option<u32> => "feedback",
        /// Why, at most 64 bytes of UTF-8; see [`crate::limits::FEEDBACK`].
        pub content: Option<String> => "feedbackContent",
        /// The visitor's user id.
        pub from: Option<String> => "from",
        /// `interIdx` of the message that is rated.
        pub inter_idx: Option<String> => "interIdx",
    }
}

wire! {
    /// Whether it was taken.
    pub struct FeedbackResponse {
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for FeedbackResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }
}
