//! The call that gets a Bearer for AK and SK.

use std::time::Duration;

use bytes::Bytes;
use frontdesk_protocol::{ResultCode, TokenRequest, TokenResponse, headers};
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Method, Request, StatusCode};
use secrecy::{ExposeSecret, SecretString};

use super::Inner;
use crate::upstream::client::{Broken, Class};
use crate::upstream::fault::Fault;

impl Inner {
    /// A Bearer and its life.
    pub(super) async fn fetch(&self) -> Result<(SecretString, Duration), Fault> {
        let credentials = TokenRequest {
            app_key: self.app_key.clone(),
            app_secret: self.app_secret.get().expose_secret().to_owned(),
        };
        let body = serde_json::to_vec(&credentials).map_err(|_| Fault::Auth)?;
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.extend(self.common.clone());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(headers::TOKEN_EXPIRE, HeaderValue::from(ASKED_SECONDS));

        let pass = self.breakers.enter(Class::Token)?;
        let span = self.http.span(NAME, Class::Token, request.method(), 0);
        let raw = match self.http.exchange(Class::Token, request).await {
            Ok(raw) => raw,
            Err(broken) => {
                pass.failed();
                let fault = match broken {
                    Broken::Unreachable | Broken::Cut { .. } => Fault::Down,
                    Broken::Late { .. } => Fault::Timeout,
                    Broken::Partial | Broken::TooLarge => Fault::Garbage,
                };
                span.ended(None, fault.reason().as_str(), true);
                return Err(fault);
            }
        };
        if raw.status.is_server_error() {
            pass.failed();
        } else {
            pass.succeeded();
        }
        let answer = serde_json::from_slice::<TokenResponse>(&raw.body).ok();
        let code = answer.as_ref().and_then(|answer| answer.code.clone());
        let token = answer
            .as_ref()
            .and_then(|answer| answer.access_token.as_deref());
        let fetched = match token.filter(|token| raw.status.is_success() && !token.is_empty()) {
            Some(token) => {
                let life = answer.as_ref().and_then(|answer| answer.expires);
                let life = life.filter(|seconds| *seconds > 0).unwrap_or(ASKED_SECONDS);
                Ok((token.into(), Duration::from_secs(life.into())))
            }
            None => Err(refused(raw.status, code.as_ref())),
        };
        let fault = fetched.as_ref().err();
        let outcome = fault.map_or("answered", |fault| fault.reason().as_str());
        span.ended(Some(raw.status), outcome, fault.is_some());
        fetched
    }
}

fn refused(status: StatusCode, code: Option<&ResultCode>) -> Fault {
    match (status.as_u16(), code) {
        (429, _) | (_, Some(ResultCode::FlowControl)) | (500.., None) => Fault::Down,
        (400 | 401 | 403, _) | (_, Some(_)) => Fault::Auth,
        _ => Fault::Garbage,
    }
}

/// The life that is asked for, and taken for granted where the answer states none.
const ASKED_SECONDS: u32 = 600;

/// Its name in spans.
const NAME: &str = "/tokenByAkSk";
