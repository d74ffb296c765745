//! The tenant's Bearer, for AK and SK (seed 003 §2). Only the proxy ever calls this.

use std::fmt;

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /apigovernance/api/oauth/tokenByAkSk`, which stands outside the API's prefix.
#[derive(Debug)]
pub struct TokenByAkSk;

impl Endpoint for TokenByAkSk {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/apigovernance/api/oauth/tokenByAkSk";
    type Request = TokenRequest;
    type Response = TokenResponse;
}

/// The tenant's key and secret. `Debug` shows neither.
#[derive(Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct TokenRequest {
    /// AK.
    pub app_key: String,
    /// SK.
    pub app_secret: String,
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenRequest")
            .finish_non_exhaustive()
    }
}

wire! {
    /// The Bearer and how long it holds; or a refusal, which also comes with HTTP 200.
    pub struct TokenResponse {
        /// The Bearer.
        pub access_token: Option<String> => "AccessToken" as secret,
        /// `Bearer`.
        pub apply_type: Option<String> => "ApplyType",
        /// When it was made, in seconds since 1970; written as a string of digits.
        #[serde(serialize_with = "crate::lenient::digits")]
        pub created: Option<i64> => "CreateTime",
        /// How long it holds, in seconds; written as a string of digits.
        #[serde(serialize_with = "crate::lenient::digits")]
        pub expires: Option<u32> => "Expires",
        /// Scope.
        pub scope: Option<String> => "Scope",
        /// AK.
        pub app_key: Option<String> => "AppKey",
        /// `Anonymous`.
        pub user_id: Option<String> => "UserID",
        /// Only on a refusal.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// Only on a refusal.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for TokenResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        self.access_token
            .as_deref()
            .is_some_and(|token| !token.is_empty())
    }
}

wire! {
    /// The body with which the API gateway refuses a Bearer, under HTTP 403.
    pub struct GatewayFault {
        /// `"0"`: no help.
        pub code: Option<String> => "errorCode",
        /// Such as "auth fail! illegal or expired token info."
        pub info: Option<String> => "exceptionInfo",
    }
}
