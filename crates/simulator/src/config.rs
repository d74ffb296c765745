//! What the simulator is told before it starts, with every default.

mod desk;
mod services;

use crate::{PushConfig, Quirks, WeatherConfig};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

pub use self::desk::{AgentName, BadAgentName, DeskConfig};
pub use self::services::{Calls, CallsConfig, FilesConfig, ServicesConfig, SurveyConfig};

/// AK of the demonstration. It opens nothing but a simulator.
pub const DEMO_APP_KEY: &str = "demo-app-key-not-a-secret";

/// SK of the demonstration. It opens nothing but a simulator.
pub const DEMO_APP_SECRET: &str = "demo-app-secret-not-a-secret";

/// Channel configuration id of the demonstration, taken from seed 000's examples.
pub const DEMO_CHANNEL: &str = "202303061540344336";

/// Everything that can be set. The default is for tests: any free port, no fictional callers, no
/// words that an agent did not write; [`Config::demo`] is for a person who tries it alone.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; loopback only. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// AK.
    pub app_key: String,
    /// SK.
    pub app_secret: String,
    /// The one channel configuration id that exists.
    pub channel: String,
    /// The longest life that a Bearer is given, whatever `X-Token-Expire` asks for; one hour at
    /// most. Whole seconds, since the answer states it so.
    pub bearer_life: Duration,
    /// Life of a visitor's token; past its half, answers carry a renewed one.
    pub token_life: Duration,
    /// How long a poll is held while there is nothing.
    pub poll_hold: Duration,
    /// How many fictional callers stand in front of somebody who joins an empty queue.
    pub phantoms: usize,
    /// How long it takes until the next fictional caller is served.
    pub phantom_service: Duration,
    /// A session whose visitor does not poll for this long is ended by the system.
    pub session_timeout: Duration,
    /// What `estimateWaitTime` counts for each place in the queue.
    pub wait_per_place: Duration,
    /// What `configMaxcWaitTime` says where [`DeskConfig::queue_timeout`] says nothing. Nobody is
    /// sent away after it.
    pub max_wait: Duration,
    /// Agents, queue and time-outs.
    pub desk: DeskConfig,
    /// What an agent says on accepting somebody, before writing anything, with the agent's name for
    /// `{agent}`; `None`: nothing.
    pub agent_greeting: Option<String>,
    /// How many visitors are known at a time. Whoever has no live session makes room first.
    pub max_visitors: usize,
    /// How many messages wait for one visitor's poll; the oldest is dropped for a newer one.
    pub max_pending: usize,
    /// Which forms of the wire are spoken that the tables do not have.
    pub quirks: Quirks,
    /// Faults and their dice.
    pub weather: WeatherConfig,
    /// Whether all that goes up and down for each visitor is written down, for
    /// [`WorldHandle::ledger`](crate::WorldHandle::ledger). It is not bounded.
    pub ledger: bool,
    /// How many requests [`WorldHandle::requests_seen`](crate::WorldHandle::requests_seen) keeps.
    pub requests_kept: usize,
    /// Robot, files, surveys, calls.
    pub services: ServicesConfig,
    /// Where messages are pushed and how; `None`: nowhere.
    pub push: Option<PushConfig>,
}

impl Config {
    /// For a person who tries it: the documented port, a queue that visibly moves, an agent who
    /// says hello.
    pub fn demo() -> Self {
        Self {
            listen: DEMO_LISTEN,
            phantoms: 2,
            agent_greeting: Some("Hello, this is {agent}. How can I help you?".to_owned()),
            desk: DeskConfig::demo(),
            ..Self::default()
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            app_key: DEMO_APP_KEY.to_owned(),
            app_secret: DEMO_APP_SECRET.to_owned(),
            channel: DEMO_CHANNEL.to_owned(),
            bearer_life: Duration::from_secs(3600),
            token_life: Duration::from_secs(3600),
            poll_hold: Duration::from_secs(5),
            phantoms: 0,
            phantom_service: Duration::from_secs(12),
            session_timeout: Duration::from_secs(600),
            wait_per_place: Duration::from_secs(45),
            max_wait: Duration::from_secs(600),
            desk: DeskConfig::default(),
            agent_greeting: None,
            max_visitors: 10_000,
            max_pending: 500,
            quirks: Quirks::documents(),
            weather: WeatherConfig::default(),
            ledger: false,
            requests_kept: 256,
            services: ServicesConfig::default(),
            push: None,
        }
    }
}

const DEMO_LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8788);
