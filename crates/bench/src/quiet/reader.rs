//! Visitors who listen, each in their way.

use anyhow::Result;
use reqwest::Client;

use super::desk::Desk;
use crate::visitor::{Visitor, bearer};

/// How somebody listens.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reader {
    /// The vendor's way: a poll on a timer, with the tenant's own keys.
    TimerAtCloud,
    /// The same poll, without a cursor, at the proxy.
    TimerAtProxy,
    /// The proxy's stream.
    Stream,
}

impl Reader {
    /// Opens a conversation, and listens from then on.
    pub(super) async fn start(self, desk: &Desk, name: &str) -> Result<()> {
        let http = Client::builder().no_proxy().build()?;
        let (base, keys) = match self {
            Self::TimerAtCloud => (&desk.cloud, Some(bearer(&http, &desk.cloud).await?)),
            Self::TimerAtProxy | Self::Stream => (&desk.proxy, None),
        };
        let visitor = Visitor::arrive(http, base, keys, name).await?;
        tokio::spawn(async move {
            match self {
                Self::TimerAtCloud | Self::TimerAtProxy => visitor.poll_on_a_timer().await,
                Self::Stream => visitor.follow().await,
            }
        });
        Ok(())
    }
}
