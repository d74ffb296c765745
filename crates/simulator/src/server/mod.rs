//! The server: what all its rooms share, and the way in.

pub(crate) mod auth;
pub(crate) mod fault;
pub(crate) mod guard;
pub(crate) mod json;
pub(crate) mod paths;
pub(crate) mod record;
pub(crate) mod refusal;
pub(crate) mod serve;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tokio::sync::watch;

use self::record::Recorder;
use crate::faults::Faults;
use crate::faults::layer::faulty;
use crate::quirks::layer::quirky;
use crate::world::World;
use crate::world::clock::{Clock, Moment};
use crate::world::mode::Mode;
use crate::{Config, api, console, gateway, quirks};

/// What every room of the server can reach.
pub(crate) type App = Arc<Shared>;

/// The world with its clock, and what tells others that it has changed.
pub(crate) struct Shared {
    pub(crate) config: Arc<Config>,
    pub(crate) recorder: Recorder,
    pub(crate) forms: quirks::Forms,
    pub(crate) faults: Arc<Faults>,
    clock: Clock,
    world: Mutex<World>,
    modes: watch::Sender<Mode>,
    revisions: watch::Sender<u64>,
    stopping: watch::Sender<bool>,
}

/// The whole server.
pub(crate) fn router(app: &App) -> Router {
    let files = quirks::router().route_layer(from_fn_with_state(Arc::clone(app), fault::outage));
    let weathered = api::router(app)
        .route_layer(from_fn_with_state(Arc::clone(app), quirky))
        .merge(files)
        .route_layer(from_fn_with_state(Arc::clone(app), faulty));
    let carried = Router::new()
        .merge(weathered)
        .merge(gateway::router())
        .route_layer(from_fn_with_state(Arc::clone(app), record::record));
    Router::new()
        .merge(carried)
        .merge(console::router(app))
        .layer(from_fn(guard::same_machine))
        .with_state(Arc::clone(app))
}

impl Shared {
    pub(crate) fn new(config: Config, seed: u64) -> Self {
        let config = Arc::new(config);
        let clock = Clock::start();
        let world = World::new(Arc::clone(&config), seed, clock.now());
        Self {
            recorder: Recorder::new(config.requests_kept),
            forms: quirks::Forms::default(),
            faults: Arc::clone(world.faults()),
            modes: watch::Sender::new(world.mode()),
            revisions: watch::Sender::new(world.revision()),
            stopping: watch::Sender::new(false),
            world: Mutex::new(world),
            clock,
            config,
        }
    }

    /// Looks at the world or changes it, at the present time. Nothing may be awaited inside.
    pub(crate) fn world<T>(&self, act: impl FnOnce(&mut World, Moment) -> T) -> T {
        let mut world = self.lock();
        let outcome = act(&mut world, self.clock.now());
        self.modes
            .send_if_modified(|mode| replace(mode, world.mode()));
        self.revisions
            .send_if_modified(|revision| replace(revision, world.revision()));
        outcome
    }

    pub(crate) fn modes(&self) -> watch::Receiver<Mode> {
        self.modes.subscribe()
    }

    pub(crate) fn revisions(&self) -> watch::Receiver<u64> {
        self.revisions.subscribe()
    }

    /// Lets everything that is held go.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Says true from [`Shared::stop`] on.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Until [`Shared::stop`].
    pub(crate) async fn stopped(&self) {
        // The sender lives as long as `self`, so this cannot fail before it is true.
        let _ = self
            .stopping
            .subscribe()
            .wait_for(|stopping| *stopping)
            .await;
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn replace<T: PartialEq>(old: &mut T, new: T) -> bool {
    let differs = *old != new;
    *old = new;
    differs
}
