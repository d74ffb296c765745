//! The visitor's rating (seed 003 §6).

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /saveSatisfaction`.
#[derive(Debug)]
pub struct SaveSatisfaction;

impl Endpoint for SaveSatisfaction {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/saveSatisfaction";
    type Request = SatisfactionRequest;
    type Response = SatisfactionResponse;
}

wire! {
    /// A rating.
    pub struct SatisfactionRequest {
        /// `WEB`.
        pub channel: Option<String> => "channel",
        /// The visitor's user id.
        pub user_id: Option<String> => "userId",
        /// `"1"` to `"5"`.
        pub evaluation: Option<String> => "evaluation",
        /// Fewer than 512 characters; sent empty when there is none, since it is mandatory.
        pub comment: Option<String> => "comment",
        /// Channel configuration id.
        pub channel_config_id: Option<String> => "channelConfigId",
        /// Would the visitor recommend the company? From `"0"`.
        pub recommendation: Option<String> => "npsScore",
        /// Was it solved at the first contact? 1: yes; 2: no.
        pub first_contact: Option<u32> => "fcrValue",
    }
}

wire! {
    /// Whether the rating was taken.
    pub struct SatisfactionResponse {
        /// Result; the document's example spells it `returnCode`.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for SatisfactionResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }
}

/// A rating from 1 (poor) to 5 (very good).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Evaluation(u8);

impl Evaluation {
    /// `None` outside 1 to 5.
    pub fn new(stars: u8) -> Option<Self> {
        (1..=5).contains(&stars).then_some(Self(stars))
    }

    /// Reads the wire's form.
    pub fn parse(text: &str) -> Option<Self> {
        text.trim().parse().ok().and_then(Self::new)
    }

    /// 1 to 5.
    pub fn stars(self) -> u8 {
        self.0
    }
}
