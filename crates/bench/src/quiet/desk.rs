//! A simulated cloud with a proxy in front of it.

use std::net::TcpListener;
use std::time::Duration;

use anyhow::Result;
use frontdesk_protocol::push::PushKey;
use frontdesk_protocol::{
    ApplyToken, CheckCalls, Endpoint, Poll, QueryQueueInfo, Send, TokenByAkSk,
};
use frontdesk_proxy::{Config, Options, Running, spawn};
use frontdesk_simulator::{
    Config as Simulator, DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_CHANNEL, PushAuth, PushConfig,
    PushSigning,
};

/// Both, in this process, on free ports.
pub(super) struct Desk {
    pub(super) cloud: String,
    pub(super) proxy: String,
    simulator: frontdesk_simulator::Running,
    _running: Running,
}

impl Desk {
    pub(super) async fn start(hold: Duration, pushes: bool) -> Result<Self> {
        // Each has to know the other's address before it starts.
        let free = TcpListener::bind("127.0.0.1:0")?;
        let address = free.local_addr()?;
        drop(free);
        let proxy = format!("http://{address}");
        let push = if pushes {
            let signing = PushSigning::new(PushKey::new(PUSH_KEY)?);
            let to = proxy.parse()?;
            Some(PushConfig::new(to, PushAuth::Signature(signing)))
        } else {
            None
        };
        let simulator = frontdesk_simulator::start(Simulator {
            poll_hold: hold,
            push,
            ..Simulator::default()
        })
        .await?;
        let cloud = simulator.url();
        let running = spawn(config(&cloud, &proxy, &address.to_string(), pushes)?).await?;
        Ok(Self {
            cloud,
            proxy,
            simulator,
            _running: running,
        })
    }

    /// What the cloud was asked so far.
    pub(super) fn requests(&self) -> u64 {
        let world = self.simulator.world();
        CALLS.iter().map(|call| world.calls(call)).sum()
    }
}

fn config(cloud: &str, proxy: &str, address: &str, pushes: bool) -> Result<Config> {
    let push_url = format!("{proxy}/webhooks/v1/messages");
    let mut args = vec![
        "frontdesk-proxy",
        "--listen",
        address,
        "--admin-listen=127.0.0.1:0",
        "--upstream",
        cloud,
        "--app-key",
        DEMO_APP_KEY,
        "--app-secret",
        DEMO_APP_SECRET,
        "--channel",
        DEMO_CHANNEL,
    ];
    if pushes {
        args.extend([
            "--push-auth=signature",
            "--push-key",
            PUSH_KEY,
            "--push-public-url",
            &push_url,
            "--safety-poll=30s",
        ]);
    }
    let config = Config::parse(Options::from_args(args)?);
    config.map_err(|faults| anyhow::anyhow!("{faults}"))
}

/// It opens nothing but a simulator.
const PUSH_KEY: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

/// Everything that a listening visitor can make anybody ask.
const CALLS: [&str; 6] = [
    TokenByAkSk::PATH,
    ApplyToken::PATH,
    Send::PATH,
    Poll::PATH,
    QueryQueueInfo::PATH,
    CheckCalls::PATH,
];
