//! The table of reasons.

use http::StatusCode;

/// Why the proxy refuses. The names are those of the header `frontdesk-refused`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "the table of `Reason::row` says what each means"
)]
pub enum Reason {
    Invalid,
    SealMissing,
    SealInvalid,
    SealExpired,
    PushAuth,
    OperatorKey,
    Origin,
    Identity,
    Channel,
    FeatureOff,
    File,
    Route,
    Method,
    ContentType,
    MessageId,
    TooLarge,
    Limit,
    UpstreamAuth,
    UpstreamGarbage,
    Draining,
    Busy,
    UpstreamDown,
    StoreDown,
    OutcomeUnknown,
    UpstreamTimeout,
}

/// Whether a caller may send the same request again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It would be refused again, or carried twice.
    Never,
    /// Yes, after `applyToken` with the old seal.
    AfterSeal,
    /// Yes, after so many seconds.
    After(u32),
    /// Yes; a pause is the caller's own choice.
    Yes,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 25] = [
        Self::Invalid,
        Self::SealMissing,
        Self::SealInvalid,
        Self::SealExpired,
        Self::PushAuth,
        Self::OperatorKey,
        Self::Origin,
        Self::Identity,
        Self::Channel,
        Self::FeatureOff,
        Self::File,
        Self::Route,
        Self::Method,
        Self::ContentType,
        Self::MessageId,
        Self::TooLarge,
        Self::Limit,
        Self::UpstreamAuth,
        Self::UpstreamGarbage,
        Self::Draining,
        Self::Busy,
        Self::UpstreamDown,
        Self::StoreDown,
        Self::OutcomeUnknown,
        Self::UpstreamTimeout,
    ];

    /// The value of the header `frontdesk-refused`.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        self.row().0
    }

    /// Whether the request may be sent again.
    pub fn repeat(self) -> Repeat {
        self.row().2
    }

    pub(super) fn words(self) -> &'static str {
        self.row().3
    }

    fn row(self) -> (StatusCode, &'static str, Repeat, &'static str) {
        use Repeat::{After, AfterSeal, Never, Yes};
        use StatusCode as S;

        match self {
            Self::Invalid => (
                S::BAD_REQUEST,
                "invalid",
                Never,
                "The request is not understood.",
            ),
            Self::SealMissing => (
                S::UNAUTHORIZED,
                "seal-missing",
                AfterSeal,
                "The visitor's token is missing.",
            ),
            Self::SealInvalid => (
                S::UNAUTHORIZED,
                "seal-invalid",
                AfterSeal,
                "The visitor's token is not ours.",
            ),
            Self::SealExpired => (
                S::UNAUTHORIZED,
                "seal-expired",
                AfterSeal,
                "The visitor's token has expired.",
            ),
            Self::PushAuth => (
                S::UNAUTHORIZED,
                "push-auth",
                Never,
                "The push is not the contact centre's.",
            ),
            Self::OperatorKey => (
                S::UNAUTHORIZED,
                "operator-key",
                Never,
                "The operator's key is missing or another.",
            ),
            Self::Origin => (
                S::FORBIDDEN,
                "origin",
                Never,
                "Pages of this origin may not use this service.",
            ),
            Self::Identity => (
                S::FORBIDDEN,
                "identity",
                Never,
                "The request speaks for somebody else.",
            ),
            Self::Channel => (
                S::FORBIDDEN,
                "channel",
                Never,
                "This channel is not open to this visitor.",
            ),
            Self::FeatureOff => (
                S::FORBIDDEN,
                "feature-off",
                Never,
                "This feature is switched off.",
            ),
            Self::File => (
                S::FORBIDDEN,
                "file",
                Never,
                "This file is not the visitor's.",
            ),
            Self::Route => (
                S::NOT_FOUND,
                "route",
                Never,
                "There is nothing at this address.",
            ),
            Self::Method => (
                S::METHOD_NOT_ALLOWED,
                "method",
                Never,
                "This address wants another method.",
            ),
            Self::ContentType => (
                S::UNSUPPORTED_MEDIA_TYPE,
                "content-type",
                Never,
                "The body must be application/json, and not compressed.",
            ),
            Self::MessageId => (
                S::CONFLICT,
                "message-id",
                Never,
                "This message id was used for another message.",
            ),
            Self::TooLarge => (
                S::PAYLOAD_TOO_LARGE,
                "too-large",
                Never,
                "The body is larger than allowed.",
            ),
            Self::Limit => (
                S::TOO_MANY_REQUESTS,
                "limit",
                After(1),
                "Too many requests.",
            ),
            Self::UpstreamAuth => (
                S::BAD_GATEWAY,
                "upstream-auth",
                Yes,
                "The contact centre does not accept this service's credentials.",
            ),
            Self::UpstreamGarbage => (
                S::BAD_GATEWAY,
                "upstream-garbage",
                Yes,
                "The contact centre's answer is not understood.",
            ),
            Self::Draining => (
                S::SERVICE_UNAVAILABLE,
                "draining",
                After(1),
                "This service is restarting.",
            ),
            Self::Busy => (
                S::SERVICE_UNAVAILABLE,
                "busy",
                After(5),
                "This service has no room for new visitors now.",
            ),
            Self::UpstreamDown => (
                S::SERVICE_UNAVAILABLE,
                "upstream-down",
                After(5),
                "The contact centre cannot be reached.",
            ),
            Self::StoreDown => (
                S::SERVICE_UNAVAILABLE,
                "store-down",
                After(5),
                "This service cannot keep its records.",
            ),
            Self::OutcomeUnknown => (
                S::GATEWAY_TIMEOUT,
                "outcome-unknown",
                Never,
                "The contact centre may have taken it, but its answer was lost.",
            ),
            Self::UpstreamTimeout => (
                S::GATEWAY_TIMEOUT,
                "upstream-timeout",
                Yes,
                "The contact centre did not answer in time; nothing was carried.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_listed_once_and_has_a_name_of_its_own() {
        let names: std::collections::HashSet<_> =
            Reason::ALL.into_iter().map(Reason::as_str).collect();
        assert_eq!(names.len(), Reason::ALL.len());
    }
}
