//! Everything that stands around the visitors: the cloud, the relay in front of the proxy, and the
//! proxy itself.

mod kills;
mod proxy;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use frontdesk_simulator::{
    AgentName, Config, DEMO_CHANNEL, DeskConfig, DownLeg, FaultCounts, Running, WeatherConfig,
    WorldHandle,
};

pub use self::kills::{Kills, time_of_day};
pub use self::proxy::Proxy;
use crate::cli::Options;

/// The stage.
pub struct Stage {
    cloud: Running,
    /// The proxy's own address, without faults between.
    pub direct: String,
    /// Where visitors find the proxy.
    pub public: String,
}

impl Stage {
    /// Starts the cloud and the proxy.
    ///
    /// # Errors
    ///
    /// What could not be started, and why.
    pub async fn build(options: &Options, folder: &Path) -> Result<(Self, Proxy)> {
        let (address, admin) = (free_address()?, free_address()?);
        let direct = format!("http://{address}");
        let cloud = frontdesk_simulator::start(cloud(options, &direct)?)
            .await
            .context("the simulator does not start")?;
        let public = cloud.relay().context("there is no relay")?.url();
        let mut proxy = Proxy::new(&options.proxy, folder, address, admin, &cloud.url());
        proxy.start().await?;
        let stage = Self {
            cloud,
            direct,
            public,
        };
        Ok((stage, proxy))
    }

    /// A hand in the cloud.
    pub fn world(&self) -> WorldHandle {
        self.cloud.world()
    }

    /// The channel that visitors use.
    pub fn channel(&self) -> &'static str {
        DEMO_CHANNEL
    }

    /// The faults that were done, on both legs.
    pub fn faults(&self) -> FaultCounts {
        self.world().faults_done()
    }
}

fn cloud(options: &Options, proxy: &str) -> Result<Config> {
    let visits = usize::try_from(options.visits)?;
    let agents: Result<Vec<AgentName>, _> = (1..=AGENTS)
        .map(|number| format!("Agent {number}").parse())
        .collect();
    Ok(Config {
        // A fault makes a visitor of an application whose answer was lost.
        max_visitors: visits * 3 + 1000,
        ledger: true,
        requests_kept: 1,
        desk: DeskConfig {
            agents: agents?,
            capacity: visits.max(1),
            ..DeskConfig::default()
        },
        weather: WeatherConfig {
            faults: options.faults.clone(),
            seed: Some(options.seed),
            longest_delay: LONGEST_DELAY,
            down: Some(DownLeg {
                listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                to: proxy.to_owned(),
            }),
        },
        ..Config::default()
    })
}

/// An address that nobody has now. Nobody keeps it either: it is taken at once, and again after each
/// kill.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?)
}

/// How many agents there are.
pub const AGENTS: u32 = 50;

/// Shorter than the simulator's own, so that a delay is a fault and no stop.
const LONGEST_DELAY: Duration = Duration::from_secs(1);
