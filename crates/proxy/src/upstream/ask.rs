//! What is asked of the cloud, and the request that asks it.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use frontdesk_protocol::{Endpoint, headers};
use http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request};
use serde::Serialize;
use url::form_urlencoded;

use super::Upstream;
use super::client::Class;
use super::fault::{Fault, Lost};
use super::visitor_token::{TokenSlot, VisitorToken};
use crate::identity::{Language, UserId};

/// For whom a call is made.
#[derive(Clone)]
pub(crate) struct OnBehalf {
    pub(crate) user_id: UserId,
    pub(crate) channel: String,
    pub(crate) name: String,
    pub(crate) language: Language,
    pub(crate) token: Arc<TokenSlot>,
}

/// A request that is the same however often it is made.
pub(super) struct Ask {
    /// The call's path in the documents, which names it in metrics.
    pub(super) name: &'static str,
    pub(super) class: Class,
    pub(super) method: Method,
    query: Option<String>,
    body: Bytes,
    language: Language,
    /// Of a poll: how its answer was lost, if it was.
    pub(super) lost: OnceLock<Lost>,
}

impl Ask {
    pub(super) fn post<E: Endpoint>(
        class: Class,
        language: Language,
        body: &impl Serialize,
    ) -> Result<Self, Fault> {
        let body = serde_json::to_vec(body).map_err(|_| Fault::Garbage)?.into();
        Ok(Self {
            name: E::PATH,
            class,
            method: Method::POST,
            query: None,
            body,
            language,
            lost: OnceLock::new(),
        })
    }

    pub(super) fn get<E: Endpoint>(
        class: Class,
        behalf: &OnBehalf,
        pairs: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    ) -> Self {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        Self {
            name: E::PATH,
            class,
            method: Method::GET,
            query: Some(query),
            body: Bytes::new(),
            language: behalf.language,
            lost: OnceLock::new(),
        }
    }

    /// With the headers that every call carries, and its tokens.
    pub(super) fn request(
        &self,
        upstream: &Upstream,
        bearer: &HeaderValue,
        token: Option<&VisitorToken>,
    ) -> Result<Request<Bytes>, Fault> {
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = upstream
            .uri(self.name, self.query.as_deref())
            .ok_or(Fault::Garbage)?;
        let headers = request.headers_mut();
        headers.extend(upstream.0.common.clone());
        headers.insert(AUTHORIZATION, bearer.clone());
        headers.insert(
            ACCEPT_LANGUAGE,
            HeaderValue::from_static(self.language.as_str()),
        );
        if self.method == Method::POST {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(token) = token {
            headers.insert(headers::VISITOR_TOKEN, token.header.clone());
        }
        Ok(request)
    }
}
