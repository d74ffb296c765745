//! A visitor's poll: what is journaled, else one long poll of the cloud, shared by all readers.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use frontdesk_protocol::{DownlinkMessage, PollRequest, ResultCode, SourceType};
use serde_json::value::RawValue;
use tokio::time::{Instant, sleep_until};

use super::Session;
use crate::record::{From, Reading};
use crate::serve::Draining;
use crate::store::StoreDown;
use crate::sync::Landing;
use crate::upstream::{CHANNEL, Fault, NotAnswered, OnBehalf, PollFailed, Upstream};

/// What the cloud said beside the messages.
#[derive(Debug, Clone)]
pub(crate) struct PollReport {
    pub(crate) code: Option<ResultCode>,
    pub(crate) description: Option<String>,
}

/// Why a reader gets nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoPoll {
    /// The cloud gave no answer.
    Cloud(NotAnswered),
    /// The store does not work, so nothing may be taken from the cloud.
    Store(StoreDown),
}

impl std::convert::From<NotAnswered> for NoPoll {
    fn from(fault: NotAnswered) -> Self {
        Self::Cloud(fault)
    }
}

impl std::convert::From<StoreDown> for NoPoll {
    fn from(down: StoreDown) -> Self {
        Self::Store(down)
    }
}

/// What a reader gets after at most the time that a poll is held.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) reading: Reading,
    /// Only where the cloud refused to be polled and nothing is journaled.
    pub(crate) report: Option<PollReport>,
}

impl Held {
    fn plain(reading: Reading) -> Self {
        Self {
            reading,
            report: None,
        }
    }
}

impl Session {
    /// What follows a place, waiting for it while there is nothing.
    pub(crate) async fn poll(
        self: &Arc<Self>,
        from: &From,
        upstream: &Upstream,
        behalf: &OnBehalf,
        mut draining: Draining,
    ) -> Result<Held, NoPoll> {
        let start = Instant::now();
        let mut changes = self.store.changes(&self.who).await?;

        let reading = self.store.read(&self.who, from).await?;
        if !reading.messages.is_empty() || reading.reset {
            return Ok(Held::plain(reading));
        }
        let end = start + HOLD;
        let landing = loop {
            if draining.is_on() {
                return Ok(Held::plain(self.store.read(&self.who, from).await?));
            }
            // Looked at in turns: what wakes readers wakes for a CONNECT too.
            let due = if self.store.visit(&self.who).await?.connected {
                match self.ask(upstream, behalf) {
                    Ok(landing) => break landing,
                    Err(due) => due,
                }
            } else {
                end
            };
            let on = tokio::select! {
                biased;
                // First, so that the end finds no new flight.
                () = draining.begun() => false,
                woken = changes.changed() => woken.is_ok(),
                () = sleep_until(due.min(end)) => due < end,
            };
            let reading = self.store.read(&self.who, from).await?;
            if !on || !reading.messages.is_empty() {
                return Ok(Held::plain(reading));
            }
        };
        // At the end of service the reader waits on: the cloud hands out what the flight brings once,
        // and nobody but its readers can still be given it.
        let mut limit = end + GRACE;
        let landed = async {
            let mut ending = false;
            let mut landing = pin!(landing.result());
            loop {
                tokio::select! {
                    biased;
                    result = &mut landing => return Some(result.unwrap_or(Err(NoPoll::Cloud(Fault::Down.into())))),
                    _ = changes.changed() => return None,
                    () = draining.begun(), if !ending => {
                        ending = true;
                        limit = Instant::now() + HOLD + GRACE;
                    }
                    () = sleep_until(limit) => return None,
                }
            }
        };
        let Some(result) = landed.await else {
            return Ok(Held::plain(self.store.read(&self.who, from).await?));
        };
        let reading = self.store.read(&self.who, from).await?;
        if !reading.messages.is_empty() {
            return Ok(Held::plain(reading));
        }
        let report = result?;
        if report
            .code
            .as_ref()
            .is_some_and(|code| *code != ResultCode::Success)
        {
            return Ok(Held {
                reading,
                report: Some(report),
            });
        }
        // A cloud that does not hold its polls must not be asked in a loop without a pause.
        tokio::select! {
            _ = changes.changed() => {}
            () = draining.begun() => {}
            () = sleep_until(start + PAUSE) => {}
        }
        Ok(Held::plain(self.store.read(&self.who, from).await?))
    }

    /// The poll of the cloud that is under way, or a new one.
    ///
    /// # Errors
    /// When the next one is due, where the cloud pushes and that is not now.
    pub(super) fn ask(
        self: &Arc<Self>,
        upstream: &Upstream,
        behalf: &OnBehalf,
    ) -> Result<Landing<Result<PollReport, NoPoll>>, Instant> {
        if let Some(landing) = self.poll.under_way() {
            return Ok(landing);
        }
        self.pace.turn(Instant::now())?;
        let fetch = || fetch(self.clone(), upstream.clone(), behalf.clone());
        Ok(self.poll.join(fetch))
    }
}

/// One poll of the cloud. It hands out each message once, so it runs to its end and into the
/// journal whether or not anybody still waits for it.
async fn fetch(
    session: Arc<Session>,
    upstream: Upstream,
    behalf: OnBehalf,
) -> Result<PollReport, NoPoll> {
    let result = fetch_once(&session, &upstream, &behalf).await;
    if result.is_err() {
        // Readers are told so, and come back at their own pace until it is well again.
        session.pace.hurry();
    }
    result
}

async fn fetch_once(
    session: &Session,
    upstream: &Upstream,
    behalf: &OnBehalf,
) -> Result<PollReport, NoPoll> {
    // What the cloud hands out is gone there: it must not be asked for what cannot be kept.
    session.keep_held().await?;
    session.store.check().await?;
    session.repair(upstream, behalf).await?;
    let request = PollRequest {
        receiver_id: Some(behalf.user_id.as_str().to_owned()),
        channel: Some(CHANNEL.to_owned()),
        // For all readers: a receipt is no harm to one who has no use for it.
        need_read: true,
        cursor: None,
    };
    let answer = match upstream.poll(behalf, &request).await {
        Ok(answer) => answer,
        Err(PollFailed { why, lost }) => {
            if let Some(lost) = lost {
                session.lost(lost).await;
            }
            return Err(why.into());
        }
    };
    if answer.messages.iter().any(|message| is_agents(message)) {
        session.agent_spoke();
    }
    session.keep(answer.messages).await?;
    Ok(PollReport {
        code: answer.code,
        description: answer.description,
    })
}

fn is_agents(message: &RawValue) -> bool {
    serde_json::from_str::<DownlinkMessage>(message.get())
        .is_ok_and(|message| message.source == Some(SourceType::Agent))
}

/// As long as the cloud itself holds a poll.
const HOLD: Duration = Duration::from_secs(5);

/// What a cloud may take beyond that before its readers are answered without it. It is asked on.
const GRACE: Duration = Duration::from_secs(1);

/// An empty answer is not given sooner.
const PAUSE: Duration = Duration::from_secs(1);
