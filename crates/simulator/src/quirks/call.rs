//! Which call an answer belongs to.

use frontdesk_protocol::{
    ApplyToken, CallEvents, DownloadFile, Endpoint, GetSurveyMode, QueryPhrases, SaveSatisfaction,
    TokenByAkSk, UploadFile,
};

use crate::server::paths::{unprefixed, unversioned};

/// The calls whose answers have forms of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Call {
    TokenByAkSk,
    ApplyToken,
    SaveSatisfaction,
    SurveyMode,
    UploadFile,
    DownloadFile,
    Phrases,
    Events,
    Other,
}

impl Call {
    /// By the path, with or without the prefixes that the documents write here and leave out there.
    pub(super) fn of(path: &str) -> Self {
        let path = unversioned(unprefixed(path));
        CALLS
            .into_iter()
            .find(|(known, _)| unversioned(known) == path)
            .map_or(Self::Other, |(_, call)| call)
    }

    /// Whether an example shows the result as `returnCode`.
    pub(super) fn has_return_code(self) -> bool {
        matches!(self, Self::SaveSatisfaction | Self::UploadFile)
    }

    /// The payload without which an answer is not taken for a success when it has no code.
    pub(super) fn payload(self) -> &'static [&'static str] {
        match self {
            Self::ApplyToken => &["token"],
            Self::DownloadFile => &["fileStream", "fileUrl"],
            _ => &[],
        }
    }
}

const CALLS: [(&str, Call); 8] = [
    (TokenByAkSk::PATH, Call::TokenByAkSk),
    (ApplyToken::PATH, Call::ApplyToken),
    (SaveSatisfaction::PATH, Call::SaveSatisfaction),
    (GetSurveyMode::PATH, Call::SurveyMode),
    (UploadFile::PATH, Call::UploadFile),
    (DownloadFile::PATH, Call::DownloadFile),
    (QueryPhrases::PATH, Call::Phrases),
    (CallEvents::PATH, Call::Events),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_known_with_and_without_prefixes() {
        for path in [
            "/apiaccess/ccmessaging/v1/getClickToCallEvents",
            "/apiaccess/ccmessaging/getClickToCallEvents",
            "/ccmessaging/v1/getClickToCallEvents",
        ] {
            assert_eq!(Call::of(path), Call::Events, "{path}");
        }
        assert_eq!(Call::of("/apiaccess/ccmessaging/send"), Call::Other);
    }
}
