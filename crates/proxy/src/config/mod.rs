//! The configuration: read from flags, environment and file, and parsed once.
//!
//! [`Options`] is what was written, [`Config`] what was understood. Parsing goes on after a fault,
//! so that all of them are told at once.

mod click_to_call;
mod demo;
mod faults;
mod file;
mod identity;
mod journal;
mod limits;
mod linger;
mod operator;
mod options;
mod otel;
mod paths;
mod push;
mod rate;
mod rates;
mod seal;
mod secrets;
mod store;
mod text;
mod upstream;
mod values;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

pub use click_to_call::ClickToCall;
pub use demo::DemoConfig;
pub use faults::Faults;
pub use identity::IdentityOptions;
pub use journal::JournalKeep;
pub use limits::{LimitOptions, Limits};
pub use linger::{Linger, LingerOptions};
pub use operator::{OperatorConfig, OperatorOptions};
pub use options::Options;
pub use otel::OtelConfig;
pub use paths::API_PREFIX;
pub use push::{PushAddress, PushAuth, PushConfig, PushOptions};
pub use rate::Rate;
pub use rates::{RateLimits, RateOptions};
pub use seal::{SealConfig, SealOptions};
pub use secrets::SealKey;
pub use store::StoreConfig;
pub use text::Text;
pub use upstream::{Timeouts, UpstreamConfig};

use crate::origin::OriginPattern;

/// What the proxy runs with.
#[derive(Debug)]
pub struct Config {
    /// Public listener.
    pub listen: SocketAddr,
    /// Own address as browsers see it.
    pub public_url: Option<Url>,
    /// Listener of `/livez`, `/readyz` and `/metrics`.
    pub admin_listen: SocketAddr,
    /// The operators' listener; `None`: there is none.
    pub operator: Option<OperatorConfig>,
    /// The cloud and the tenant's keys.
    pub upstream: UpstreamConfig,
    /// Seals.
    pub seal: SealConfig,
    /// The key of the site's identity tokens; `None`: all visitors are strangers.
    pub identity_key: Option<SecretString>,
    /// Channels that visitors may use.
    pub channels: BTreeSet<String>,
    /// Origins, besides the own one, that may call.
    pub origins: Vec<OriginPattern>,
    /// What a visitor may send.
    pub limits: Limits,
    /// How often a visitor and an address may call.
    pub rates: RateLimits,
    /// Calls from the page.
    pub click_to_call: ClickToCall,
    /// The cloud's pushes; `None`: there is no webhook.
    pub push: Option<PushConfig>,
    /// Where conversations are kept.
    pub store: StoreConfig,
    /// How much of them.
    pub journal_keep: JournalKeep,
    /// How long the cloud is asked on after the last reader left.
    pub linger: Linger,
    /// How long requests may take to finish after SIGTERM.
    pub drain: Duration,
    /// Filter of the log; `None`: RUST_LOG or the default.
    pub log: Option<String>,
    /// Where spans go; `None`: nowhere.
    pub otel: Option<OtelConfig>,
    /// Folder of the widget's files, instead of the embedded ones.
    pub static_dir: Option<PathBuf>,
    /// Simulator in this process.
    pub demo: Option<DemoConfig>,
    /// Sentences for the log: nothing is wrong, but it may not be meant.
    pub warnings: Vec<String>,
}

impl Config {
    /// Overlays the options on those of their file, and parses the whole.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn parse(options: Options) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut warnings = Vec::new();
        let mut options = options;
        if let Some(path) = options.config.clone() {
            let below = file::read(&path, &mut faults);
            options = options.over(below);
        }

        let listen = values::address(
            "listen",
            options.listen.as_ref(),
            values::LISTEN,
            &mut faults,
        );
        let admin_listen = values::address(
            "admin-listen",
            options.admin_listen.as_ref(),
            values::ADMIN_LISTEN,
            &mut faults,
        );
        let demo = DemoConfig::read(&options, listen, &mut faults);
        let mut upstream = match &demo {
            Some(_) => Some(demo::upstream()),
            None => UpstreamConfig::read(&options, &mut faults),
        };
        match &mut upstream {
            Some(upstream) => upstream.vary(&options, &mut faults),
            // The variants are looked at even so: all faults are told at once.
            None => demo::upstream().vary(&options, &mut faults),
        }
        let public_url = options
            .public_url
            .as_ref()
            .and_then(|url| faults.keep(values::public_url(url)));
        let seal = SealConfig::read(&options.seal, demo.is_some(), &mut warnings, &mut faults);
        let operator = OperatorConfig::read(&options.operator, &mut faults);
        let identity_key = faults.keep(options.identity.read()).flatten();
        let channels = values::channels(&options, demo.as_ref(), &mut faults);
        let origins = values::origins(&options, &mut faults);
        let limits = Limits::read(&options.limits, &mut faults);
        let rates = RateLimits::read(&options.rates, demo.is_some(), &mut faults);
        let push = PushConfig::read(&options.push, public_url.as_ref(), &mut faults);
        let drain = values::duration("drain", options.drain.as_ref(), values::DRAIN, &mut faults);
        let linger = Linger::read(&options.linger, &mut faults);
        let log = options
            .log
            .as_ref()
            .and_then(|filter| faults.keep(values::log(filter)));
        let otel = OtelConfig::read(options.otel_endpoint.as_ref(), &mut warnings, &mut faults);
        let static_dir = options
            .static_dir
            .as_ref()
            .and_then(|folder| faults.keep(values::static_dir(folder)));

        let store = options
            .store
            .as_ref()
            .and_then(|store| faults.keep(StoreConfig::parse(store)))
            .unwrap_or(StoreConfig::Memory);

        let journal_keep = JournalKeep::read(options.journal_keep.as_ref(), &mut faults);

        let click_to_call = options
            .click_to_call
            .as_ref()
            .and_then(|kind| faults.keep(ClickToCall::parse(kind)))
            .unwrap_or_default();

        match (upstream, seal) {
            (Some(upstream), Some(seal)) if faults.is_empty() => Ok(Self {
                listen,
                public_url,
                admin_listen,
                operator,
                upstream,
                seal,
                identity_key,
                channels,
                origins,
                limits,
                rates,
                linger,
                click_to_call,
                push,
                drain,
                log,
                otel,
                static_dir,
                store,
                journal_keep,
                demo,
                warnings,
            }),
            _ => Err(faults),
        }
    }
}
