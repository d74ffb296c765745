//! `applyToken`: a seal for whoever comes, and the old visitor's again for the old seal.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::{
    ApplyTokenRequest, ApplyTokenResponse, Features, FileType, Limits, ResultCode,
};
use http::header::{ACCEPT_LANGUAGE, HeaderMap};

use super::body::Body;
use super::denied::Denied;
use super::ids::Id;
use super::visitor::{Visitor, sent_seal};
use crate::app::App;
use crate::identity::{Identified, Language, UserId};
use crate::rates::Address;
use crate::refusal::{Reason, Refusal};
use crate::seal::{Claims, Instant};

pub(super) async fn handle(
    State(app): State<App>,
    Extension(address): Extension<Address>,
    headers: HeaderMap,
    Body(request): Body<ApplyTokenRequest>,
) -> Result<Json<ApplyTokenResponse>, Denied> {
    let channel = request.channel_id.as_deref().unwrap_or_default();
    if channel.is_empty() {
        return Err(Refusal::invalid("channelId", "is missing").into());
    }
    if !app.channels().contains(channel) {
        return Err(Reason::Channel.into());
    }

    let language = language(&request, &headers);
    let is_new = sent_seal(&headers).is_none_or(|seal| app.sealer().open(seal).is_err());
    if is_new {
        shed(&app)?;
    }
    let claims = match request.identity.as_deref() {
        Some(token) => identified(&app, token, channel, language)?,
        None => {
            if is_new {
                // Or attempts in vain would use up what newcomers of this address have left.
                app.upstream().try_bearer().await.map_err(Refusal::from)?;
            }
            claims(&app, address, &headers, channel, language)?
        }
    };
    let expires = claims.expires;
    let seal = app.sealer().seal(&claims).map_err(|_| Reason::StoreDown)?;
    let visitor = Visitor::of(&app, claims);
    visitor.owns(&[Id::User("userId", &request.user_id)])?;
    // At once, so that what is wrong with the cloud shows now and not with the first message.
    app.upstream().admit(&visitor.on_behalf()).await?;

    let seconds = Instant::now().until(expires).as_secs();
    Ok(Json(ApplyTokenResponse {
        token: Some(seal),
        code: Some(ResultCode::Success),
        description: None,
        user_id: Some(visitor.claims.user_id.as_str().to_owned()),
        expires_in: Some(u32::try_from(seconds).unwrap_or(u32::MAX)),
        limits: Some(Limits {
            text_bytes: Some(app.limits().text_bytes),
            upload_bytes: Some(app.limits().upload_bytes),
            file_types: FileType::OF_VISITORS
                .iter()
                .map(|kind| kind.as_str().to_owned())
                .collect(),
        }),
        features: Some(Features {
            survey: true,
            calls: app.click_to_call().feature().map(str::to_owned),
        }),
    }))
}

/// Whoever is not known yet waits while there is no room: those who are here come first.
fn shed(app: &App) -> Result<(), Refusal> {
    let refusal = if let Some(seconds) = app.upstream().no_tokens_for() {
        Refusal::from(Reason::UpstreamDown).after(seconds)
    } else if app.connections().are_nearly_full() {
        Reason::Busy.into()
    } else {
        return Ok(());
    };
    metrics::counter!("frontdesk_newcomers_shed_total", "reason" => refusal.reason().as_str())
        .increment(1);
    Err(refusal)
}

/// Whom the company's site vouches for, whoever the old seal says it was.
fn identified(
    app: &App,
    token: &str,
    channel: &str,
    language: Language,
) -> Result<Claims, Refusal> {
    let verifier = app.identity().ok_or_else(|| {
        let words = "No key for identity tokens is configured here.";
        Refusal::in_words(Reason::Identity, words)
    })?;
    let now = Instant::now();
    let Identified { user_id, name } = verifier
        .verify(token, channel, now)
        .map_err(|fault| Refusal::in_words(Reason::Identity, fault.to_string()))?;
    let name = name.unwrap_or_else(|| language.stranger().to_owned());
    Ok(app
        .sealer()
        .admit(user_id, channel.to_owned(), name, language, now))
}

/// The old visitor's, renewed, or a stranger's: a seal that cannot be opened or is too old to be
/// renewed is as good as none, or its holder could never get another.
fn claims(
    app: &App,
    address: Address,
    headers: &HeaderMap,
    channel: &str,
    language: Language,
) -> Result<Claims, Refusal> {
    let now = Instant::now();
    let old = sent_seal(headers).and_then(|seal| app.sealer().open(seal).ok());
    if let Some(old) = old {
        if old.channel != channel {
            return Err(Refusal::foreign(Reason::Channel, "channelId"));
        }
        if let Some(renewed) = app.sealer().renew(&old, now) {
            return Ok(Claims {
                language,
                ..renewed
            });
        }
    }
    app.rates().new_visitor(address)?;
    let user_id = UserId::random().map_err(|_| Reason::StoreDown)?;
    let name = language.stranger().to_owned();
    Ok(app
        .sealer()
        .admit(user_id, channel.to_owned(), name, language, now))
}

fn language(request: &ApplyTokenRequest, headers: &HeaderMap) -> Language {
    let accepted = || {
        headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
    };
    request
        .locale
        .as_deref()
        .filter(|locale| !locale.is_empty())
        .or_else(accepted)
        .map(Language::of)
        .unwrap_or_default()
}
