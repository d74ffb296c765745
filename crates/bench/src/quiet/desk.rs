//! A simulated cloud with a proxy in front of it.

use std::time::Duration;

use anyhow::Result;
use frontdesk_protocol::{
    ApplyToken, CheckCalls, Endpoint, Poll, QueryQueueInfo, Send, TokenByAkSk,
};
use frontdesk_proxy::{Config, Options, Running, spawn};

use crate::setting::{Setting, free_address};

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
        let address = free_address()?;
        let setting = Setting::new(address, hold, pushes);
        let simulator = setting.cloud().await?;
        let cloud = simulator.url();
        let args = setting.flags(&cloud);
        let fixed = ["frontdesk-proxy", "--admin-listen=127.0.0.1:0"].map(str::to_owned);
        let args = fixed.into_iter().chain(args);
        let config = Config::parse(Options::from_args(args)?);
        let running = spawn(config.map_err(|faults| anyhow::anyhow!("{faults}"))?).await?;
        let proxy = setting.proxy();
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

/// Everything that a listening visitor can make anybody ask.
const CALLS: [&str; 6] = [
    TokenByAkSk::PATH,
    ApplyToken::PATH,
    Send::PATH,
    Poll::PATH,
    QueryQueueInfo::PATH,
    CheckCalls::PATH,
];
