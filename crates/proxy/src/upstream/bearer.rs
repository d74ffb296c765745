//! The tenant's Bearer: got for AK and SK, kept, renewed before it ends.

mod fetch;

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Uri;
use http::header::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::breaker::Breakers;
use super::client::Http;
use super::fault::Fault;
use crate::sync::{Flight, Swap, lock};

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
    breakers: Arc<Breakers>,
    uri: Uri,
    /// Headers of every call, `x-app-key` among them.
    common: HeaderMap,
    app_key: String,
    app_secret: Swap<SecretString>,
    state: Mutex<State>,
    flight: Flight<Result<Bearer, Fault>>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    failed: Option<(Instant, Fault)>,
    /// Failures since the last Bearer.
    failures: u32,
    generation: u64,
    /// A call was answered with this Bearer, or with one that it replaced: a refusal may be one
    /// endpoint's alone.
    proven: bool,
    /// The newest generation with which a call was answered.
    taken: u64,
    /// Endpoints that were answered, and have not refused two Bearers in a row since.
    takers: HashSet<&'static str>,
    /// When one was last fetched because a proven one was refused.
    refetched: Option<Instant>,
}

impl State {
    /// How long nobody fetches after the failure: one alone says little about the next.
    fn pause(&self) -> Duration {
        match self.failures {
            1 => FIRST_PAUSE,
            _ => NEGATIVE_LIFE,
        }
    }
}

struct Held {
    bearer: Bearer,
    renew: Instant,
    end: Instant,
}

impl Bearers {
    pub(super) fn new(
        http: Arc<Http>,
        breakers: Arc<Breakers>,
        uri: Uri,
        common: HeaderMap,
        app_key: String,
        app_secret: SecretString,
    ) -> Self {
        let (state, flight) = (Mutex::default(), Flight::default());
        Self(Arc::new(Inner {
            http,
            breakers,
            uri,
            common,
            app_key,
            app_secret: Swap::new(app_secret),
            state,
            flight,
        }))
    }

    /// A Bearer, other than the one of `refused`: its generation, and which endpoint refused it.
    ///
    /// Past 70 % of its life it is still given out while another is fetched. However many callers
    /// there are, one fetches; for a while after a failure nobody does, a second at most. A proven
    /// one that is refused stays for the others, and is replaced once a second at most; almost at
    /// once where it was taken before, and the endpoint that refuses it took others: then it has
    /// expired.
    pub(super) async fn get(&self, refused: Option<(u64, &'static str)>) -> Result<Bearer, Fault> {
        let generation = refused.map(|(generation, _)| generation);
        if let Some(generation) = generation {
            self.0.drop_unproven(generation);
        }
        match self.0.at_hand(generation) {
            AtHand::Fresh(bearer) => return Ok(bearer),
            AtHand::Stale(bearer) => {
                drop(self.0.flight.join(|| renew(self.0.clone(), None)));
                return Ok(bearer);
            }
            AtHand::Failed(fault) => return Err(fault),
            AtHand::Nothing => {}
        }
        let landing = self.0.flight.join(|| renew(self.0.clone(), refused));
        landing.result().await.unwrap_or(Err(Fault::Down))
    }

    /// A call to this endpoint was answered with a Bearer.
    pub(super) fn prove(&self, generation: u64, endpoint: &'static str) {
        let mut state = lock(&self.0.state);
        state.proven = true;
        state.taken = state.taken.max(generation);
        state.takers.insert(endpoint);
    }

    /// The cloud refused this one, which had just replaced a refused one: another would be no
    /// better. Where no call has ever been answered, none is fetched for a second.
    pub(super) fn give_up(&self, generation: u64, endpoint: &'static str) {
        lock(&self.0.state).takers.remove(endpoint);
        if self.0.drop_unproven(generation) {
            lock(&self.0.state).failed = Some((Instant::now(), Fault::Auth));
        }
    }

    /// The tenant's secret, to keep it out of what is handed down.
    pub(super) fn app_secret(&self) -> Arc<SecretString> {
        self.0.app_secret.get()
    }

    /// With another secret. The Bearer at hand stays: it was got with one that was good.
    pub(super) fn rekey(&self, app_secret: SecretString) {
        self.0.app_secret.set(app_secret);
        lock(&self.0.state).failed = None;
    }
}

enum AtHand {
    Fresh(Bearer),
    Stale(Bearer),
    Failed(Fault),
    Nothing,
}

impl Inner {
    fn at_hand(&self, refused: Option<u64>) -> AtHand {
        let now = Instant::now();
        let state = lock(&self.state);
        let failed = state.failed.filter(|(at, _)| now < *at + state.pause());
        let other = |held: &&Held| Some(held.bearer.generation) != refused;
        match state.held.as_ref().filter(other) {
            Some(held) if now < held.renew => AtHand::Fresh(held.bearer.clone()),
            Some(held) if now < held.end && failed.is_some() => AtHand::Fresh(held.bearer.clone()),
            Some(held) if now < held.end => AtHand::Stale(held.bearer.clone()),
            _ => failed.map_or(AtHand::Nothing, |(_, fault)| AtHand::Failed(fault)),
        }
    }

    /// Whether it was the present one, and unproven.
    fn drop_unproven(&self, generation: u64) -> bool {
        let mut state = lock(&self.state);
        let proven = state.proven;
        state
            .held
            .take_if(|held| held.bearer.generation == generation && !proven)
            .is_some()
    }

    /// Whether a proven one that this endpoint refused may be replaced now; for a while from now on,
    /// none may.
    fn may_refetch(&self, refused: u64, endpoint: &'static str) -> bool {
        let now = Instant::now();
        let mut state = lock(&self.state);
        let held = state.held.as_ref();
        if held.is_none_or(|held| held.bearer.generation != refused || held.end <= now) {
            return true;
        }
        let expired = state.taken == refused && state.takers.contains(endpoint);
        let pause = if expired {
            EXPIRED_PAUSE
        } else {
            NEGATIVE_LIFE
        };
        if state.refetched.is_some_and(|at| now < at + pause) {
            return false;
        }
        state.refetched = Some(now);
        true
    }
}

/// Fetches, unless another flight has just done so.
async fn renew(inner: Arc<Inner>, refused: Option<(u64, &'static str)>) -> Result<Bearer, Fault> {
    if let AtHand::Fresh(bearer) = inner.at_hand(refused.map(|(generation, _)| generation)) {
        return Ok(bearer);
    }
    if refused.is_some_and(|(generation, endpoint)| !inner.may_refetch(generation, endpoint)) {
        return Err(Fault::Auth);
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
            state.failures = 0;
            metrics::counter!("frontdesk_bearer_renewals_total", "outcome" => "renewed")
                .increment(1);
            Ok(bearer)
        }
        Err(fault) => {
            state.failed = Some((Instant::now(), fault));
            state.failures = state.failures.saturating_add(1);
            metrics::counter!("frontdesk_bearer_renewals_total", "outcome" => fault.reason().as_str())
                .increment(1);
            tracing::warn!(reason = fault.reason().as_str(), "no Bearer from the cloud");
            Err(fault)
        }
    }
}

const RENEW_AT: f64 = 0.7;

const NEGATIVE_LIFE: Duration = Duration::from_secs(1);

/// After the first failure.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// Between one that expired and the next.
const EXPIRED_PAUSE: Duration = Duration::from_millis(50);
