//! The way to the cloud. Secrets and tokens live here and nowhere else: a route hands in what is to
//! be said and gets an answer, a refusal of the cloud's, or a fault.

mod admit;
mod answer;
mod ask;
mod bearer;
mod body;
mod breaker;
mod call;
mod client;
mod create_call;
mod fault;
mod retry;
mod scrub;
mod vault;
mod visitor_token;
mod whole;

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_protocol::headers;
use http::Uri;
use http::header::{ACCEPT, HeaderMap, HeaderValue, USER_AGENT};
use http::uri::{Authority, Scheme};
use secrecy::SecretString;
use tokio::time::Instant;

pub(crate) use ask::OnBehalf;
pub(crate) use breaker::BreakerState;
pub(crate) use fault::{Fault, Lost, NotAnswered, PollFailed, UpstreamRefusal};
pub(crate) use vault::{Keeper, Vault};
pub(crate) use visitor_token::TokenSlot;
pub(crate) use whole::Whole;

use crate::config::UpstreamConfig;
use crate::telemetry::Traces;
use bearer::Bearers;
use breaker::Breakers;
use client::{Class, Http};
use retry::Budget;

/// The kind of channel that a browser is.
pub(crate) const CHANNEL: &str = "WEB";

/// The cloud.
#[derive(Clone)]
pub(crate) struct Upstream(Arc<Inner>);

struct Inner {
    http: Arc<Http>,
    bearers: Bearers,
    retries: Budget,
    breakers: Arc<Breakers>,
    scheme: Scheme,
    authority: Authority,
    /// Whole paths, by the documents' own.
    paths: HashMap<&'static str, String>,
    /// Headers of every call.
    common: HeaderMap,
}

/// The cloud cannot even be addressed.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// TLS.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
    /// Address or header.
    #[error("no request can be made of the configured address, paths and keys: {0}")]
    Request(#[from] http::Error),
}

impl Upstream {
    pub(crate) fn new(config: UpstreamConfig, traces: Traces) -> Result<Self, SetUpError> {
        let http = Arc::new(Http::new(&config, traces)?);
        let mut common: HeaderMap = config.extra_headers.into_iter().collect();
        let mut app_key = HeaderValue::try_from(&config.app_key).map_err(http::Error::from)?;
        app_key.set_sensitive(true);
        common.insert(headers::APP_KEY, app_key);
        common.insert(ACCEPT, HeaderValue::from_static("application/json"));
        common.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        let token_uri = Uri::builder()
            .scheme(config.scheme.clone())
            .authority(config.authority.clone())
            .path_and_query(config.token_path)
            .build()?;
        let breakers = Arc::new(Breakers::default());
        let bearers = Bearers::new(
            http.clone(),
            breakers.clone(),
            token_uri,
            common.clone(),
            config.app_key,
            config.app_secret,
        );
        let (scheme, authority, paths) = (config.scheme, config.authority, config.paths);
        Ok(Self(Arc::new(Inner {
            http,
            bearers,
            retries: Budget::new(),
            breakers,
            scheme,
            authority,
            paths,
            common,
        })))
    }

    /// How the breaker of each kind of call stands.
    pub(crate) fn breakers(&self) -> [(&'static str, BreakerState); 4] {
        self.0.breakers.states()
    }

    /// For how many seconds no tokens are asked for, if so.
    pub(crate) fn no_tokens_for(&self) -> Option<u32> {
        match self.0.breakers.of(Class::Token).state(Instant::now()) {
            BreakerState::Open(seconds) => Some(seconds),
            _ => None,
        }
    }

    /// Whether there is a Bearer to be had.
    pub(crate) async fn try_bearer(&self) -> Result<(), Fault> {
        self.0.bearers.get(None).await.map(drop)
    }

    /// From now on Bearers are asked for with this SK.
    pub(crate) fn rekey(&self, app_secret: SecretString) {
        self.0.bearers.rekey(app_secret);
    }

    fn uri(&self, name: &str, query: Option<&str>) -> Option<Uri> {
        let path = self.0.paths.get(name)?;
        let target = match query {
            Some(query) => format!("{path}?{query}"),
            None => path.clone(),
        };
        Uri::builder()
            .scheme(self.0.scheme.clone())
            .authority(self.0.authority.clone())
            .path_and_query(target)
            .build()
            .ok()
    }
}

const AGENT: &str = concat!("frontdesk-proxy/", env!("CARGO_PKG_VERSION"));
