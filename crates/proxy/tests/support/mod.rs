//! What the black-box tests share: a proxy on free ports, a visitor, and a cloud that does as told.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test binary uses a part of it"
)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "a body is written where it is sent"
)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "what is not in an answer fails the test"
)]

pub mod broken;
pub mod cloud;
#[cfg(feature = "otel")]
pub mod collector;
pub mod program;
pub mod push;
pub mod visitor;

use std::time::Duration;

use frontdesk_proxy::config::Timeouts;
use frontdesk_proxy::{Config, Options, Running, spawn};

pub const CHANNEL: &str = frontdesk_simulator::DEMO_CHANNEL;
pub const OTHER_CHANNEL: &str = "999";
pub const APP_KEY: &str = frontdesk_simulator::DEMO_APP_KEY;
pub const APP_SECRET: &str = frontdesk_simulator::DEMO_APP_SECRET;
pub const SHOP: &str = "https://shop.example.com";

/// Limits that a test has where it asks for them.
const RATES: [&str; 4] = [
    "--limit-new-visitors=off",
    "--limit-calls-visitor=off",
    "--limit-calls-address=off",
    "--limit-uploads=off",
];

/// A proxy in this process.
pub struct Proxy {
    pub base: String,
    pub admin: String,
    pub running: Running,
}

impl Proxy {
    /// In front of `upstream`, with flags besides.
    pub async fn start(upstream: &str, flags: &[&str]) -> Self {
        Self::start_with(config(upstream, flags)).await
    }

    pub async fn start_with(config: Config) -> Self {
        let running = spawn(config).await.unwrap();
        let base = format!("http://{}", running.address());
        let admin = format!("http://{}", running.admin_address());
        Self {
            base,
            admin,
            running,
        }
    }
}

/// A configuration for tests: free ports, short times.
pub fn config(upstream: &str, flags: &[&str]) -> Config {
    let mut args = vec![
        "frontdesk-proxy",
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--upstream",
        upstream,
        "--app-key",
        APP_KEY,
        "--app-secret",
        APP_SECRET,
        "--channel",
        CHANNEL,
        "--channel",
        OTHER_CHANNEL,
        "--allow-origin",
        SHOP,
    ];
    args.extend(flags);
    // All visitors of all tests come from one address.
    for rate in RATES {
        let name = rate.trim_end_matches("=off");
        if !flags.iter().any(|flag| flag.starts_with(name)) {
            args.push(rate);
        }
    }
    let mut config = Config::parse(Options::from_args(args).unwrap()).unwrap();
    config.upstream.timeouts = Timeouts {
        connect: Duration::from_millis(500),
        token: Duration::from_millis(500),
        command: Duration::from_millis(500),
        poll: Duration::from_secs(10),
    };
    config
}

pub fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}
