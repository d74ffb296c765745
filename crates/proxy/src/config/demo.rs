//! The demonstration: a simulator in this process, fixed keys, loopback only.

use std::net::{Ipv4Addr, SocketAddr};

use http::uri::{Authority, Scheme};

use super::faults::Faults;
use super::options::Options;
use super::upstream::UpstreamConfig;
use super::values;

/// What the demonstration runs with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoConfig {
    /// Where the simulator and its console listen.
    pub simulator_listen: SocketAddr,
    /// The channel of visitors where none is configured.
    pub channel: String,
}

impl DemoConfig {
    /// `None` where no demonstration is asked for, or where it is refused.
    pub(super) fn read(options: &Options, listen: SocketAddr, faults: &mut Faults) -> Option<Self> {
        let wanted = options
            .demo
            .as_ref()
            .and_then(|flag| faults.keep(flag.flag("demo")));
        if !wanted.unwrap_or_default() {
            if options.demo_simulator_listen.is_some() {
                faults.add("`--demo-simulator-listen` means nothing without `--demo`.");
            }
            return None;
        }
        if !cfg!(feature = "demo") {
            faults.add("`--demo` is not in this build; build with `--features demo`.");
        }
        let real = [
            ("upstream", options.upstream.is_some()),
            ("app-key", options.app_key.is_some()),
            ("app-secret", options.app_secret.is_some()),
            ("app-secret-file", options.app_secret_file.is_some()),
        ];
        for (flag, _) in real.into_iter().filter(|(_, given)| *given) {
            faults.add(format!(
                "`--demo` stands beside `--{flag}`; a demonstration has fixed keys and no real \
                 upstream: leave one of the two out."
            ));
        }
        let simulator_listen = values::address(
            "demo-simulator-listen",
            options.demo_simulator_listen.as_ref(),
            SIMULATOR_LISTEN,
            faults,
        );
        for (flag, address) in [
            ("listen", listen),
            ("demo-simulator-listen", simulator_listen),
        ] {
            if !address.ip().is_loopback() {
                faults.add(format!(
                    "`--demo` with `--{flag} {address}` would show a demonstration to the network; \
                     listen on 127.0.0.1."
                ));
            }
        }
        Some(Self {
            simulator_listen,
            channel: fixed::CHANNEL.to_owned(),
        })
    }
}

/// The simulator as upstream. Its port is filled in once it listens.
pub(super) fn upstream() -> UpstreamConfig {
    UpstreamConfig::new(
        Scheme::HTTP,
        Authority::from_static("127.0.0.1"),
        fixed::APP_KEY.to_owned(),
        fixed::APP_SECRET.into(),
    )
}

const SIMULATOR_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8788);

#[cfg(feature = "demo")]
mod fixed {
    pub(super) use frontdesk_simulator::{
        DEMO_APP_KEY as APP_KEY, DEMO_APP_SECRET as APP_SECRET, DEMO_CHANNEL as CHANNEL,
    };
}

/// Without the simulator nothing of it is known, and `--demo` is refused.
#[cfg(not(feature = "demo"))]
mod fixed {
    pub(super) const APP_KEY: &str = "";
    pub(super) const APP_SECRET: &str = "";
    pub(super) const CHANNEL: &str = "";
}
