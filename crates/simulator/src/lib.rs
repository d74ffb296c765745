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
mod gateway;
mod handle;
mod quirks;
mod running;
mod server;
mod services;
mod world;

pub use config::{Config, DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_CHANNEL};
pub use handle::WorldHandle;
pub use quirks::{Quirk, Quirks};
pub use running::{Running, StartError, start};
pub use server::record::SeenRequest;
pub use services::{Calls, CallsConfig, FilesConfig, ServicesConfig, SurveyConfig};
pub use world::feedback::Feedback;
pub use world::left::LeftMessage;
pub use world::mode::Mode;
pub use world::ratings::Rating;
pub use world::robot::{Script, ScriptFaults};
pub use world::visitor::Phase;
