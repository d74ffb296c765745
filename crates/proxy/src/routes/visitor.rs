//! Who calls: the seal of a request, opened.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::headers;
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::table::Rate;
use crate::app::App;
use crate::refusal::{Reason, Refusal};
use crate::seal::{Claims, Instant};
use crate::session::Session;
use crate::store::StoreDown;
use crate::upstream::OnBehalf;

/// A visitor whose seal holds.
#[derive(Clone)]
pub(super) struct Visitor {
    pub(super) claims: Arc<Claims>,
    pub(super) session: Arc<Session>,
}

impl Visitor {
    pub(super) fn of(app: &App, claims: Claims) -> Self {
        Self {
            session: app.sessions().of(&claims),
            claims: Arc::new(claims),
        }
    }

    /// A visitor from before this process, of whom nothing is kept, listens: a CONNECT that was
    /// carried then may be forgotten, and their conversation be waiting still.
    pub(super) async fn recall(&self, app: &App) -> Result<(), StoreDown> {
        if self.claims.first > app.since() {
            return Ok(());
        }
        let visit = self.session.store().visit(&self.session.who).await?;
        if visit.connected || visit.over {
            return Ok(());
        }
        self.session.connect().await
    }

    /// For the calls that are made in this visitor's name.
    pub(super) fn on_behalf(&self) -> OnBehalf {
        OnBehalf {
            user_id: self.claims.user_id.clone(),
            channel: self.claims.channel.clone(),
            name: self.claims.name.clone(),
            language: self.claims.language,
            token: self.session.token.clone(),
        }
    }
}

/// Lets a visitor in, and gives a new seal on the way out where the old one is past half its life.
pub(super) async fn admit(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let now = Instant::now();
    let visitor = match open(&app, request.headers(), now) {
        Ok(visitor) => visitor,
        Err(refusal) => return refusal.into_response(),
    };
    let who = &visitor.session.who;
    let counted = match request.extensions().get() {
        Some(Rate::Upload) => app
            .rates()
            .call_of(who)
            .and_then(|()| app.rates().upload_of(who)),
        _ => app.rates().call_of(who),
    };
    if let Err(reached) = counted {
        return Refusal::from(reached).into_response();
    }
    if matches!(request.extensions().get(), Some(Rate::Upload)) {
        match app.rates().upload_place(&visitor.session.uploads) {
            Ok(place) => request.extensions_mut().insert(place),
            Err(reached) => return Refusal::from(reached).into_response(),
        };
    }
    let claims = visitor.claims.clone();
    request.extensions_mut().insert(visitor);
    let mut response = next.run(request).await;
    if claims.is_past_half(now)
        && let Some(seal) = renewed(&app, &claims)
    {
        response.headers_mut().insert(TOKEN, seal);
    }
    response
}

/// The seal of a request, as it was sent.
pub(super) fn sent_seal(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(TOKEN)?
        .to_str()
        .ok()
        .filter(|seal| !seal.is_empty())
}

fn open(app: &App, headers: &HeaderMap, now: Instant) -> Result<Visitor, Refusal> {
    if !headers.contains_key(TOKEN) {
        return Err(Reason::SealMissing.into());
    }
    let seal = sent_seal(headers).ok_or(Reason::SealInvalid)?;
    let claims = app.sealer().open(seal).map_err(|_| Reason::SealInvalid)?;
    if claims.is_expired(now) {
        return Err(Reason::SealExpired.into());
    }
    if !app.channels().contains(&claims.channel) {
        return Err(Reason::Channel.into());
    }
    Ok(Visitor::of(app, claims))
}

fn renewed(app: &App, claims: &Claims) -> Option<HeaderValue> {
    let claims = app.sealer().renew(claims, Instant::now())?;
    let mut seal = HeaderValue::try_from(app.sealer().seal(&claims).ok()?).ok()?;
    seal.set_sensitive(true);
    Some(seal)
}

const TOKEN: HeaderName = HeaderName::from_static(headers::VISITOR_TOKEN);
