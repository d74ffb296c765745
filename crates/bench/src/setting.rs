//! How a measured proxy and its cloud stand to each other.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::Result;
use frontdesk_protocol::push::PushKey;
use frontdesk_simulator::{
    Config as Simulator, DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_CHANNEL, PushAuth, PushConfig,
    PushSigning, Running,
};

/// The proxy's address, and how it hears of messages.
pub(crate) struct Setting {
    address: SocketAddr,
    /// How long the cloud holds a poll while there is nothing.
    hold: Duration,
    /// Whether the cloud pushes.
    pushes: bool,
}

impl Setting {
    pub(crate) fn new(address: SocketAddr, hold: Duration, pushes: bool) -> Self {
        Self {
            address,
            hold,
            pushes,
        }
    }

    /// The proxy's address as others write it.
    pub(crate) fn proxy(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Starts the simulated cloud in this process.
    pub(crate) async fn cloud(&self) -> Result<Running> {
        let push = if self.pushes {
            let signing = PushSigning::new(PushKey::new(PUSH_KEY)?);
            let to = self.proxy().parse()?;
            Some(PushConfig::new(to, PushAuth::Signature(signing)))
        } else {
            None
        };
        let simulator = Simulator {
            poll_hold: self.hold,
            max_visitors: MOST_VISITORS,
            push,
            ..Simulator::default()
        };
        Ok(frontdesk_simulator::start(simulator).await?)
    }

    /// The proxy's flags in front of that cloud.
    pub(crate) fn flags(&self, cloud: &str) -> Vec<String> {
        let address = self.address.to_string();
        let push_url = format!("{}/webhooks/v1/messages", self.proxy());
        let mut flags = vec!["--listen", &address];
        flags.extend(["--upstream", cloud]);
        flags.extend(["--app-key", DEMO_APP_KEY, "--app-secret", DEMO_APP_SECRET]);
        flags.extend(["--channel", DEMO_CHANNEL]);
        if self.pushes {
            flags.extend(["--push-auth=signature", "--push-key", PUSH_KEY]);
            flags.extend(["--push-public-url", &push_url, "--safety-poll=30s"]);
        }
        flags.into_iter().map(str::to_owned).collect()
    }
}

/// An address of this machine that nobody uses now.
pub(crate) fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// It opens nothing but a simulator.
const PUSH_KEY: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

/// None of the measurements has more.
const MOST_VISITORS: usize = 50_000;
