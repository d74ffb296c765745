//! A stand-in for the contact-centre cloud, for trying and testing.
//!
//! It answers the web-client API over real HTTP as the documents' own examples do, holds the world
//! behind it (visitors, a robot, a queue that moves, agents), lets an agent's messages in through
//! the agent gateway, and has a page, `/console`, on which a person plays the agent. It listens on
//! loopback only.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), frontdesk_simulator::StartError> {
//! use frontdesk_simulator::{Config, Mode, start};
//!
//! let running = start(Config::default()).await?;
//! running.world().set_mode(Mode::Down);
//! assert_eq!(running.world().calls("/send"), 0);
//! running.stop().await;
//! # Ok(())
//! # }
//! ```

mod api;
mod config;
mod console;
mod faults;
mod gateway;
mod handle;
mod loopback;
mod push;
mod quirks;
mod running;
mod scenario;
mod server;
mod weather;
mod world;

pub use config::{
    AgentName, BadAgentName, Calls, CallsConfig, Config, DEMO_APP_KEY, DEMO_APP_SECRET,
    DEMO_CHANNEL, DeskConfig, FilesConfig, ServicesConfig, SurveyConfig,
};
pub use faults::{
    FaultCounts, FaultKind, FaultSpec, Leg, RelayConfig, RelayError, RunningRelay, start_relay,
};
pub use handle::WorldHandle;
pub use push::{
    HeaderWord, HeaderWordError, PublicAddress, PushAddressError, PushAuth, PushConfig, PushCounts,
    PushSigning, PushTarget, SignedHeaders,
};
pub use quirks::{Quirk, Quirks};
pub use running::{Running, StartError, start};
pub use scenario::Scenario;
pub use server::record::SeenRequest;
pub use weather::{DownLeg, WeatherConfig};
pub use world::desk::agents::{AgentId, BadAgentId};
pub use world::desk::refusal::DeskRefusal;
pub use world::feedback::Feedback;
pub use world::ledger::{Handing, Heard, Ledger, Told};
pub use world::left::LeftMessage;
pub use world::mode::Mode;
pub use world::phase::Phase;
pub use world::ratings::Rating;
pub use world::robot::{Script, ScriptFaults};
