//! The visitor's token (seed 003 §3).

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /applyToken`.
#[derive(Debug)]
pub struct ApplyToken;

impl Endpoint for ApplyToken {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/applyToken";
    type Request = ApplyTokenRequest;
    type Response = ApplyTokenResponse;
}

wire! {
    /// Who asks for which channel. A browser sends channel, locale and perhaps an identity; the
    /// proxy adds the rest.
    pub struct ApplyTokenRequest {
        /// At most 24 characters.
        pub user_id: Option<String> => "userId",
        /// Name to show to the agent.
        pub user_name: Option<String> => "userName",
        /// Channel configuration id.
        pub channel_id: Option<String> => "channelId",
        /// `zh`, `zh_CN`, `en` or `en_US`.
        pub locale: Option<String> => "locale",
        /// Between browser and proxy: the company's own signed token of who this is.
        pub identity: Option<String> => "identity" as secret,
    }
}

wire! {
    /// The token. What follows `description` stands only in the proxy's answer to a browser.
    pub struct ApplyTokenResponse {
        /// The token as it came; see [`ApplyTokenResponse::bare_token`].
        pub token: Option<String> => "token" as secret,
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
        /// The visitor's user id.
        pub user_id: Option<String> => "userId",
        /// How long the seal holds, in seconds.
        pub expires_in: Option<u32> => "expiresIn",
        /// What may be sent.
        pub limits: Option<Limits> => "limits",
        /// What is switched on.
        pub features: Option<Features> => "features",
    }
}

impl ApplyTokenResponse {
    /// The token without the quotes that the API sometimes writes into its value. Anything else
    /// (`%3D`) stays as it is.
    pub fn bare_token(&self) -> Option<&str> {
        let token = self.token.as_deref()?;
        let bare = token
            .strip_prefix('"')
            .and_then(|token| token.strip_suffix('"'))
            .unwrap_or(token);
        Some(bare).filter(|token| !token.is_empty())
    }
}

impl Answer for ApplyTokenResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        self.bare_token().is_some()
    }
}

wire! {
    /// What a visitor may send.
    pub struct Limits {
        /// A text message, in bytes of UTF-8.
        pub text_bytes: Option<u32> => "textBytes",
        /// A file, in bytes, before it is written in base64.
        pub upload_bytes: Option<u32> => "uploadBytes",
        /// What a file may be.
        pub file_types: Vec<String> => "fileTypes",
    }
}

wire! {
    /// What the proxy has switched on for visitors.
    pub struct Features {
        /// Whether a rating is asked for.
        pub survey: bool => "survey",
        /// `audio` or `video`; absent where calls are switched off.
        pub calls: Option<String> => "calls",
    }
}
