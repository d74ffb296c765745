//! The tenant's Bearer: got for AK and SK, kept, renewed before it ends.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use frontdesk_protocol::{ResultCode, TokenRequest, TokenResponse, headers};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Method, Request, StatusCode, Uri};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::client::{Broken, Class, Http};
use super::fault::Fault;
use crate::sync::{Flight, lock};

/// A Bearer as it is sent.
#[derive(Clone)]
pub(super) struct Bearer {
    /// `Bearer …`, marked as sensitive.
    pub(super) header: HeaderValue,
    pub(super) token: SecretString,
    /// Tells a refusal of this one from a refusal of one that is gone already.
    pub(super) generation: u64,
}

/// The Bearer of all calls.
pub(super) struct Bearers(Arc<Inner>);

struct Inner {
    http: Arc<Http>,
    uri: Uri,
    /// Headers of every call, `x-app-key` among them.
    common: HeaderMap,
    app_key: String,
    app_secret: SecretString,
    state: Mutex<State>,
    flight: Flight<Result<Bearer, Fault>>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    failed: Option<(Instant, Fault)>,
    generation: u64,
}

struct Held {
    bearer: Bearer,
    renew: Instant,
    end: Instant,
}

impl Bearers {
    pub(super) fn new(
        http: Arc<Http>,
        uri: Uri,
        common: HeaderMap,
        app_key: String,
        app_secret: SecretString,
    ) -> Self {
        let (state, flight) = (Mutex::default(), Flight::default());
        Self(Arc::new(Inner {
            http,
            uri,
            common,
            app_key,
            app_secret,
            state,
            flight,
        }))
    }

    /// A Bearer, other than the one of `refused`.
    ///
    /// Past 70 % of its life it is still given out while another is fetched. However many callers
    /// there are, one fetches; for a second after a failure nobody does.
    pub(super) async fn get(&self, refused: Option<u64>) -> Result<Bearer, Fault> {
        if let Some(generation) = refused {
            self.0.drop_generation(generation);
        }
        match self.0.at_hand() {
            AtHand::Fresh(bearer) => return Ok(bearer),
            AtHand::Stale(bearer) => {
                drop(self.0.flight.join(|| renew(self.0.clone())));
                return Ok(bearer);
            }
            AtHand::Failed(fault) => return Err(fault),
            AtHand::Nothing => {}
        }
        let landing = self.0.flight.join(|| renew(self.0.clone()));
        landing.result().await.unwrap_or(Err(Fault::Down))
    }

    /// The cloud refused this one, which had just replaced a refused one: another would be no
    /// better, and for a second none is fetched.
    pub(super) fn give_up(&self, generation: u64) {
        if self.0.drop_generation(generation) {
            lock(&self.0.state).failed = Some((Instant::now(), Fault::Auth));
        }
    }

    /// The tenant's secret, to keep it out of what is handed down.
    pub(super) fn app_secret(&self) -> &SecretString {
        &self.0.app_secret
    }
}

enum AtHand {
    Fresh(Bearer),
    Stale(Bearer),
    Failed(Fault),
    Nothing,
}

impl Inner {
    fn at_hand(&self) -> AtHand {
        let now = Instant::now();
        let state = lock(&self.state);
        let failed = state.failed.filter(|(at, _)| now < *at + NEGATIVE_LIFE);
        match &state.held {
            Some(held) if now < held.renew => AtHand::Fresh(held.bearer.clone()),
            Some(held) if now < held.end && failed.is_some() => AtHand::Fresh(held.bearer.clone()),
            Some(held) if now < held.end => AtHand::Stale(held.bearer.clone()),
            _ => failed.map_or(AtHand::Nothing, |(_, fault)| AtHand::Failed(fault)),
        }
    }

    /// Whether it was the present one.
    fn drop_generation(&self, generation: u64) -> bool {
        lock(&self.state)
            .held
            .take_if(|held| held.bearer.generation == generation)
            .is_some()
    }

    async fn fetch(&self) -> Result<(SecretString, Duration), Fault> {
        let credentials = TokenRequest {
            app_key: self.app_key.clone(),
            app_secret: self.app_secret.expose_secret().to_owned(),
        };
        let body = serde_json::to_vec(&credentials).map_err(|_| Fault::Auth)?;
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri.clone();
        let headers = request.headers_mut();
        headers.extend(self.common.clone());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(headers::TOKEN_EXPIRE, HeaderValue::from(ASKED_SECONDS));

        let raw =
            self.http
                .exchange(Class::Token, request)
                .await
                .map_err(|broken| match broken {
                    Broken::Unreachable | Broken::Cut { .. } => Fault::Down,
                    Broken::Late { .. } => Fault::Timeout,
                    Broken::Partial => Fault::Garbage,
                })?;
        let answer = serde_json::from_slice::<TokenResponse>(&raw.body).ok();
        let code = answer.as_ref().and_then(|answer| answer.code.clone());
        let token = answer
            .as_ref()
            .and_then(|answer| answer.access_token.as_deref());
        match token.filter(|token| raw.status.is_success() && !token.is_empty()) {
            Some(token) => {
                let life = answer.as_ref().and_then(|answer| answer.expires);
                let life = life.filter(|seconds| *seconds > 0).unwrap_or(ASKED_SECONDS);
                Ok((token.into(), Duration::from_secs(life.into())))
            }
            None => Err(refused(raw.status, code.as_ref())),
        }
    }
}

/// Fetches, unless another flight has just done so.
async fn renew(inner: Arc<Inner>) -> Result<Bearer, Fault> {
    if let AtHand::Fresh(bearer) = inner.at_hand() {
        return Ok(bearer);
    }
    let start = Instant::now();
    let fetched = inner.fetch().await.and_then(|(token, life)| {
        let mut header = HeaderValue::try_from(format!("Bearer {}", token.expose_secret()))
            .map_err(|_| Fault::Garbage)?;
        header.set_sensitive(true);
        Ok((header, token, life))
    });
    let mut state = lock(&inner.state);
    match fetched {
        Ok((header, token, life)) => {
            state.generation += 1;
            let bearer = Bearer {
                header,
                token,
                generation: state.generation,
            };
            // Counted from before the call: never longer than the cloud counts.
            state.held = Some(Held {
                bearer: bearer.clone(),
                renew: start + life.mul_f64(RENEW_AT),
                end: start + life,
            });
            state.failed = None;
            metrics::counter!("frontdesk_bearer_renewals_total", "outcome" => "renewed")
                .increment(1);
            Ok(bearer)
        }
        Err(fault) => {
            state.failed = Some((Instant::now(), fault));
            metrics::counter!("frontdesk_bearer_renewals_total", "outcome" => fault.reason().as_str())
                .increment(1);
            tracing::warn!(reason = fault.reason().as_str(), "no Bearer from the cloud");
            Err(fault)
        }
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

const RENEW_AT: f64 = 0.7;

const NEGATIVE_LIFE: Duration = Duration::from_secs(1);
