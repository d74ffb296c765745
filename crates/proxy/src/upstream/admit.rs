//! The visitor's token: applied for where it is missing, followed where it is renewed.

use bytes::Bytes;
use frontdesk_protocol::{ApplyToken, ApplyTokenRequest, ApplyTokenResponse, ResultCode, headers};
use http::StatusCode;

use super::Upstream;
use super::ask::{Ask, OnBehalf};
use super::call::Outcome;
use super::client::{Class, Raw};
use super::fault::{Fault, NotAnswered, UpstreamRefusal};
use super::scrub::scrub;
use super::visitor_token::{TokenSlot, VisitorToken};

impl Upstream {
    /// Makes sure that the cloud knows this visitor.
    pub(crate) async fn admit(&self, behalf: &OnBehalf) -> Result<(), NotAnswered> {
        self.token(behalf).await.map(drop)
    }

    /// The visitor's token, applied for where it is missing: once, for any number of callers.
    pub(super) async fn token(&self, behalf: &OnBehalf) -> Result<VisitorToken, NotAnswered> {
        if let Some(token) = behalf.token.current() {
            return Ok(token);
        }
        let landing = behalf
            .token
            .flight
            .join(|| apply(self.clone(), behalf.clone()));
        landing.result().await.unwrap_or(Err(Fault::Down.into()))
    }
}

/// Any answer may bring a new token, silently; but a refusal of the token brings none that is good.
pub(super) fn follow_renewal(slot: &TokenSlot, sent: &VisitorToken, raw: &Raw) {
    if raw.status != StatusCode::UNAUTHORIZED
        && let Some(bare) = brought(raw)
    {
        slot.renew(sent, &bare);
    }
}

/// The token in an answer's header, without the quotes that it may have inside.
pub(super) fn brought(raw: &Raw) -> Option<String> {
    let token = raw.headers.get(headers::VISITOR_TOKEN)?.to_str().ok()?;
    let quoted = ApplyTokenResponse {
        token: Some(token.to_owned()),
        ..ApplyTokenResponse::default()
    };
    quoted.bare_token().map(str::to_owned)
}

/// applyToken, unless another flight has just done it.
async fn apply(upstream: Upstream, behalf: OnBehalf) -> Result<VisitorToken, NotAnswered> {
    if let Some(token) = behalf.token.recall().await {
        return Ok(token);
    }
    let request = ApplyTokenRequest {
        user_id: Some(behalf.user_id.as_str().to_owned()),
        user_name: Some(behalf.name.clone()),
        channel_id: Some(behalf.channel.clone()),
        locale: Some(behalf.language.as_str().to_owned()),
        identity: None,
    };
    let ask = Ask::post::<ApplyToken>(Class::Token, behalf.language, &request)?;
    let answer: ApplyTokenResponse = match upstream.attempt(&ask, None).await {
        Ok(Outcome::Answer(answer)) => answer,
        Ok(Outcome::TokenRefused(refusal)) | Err(NotAnswered::Upstream(refusal)) => {
            return Err(NotAnswered::Upstream(reduced(refusal)?));
        }
        Err(fault) => return Err(fault),
    };
    let refused = answer
        .code
        .as_ref()
        .is_some_and(|code| *code != ResultCode::Success);
    match answer.bare_token().filter(|_| !refused) {
        Some(token) => Ok(behalf.token.replace(token).ok_or(Fault::Garbage)?),
        None if refused => Err(NotAnswered::Upstream(UpstreamRefusal {
            status: StatusCode::OK,
            body: bare_body(&answer)?,
            retry_after: None,
        })),
        None => Err(Fault::Garbage.into()),
    }
}

/// A refusal under whatever status, without anything else that its body may hold.
fn reduced(refusal: UpstreamRefusal) -> Result<UpstreamRefusal, Fault> {
    let answer: ApplyTokenResponse =
        serde_json::from_slice(&refusal.body).map_err(|_| Fault::Garbage)?;
    Ok(UpstreamRefusal {
        body: bare_body(&answer)?,
        ..refusal
    })
}

/// Result code and description alone, and the latter without the token that it may repeat.
fn bare_body(answer: &ApplyTokenResponse) -> Result<Bytes, Fault> {
    let token = answer.bare_token().unwrap_or_default();
    let description = answer.description.as_deref();
    let bare = ApplyTokenResponse {
        code: answer.code.clone(),
        description: description.map(|text| scrub(text.into(), &[token]).into_owned()),
        ..ApplyTokenResponse::default()
    };
    let body = serde_json::to_vec(&bare).map_err(|_| Fault::Garbage)?;
    Ok(body.into())
}
