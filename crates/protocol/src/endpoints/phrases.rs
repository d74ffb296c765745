//! Phrases that begin like what the visitor writes (seed 003 §10).

use crate::message::questions::Questions;
use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /queryPhraseByKeyword`; only with a robot.
#[derive(Debug)]
pub struct QueryPhrases;

impl Endpoint for QueryPhrases {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/queryPhraseByKeyword";
    type Request = PhrasesRequest;
    type Response = PhrasesResponse;
}

wire! {
    /// What the visitor has written so far.
    pub struct PhrasesRequest {
        /// The text.
        pub text: Option<String> => "strContent",
        /// `zh`, `zh_CN`, `en` or `en_US`.
        pub locale: Option<String> => "locale",
        /// `WEB`.
        pub channel: Option<String> => "channel",
    }
}

wire! {
    /// What could be meant, five at most. The table calls it `phrases`, the example `question`.
    pub struct PhrasesResponse {
        /// The phrases, the best first.
        pub phrases: Questions => "phrases" | "question",
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for PhrasesResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        self.phrases != Questions::None
    }
}
