//! The visitor's token: applied for where it is missing, followed where it is renewed.

use frontdesk_protocol::{ApplyToken, ApplyTokenRequest, ApplyTokenResponse, ResultCode, headers};
use http::StatusCode;

use super::Upstream;
use super::ask::{Ask, OnBehalf};
use super::call::Outcome;
use super::client::{Class, Raw};
use super::fault::{Fault, NotAnswered, UpstreamRefusal};
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

/// Any answer may bring a new token, silently.
pub(super) fn follow_renewal(slot: &TokenSlot, raw: &Raw) {
    let renewed = raw
        .headers
        .get(headers::VISITOR_TOKEN)
        .and_then(|token| token.to_str().ok());
    if let Some(renewed) = renewed {
        let quoted = ApplyTokenResponse {
            token: Some(renewed.to_owned()),
            ..ApplyTokenResponse::default()
        };
        if let Some(bare) = quoted.bare_token() {
            slot.replace(bare);
        }
    }
}

/// applyToken, unless another flight has just done it.
async fn apply(upstream: Upstream, behalf: OnBehalf) -> Result<VisitorToken, NotAnswered> {
    if let Some(token) = behalf.token.current() {
        return Ok(token);
    }
    let request = ApplyTokenRequest {
        user_id: Some(behalf.user_id.as_str().to_owned()),
        user_name: Some(behalf.name.clone()),
        channel_id: Some(behalf.channel.clone()),
        locale: Some(behalf.language.as_str().to_owned()),
        identity: None,
    };
    let ask = Ask::post::<ApplyToken>(Class::Token, &behalf, &request)?;
    let answer: ApplyTokenResponse = match upstream.attempt(&ask, None).await? {
        Outcome::Answer(answer) => answer,
        Outcome::TokenRefused(refusal) => return Err(NotAnswered::Upstream(refusal)),
    };
    let refused = answer
        .code
        .as_ref()
        .is_some_and(|code| *code != ResultCode::Success);
    match answer.bare_token().filter(|_| !refused) {
        Some(token) => Ok(behalf.token.replace(token).ok_or(Fault::Garbage)?),
        None if refused => Err(NotAnswered::Upstream(refusal_of(&answer)?)),
        None => Err(Fault::Garbage.into()),
    }
}

/// A refusal under HTTP 200, without anything else that the answer may hold.
fn refusal_of(answer: &ApplyTokenResponse) -> Result<UpstreamRefusal, Fault> {
    let bare = ApplyTokenResponse {
        code: answer.code.clone(),
        description: answer.description.clone(),
        ..ApplyTokenResponse::default()
    };
    let body = serde_json::to_vec(&bare)
        .map_err(|_| Fault::Garbage)?
        .into();
    Ok(UpstreamRefusal {
        status: StatusCode::OK,
        body,
        retry_after: None,
    })
}
