//! What a visitor is asked at the end. The survey is pulled before DISCONNECT; no message brings it.

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /getsatisfactionsurveymode`. Where it is missing (404), a plain rating from 1 to 5 stands in.
#[derive(Debug)]
pub struct GetSurveyMode;

impl Endpoint for GetSurveyMode {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/getsatisfactionsurveymode";
    type Request = SurveyModeRequest;
    type Response = SurveyModeResponse;
}

wire! {
    /// In which language.
    pub struct SurveyModeRequest {
        /// `zh_CN`, `en_US`, `pt_BR`, `ar_SA`, `fr_FR` or `es_ES`.
        pub language: Option<String> => "language",
    }
}

wire! {
    /// The survey of the channel.
    pub struct SurveyModeResponse {
        /// The survey.
        pub survey: Option<Survey> => "satisfactionSurvey",
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

wire! {
    /// What is asked, and what can be answered.
    pub struct Survey {
        /// Whether anything is asked at all.
        pub kind: Option<SurveyType> => "surveyType",
        /// The answers to choose from, in the language that was asked for.
        pub levels: Vec<SurveyLevel> => "satisfactionLevel",
        /// The questions.
        pub questions: Vec<SurveyQuestion> => "satisfactionQuestion",
    }
}

wire! {
    /// One level of satisfaction.
    pub struct SurveyLevel {
        /// `"1"` to `"5"`: what `saveSatisfaction` is told.
        pub key: Option<String> => "satisfactionLevelKey",
        /// What the visitor reads.
        pub text: Option<String> => "satisfactionLevelDesc",
    }
}

words! {
    /// Where the survey is held.
    pub enum SurveyType {
        /// In the chat.
        Web = "WEB",
        /// Nowhere.
        No = "NO",
    }
}

words! {
    /// A question of a survey.
    pub enum SurveyQuestion {
        /// Was it solved at the first contact? `fcrValue` 1 or 2.
        FirstContact = "FCR",
        /// Would you recommend us? `npsScore` from 0.
        Recommendation = "NPS",
        /// How satisfied are you? `evaluation` 1 to 5.
        Satisfaction = "CSAT",
    }
}

impl Answer for SurveyModeResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        self.survey.is_some()
    }
}
