//! The application: what all routes share.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;

use crate::assets::Assets;
use crate::config::{ClickToCall, Config, Limits, Linger};
use crate::identity::Verifier;
use crate::live::Live;
use crate::operator::{self, OperatorKey};
use crate::origin::Origins;
use crate::push::Webhook;
use crate::rates::Rates;
use crate::record::Bounds;
use crate::seal::{Instant, Sealer, Unsealed};
use crate::serve::{Connections, Draining};
use crate::session::Sessions;
use crate::store::{Store, StoreFault};
use crate::sync::Swap;
use crate::telemetry::Traces;
use crate::upstream::{SetUpError, Upstream, Vault};
use crate::{admin, routes, store, telemetry};

/// Everything that a request needs. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    channels: BTreeSet<String>,
    limits: Limits,
    connections: Connections,
    rates: Rates,
    linger: Linger,
    live: Swap<Live>,
    origins: Origins,
    store: Arc<dyn Store>,
    sessions: Sessions,
    upstream: Upstream,
    assets: Assets,
    demo: bool,
    draining: Draining,
    /// When this process began.
    since: Instant,
    metrics: telemetry::Metrics,
    traces: Traces,
}

/// The application cannot be made of its configuration.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The way to the cloud.
    #[error(transparent)]
    Upstream(#[from] SetUpError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// Seals.
    #[error(transparent)]
    Seal(#[from] Unsealed),
    /// Spans.
    #[error(transparent)]
    Traces(#[from] telemetry::TracesError),
    /// The widget's files.
    #[error("the widget's files cannot be read: {0}")]
    Assets(#[from] std::io::Error),
}

impl App {
    pub(crate) fn new(mut config: Config, draining: Draining) -> Result<Self, BuildError> {
        let demo = config.demo.is_some();
        let loopback = config.listen.ip().is_loopback();
        let store = store::open(&config.store, Bounds::keeping(config.journal_keep))?;
        let safety_poll = config.push.as_ref().map(|push| push.safety_poll);
        let live = Live::new(&mut config, None)?;
        let traces = Traces::start(config.otel)?;
        Ok(Self(Arc::new(Inner {
            store: store.clone(),
            channels: config.channels,
            connections: Connections::new(config.limits.connections),
            limits: config.limits,
            rates: Rates::new(&config.rates),
            linger: config.linger,
            live: Swap::new(live),
            origins: Origins::new(config.origins, config.public_url.as_ref(), loopback),
            sessions: Sessions::new(store, Vault::new(&config.seal.keys), safety_poll),
            upstream: Upstream::new(config.upstream, traces.clone())?,
            assets: Assets::new(config.static_dir, demo)?,
            demo,
            draining,
            since: Instant::now(),
            metrics: telemetry::Metrics::install(),
            traces,
        })))
    }

    /// The public routes.
    pub fn router(&self) -> Router {
        routes::router(self.clone())
    }

    /// The routes of the admin listener.
    pub fn admin_router(&self) -> Router {
        admin::router(self.clone())
    }

    /// The one route of the operators' listener.
    pub fn operator_router(&self) -> Router {
        operator::router(self.clone())
    }

    /// Takes the secrets and what is switched on from another configuration; the rest stays as it was
    /// at the start.
    ///
    /// # Errors
    /// There is no key to seal with. Then nothing has changed.
    pub fn reload(&self, mut config: Config) -> Result<(), BuildError> {
        let live = Live::new(&mut config, Some(&self.0.live.get()))?;
        if !config.seal.made_up {
            self.sessions().rekey(&config.seal.keys);
        }
        self.upstream().rekey(config.upstream.app_secret);
        self.0.live.set(live);
        Ok(())
    }

    pub(crate) fn channels(&self) -> &BTreeSet<String> {
        &self.0.channels
    }

    pub(crate) fn limits(&self) -> Limits {
        self.0.limits
    }

    /// The connections of the public listener.
    pub(crate) fn connections(&self) -> Connections {
        self.0.connections.clone()
    }

    pub(crate) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    pub(crate) fn linger(&self) -> Linger {
        self.0.linger
    }

    pub(crate) fn click_to_call(&self) -> ClickToCall {
        self.0.live.get().click_to_call
    }

    pub(crate) fn origins(&self) -> &Origins {
        &self.0.origins
    }

    pub(crate) fn sealer(&self) -> Arc<Sealer> {
        self.0.live.get().sealer.clone()
    }

    /// Knows the site's visitors, where there is a key for it.
    pub(crate) fn identity(&self) -> Option<Arc<Verifier>> {
        self.0.live.get().identity.clone()
    }

    /// Whoever shows this may have numbers called.
    pub(crate) fn operator_key(&self) -> Option<Arc<OperatorKey>> {
        self.0.live.get().operator_key.clone()
    }

    pub(crate) fn store(&self) -> &dyn Store {
        self.0.store.as_ref()
    }

    /// The webhook, where there is one.
    pub(crate) fn webhook(&self) -> Option<Arc<Webhook>> {
        self.0.live.get().webhook.clone()
    }

    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    pub(crate) fn upstream(&self) -> &Upstream {
        &self.0.upstream
    }

    pub(crate) fn assets(&self) -> &Assets {
        &self.0.assets
    }

    pub(crate) fn is_demo(&self) -> bool {
        self.0.demo
    }

    /// When this process began.
    pub(crate) fn since(&self) -> Instant {
        self.0.since
    }

    pub(crate) fn draining(&self) -> Draining {
        self.0.draining.clone()
    }

    pub(crate) fn metrics(&self) -> &telemetry::Metrics {
        &self.0.metrics
    }

    /// Where spans go.
    pub(crate) fn traces(&self) -> &Traces {
        &self.0.traces
    }
}
