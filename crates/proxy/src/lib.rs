//! The thin token proxy between the chat widget and the contact-centre cloud.
//!
//! A browser cannot call the cloud: its API has no CORS, and the tenant's secret would be public.
//! This proxy holds the secret and lets visitors do what a visitor may.
//!
//! ```text
//! route ── session ── upstream ── cloud
//!             └ store ← poll
//! ```
//!
//! [`Options`] (flags, environment, file) → [`Config`] → [`App`] → [`spawn`] → [`Running`].

mod admin;
mod app;
mod assets;
pub mod config;
pub mod demo;
mod embed;
pub mod identity;
mod live;
mod operator;
mod origin;
mod push;
mod rates;
mod record;
pub mod refusal;
mod request_id;
mod routes;
pub mod seal;
pub mod self_test;
mod serve;
mod session;
mod store;
mod sync;
pub mod telemetry;
mod upstream;

pub use app::{App, BuildError};
pub use config::{Config, Faults, Options};
pub use embed::embed;
pub use origin::OriginPattern;
pub use routes::table;
pub use serve::{Running, StartError, spawn};
pub use store::StoreFault;
pub use upstream::SetUpError;
