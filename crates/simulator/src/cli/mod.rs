//! The command line.

mod desk;
mod pushes;
mod services;
mod weather;

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::time::Duration;

use clap::Parser;
use frontdesk_simulator::Config;

/// A stand-in for the contact-centre cloud, for trying and testing.
///
/// It answers the web-client API on this machine, with a robot, a queue that moves, and a page at
/// /console on which you play the agent. Nothing that is sent to it goes anywhere.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    /// The address to listen on; only this machine's own addresses are accepted, and port 0 takes
    /// a free one.
    #[arg(long, value_name = "ADDR", default_value_t = Config::demo().listen)]
    listen: SocketAddr,

    /// The app key that a tenant must show.
    #[arg(long, value_name = "KEY", default_value_t = Config::demo().app_key,
          value_parser = filled)]
    app_key: String,

    /// The app secret that a tenant must show.
    #[arg(long, value_name = "SECRET", default_value_t = Config::demo().app_secret,
          value_parser = filled)]
    app_secret: String,

    /// The channel configuration ID that exists.
    #[arg(long, value_name = "ID", default_value_t = Config::demo().channel,
          value_parser = filled)]
    channel: String,

    /// The longest life that a Bearer is given, in seconds; never more than 3600.
    #[arg(long, value_name = "SECONDS", default_value_t = Config::demo().bearer_life.as_secs(),
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    bearer_life: u64,

    /// The life of a visitor's token in seconds; past half of it, answers carry a new one.
    #[arg(long, value_name = "SECONDS", default_value_t = Config::demo().token_life.as_secs(),
          value_parser = clap::value_parser!(u64).range(1..))]
    token_life: u64,

    /// How many milliseconds a poll is held while there is nothing to hand out.
    #[arg(long, value_name = "MS", default_value_t = 5000,
          value_parser = clap::value_parser!(u64).range(..=60_000))]
    poll_hold_ms: u64,

    /// How many fictional callers stand in front of a visitor who asks for a person.
    #[arg(long, value_name = "N", default_value_t = 2,
          value_parser = clap::value_parser!(u8).range(..=50))]
    phantoms: u8,

    /// How many seconds it takes to serve one fictional caller.
    #[arg(long, value_name = "SECONDS", default_value_t = Config::demo().phantom_service.as_secs(),
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    phantom_seconds: u64,

    /// After how many seconds without a poll the system ends a session.
    #[arg(long, value_name = "SECONDS", default_value_t = Config::demo().session_timeout.as_secs(),
          value_parser = clap::value_parser!(u64).range(1..))]
    session_timeout: u64,

    /// How many visitors are known at a time, at least one.
    #[arg(long, value_name = "N", default_value_t = at_least_one(Config::demo().max_visitors))]
    max_visitors: NonZeroUsize,

    /// How many messages wait for one visitor's poll before the oldest is dropped, at least one.
    #[arg(long, value_name = "N", default_value_t = at_least_one(Config::demo().max_pending))]
    max_pending: NonZeroUsize,

    #[command(flatten)]
    desk: desk::Desk,

    #[command(flatten)]
    services: services::Services,

    #[command(flatten)]
    weather: weather::Weather,

    #[command(flatten)]
    pushes: pushes::Pushes,
}

impl Cli {
    /// What was asked for.
    ///
    /// # Errors
    ///
    /// Names the flags that do not go together, or what does not fit in one.
    pub(crate) fn into_config(self) -> Result<Config, String> {
        let mut config = Config {
            listen: self.listen,
            app_key: self.app_key,
            app_secret: self.app_secret,
            channel: self.channel,
            bearer_life: Duration::from_secs(self.bearer_life),
            token_life: Duration::from_secs(self.token_life),
            poll_hold: Duration::from_millis(self.poll_hold_ms),
            phantoms: self.phantoms.into(),
            phantom_service: Duration::from_secs(self.phantom_seconds),
            session_timeout: Duration::from_secs(self.session_timeout),
            max_visitors: self.max_visitors.get(),
            max_pending: self.max_pending.get(),
            ..Config::demo()
        };
        self.desk.apply(&mut config)?;
        self.services.apply(&mut config);
        self.weather.apply(&mut config)?;
        self.pushes.apply(&mut config);
        Ok(config)
    }
}

fn filled(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err("it must not be empty".to_owned());
    }
    Ok(text.to_owned())
}

fn at_least_one(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap_or(NonZeroUsize::MIN)
}
