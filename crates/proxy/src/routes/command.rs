//! Commands, each carried once: a repeat under the same id gets the first one's end.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_protocol::{Answer, ResultCode};
use http::header::HeaderMap;
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::time::{Instant, sleep_until};

use super::denied::Denied;
use super::visitor::Visitor;
use crate::record::{Begin, End, Print};
use crate::refusal::{Reason, Refusal};
use crate::seal;
use crate::session::Session;
use crate::sync::to_the_end;
use crate::upstream::{NotAnswered, Whole};

/// A command that may be a repeat.
pub(super) struct Command {
    /// `None`: it cannot be told from others, and is carried.
    id: Option<String>,
    print: Print,
    /// The epoch under which the caller began it; only a repeat says so.
    epoch: Option<String>,
}

impl Command {
    /// Of a route; `id` is the id that the body holds, else `Idempotency-Key` counts. `what` is all
    /// that makes it another command, and nothing that a repeat may change.
    pub(super) fn new(
        route: &str,
        id: Option<&str>,
        what: &impl Serialize,
        headers: &HeaderMap,
    ) -> Result<Self, Refusal> {
        let id = match id {
            Some(id) => Some(id.to_owned()),
            None => idempotency_key(headers)?,
        };
        let what = serde_json::to_vec(what).unwrap_or_default();
        Ok(Self {
            id: id.map(|id| format!("{route} {id}")),
            print: Print::of(&what),
            epoch: word(headers, EPOCH)?,
        })
    }

    /// Carries it, or says how the first one ended. It runs to its end also when the caller goes.
    pub(super) async fn carry<A, W>(
        self,
        visitor: &Visitor,
        work: W,
    ) -> Result<Box<RawValue>, Denied>
    where
        A: Answer + Serialize + Send + 'static,
        W: Future<Output = Result<Whole<A>, NotAnswered>> + Send + 'static,
    {
        let session = visitor.session.clone();
        let carried = to_the_end(async move { self.run(&session, work).await }).await;
        carried.unwrap_or(Err(Reason::OutcomeUnknown.into()))
    }

    async fn run<A, W>(self, session: &Arc<Session>, work: W) -> Result<Box<RawValue>, Denied>
    where
        A: Answer + Serialize,
        W: Future<Output = Result<Whole<A>, NotAnswered>>,
    {
        let Some(id) = &self.id else {
            return Ok(json(work.await?)?);
        };
        if let Some(first) = self.first(session, id).await? {
            return Ok(first);
        }
        let result = work.await;
        let accepted = match &result {
            Ok(Whole { answer, .. }) => answer
                .code()
                .is_none_or(|code| *code == ResultCode::Success),
            Err(_) => false,
        };
        let unknown = matches!(&result, Err(not_answered) if not_answered.may_be_carried());
        let result = result
            .map_err(Denied::from)
            .and_then(|whole| Ok(json(whole)?));
        let end = match &result {
            Ok(answer) if accepted => End::Accepted(answer.get().into()),
            _ if unknown || accepted => End::Unknown,
            _ => End::Refused,
        };
        let (store, who) = (session.store(), &session.who);
        if store.end(who, id, end, seal::Instant::now()).await.is_err() {
            // It stands as under way, which after a restart is unknown: never carried twice.
            tracing::error!("how a command ended cannot be stored");
        }
        result
    }

    /// How the first one ended, having waited for it; `None`: this is the first.
    async fn first(&self, session: &Session, id: &str) -> Result<Option<Box<RawValue>>, Denied> {
        let (store, who) = (session.store(), &session.who);
        if let Some(epoch) = &self.epoch
            && store.epoch(who).await?.as_str() != epoch
        {
            // What was known of the first one is forgotten.
            return Err(Reason::OutcomeUnknown.into());
        }
        let mut changes = store.changes(who).await?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            match store
                .begin(who, id, self.print, seal::Instant::now())
                .await?
            {
                Begin::Carry => return Ok(None),
                Begin::Again(answer) => {
                    let answer = RawValue::from_string(answer.into());
                    return answer.map(Some).map_err(|_| Reason::OutcomeUnknown.into());
                }
                Begin::Unknown => return Err(Reason::OutcomeUnknown.into()),
                Begin::Other => return Err(Reason::MessageId.into()),
                Begin::Wait => tokio::select! {
                    _ = changes.changed() => {}
                    () = sleep_until(deadline) => return Err(Reason::UpstreamTimeout.into()),
                },
            }
        }
    }
}

fn json<A: Serialize>(answer: Whole<A>) -> Result<Box<RawValue>, Reason> {
    answer.into_json().map_err(|_| Reason::OutcomeUnknown)
}

/// The id that a caller gives a command whose body holds none.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    word(headers, IDEMPOTENCY_KEY)
}

/// A header that holds a short word.
fn word(headers: &HeaderMap, name: &str) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get(name) else {
        return Ok(None);
    };
    let word = value.to_str().ok().filter(|word| {
        (1..=WORD_CHARS).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_graphic())
    });
    match word {
        Some(word) => Ok(Some(word.to_owned())),
        None => Err(Refusal::invalid(
            name,
            format!("is not a word of 1 to {WORD_CHARS} visible ASCII characters"),
        )),
    }
}

const IDEMPOTENCY_KEY: &str = "idempotency-key";
const EPOCH: &str = "frontdesk-epoch";
const WORD_CHARS: usize = 64;

/// How long a repeat waits for the first, longer than any command takes.
const PATIENCE: Duration = Duration::from_secs(30);
