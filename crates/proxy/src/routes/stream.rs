//! `/frontdesk/stream`: what comes for the visitor, as server-sent events.
//!
//! An event's data is a poll's answer, and its id the cursor after it. The first one says where the
//! stream begins. Nothing is queued: what a slow client does not take stays in the store.

use std::convert::Infallible;
use std::pin::pin;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use frontdesk_protocol::{PollEnvelope, PollRequest, ResultCode};
use futures_util::stream::unfold;
use http::HeaderMap;
use serde_json::value::RawValue;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::denied::Denied;
use super::visitor::Visitor;
use crate::app::App;
use crate::record::{Cursor, From, Reading};
use crate::refusal::{Reason, Refusal};
use crate::session::{Held, NoPoll, PollReport, Reader};

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    query: Result<Query<PollRequest>, axum::extract::rejection::QueryRejection>,
) -> Result<impl IntoResponse, Denied> {
    let Query(request) = query.map_err(|_| Refusal::invalid("The query", "is not understood"))?;
    let last = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok());
    let from = match last.or(request.cursor.as_deref()) {
        None | Some("") => From::Beginning,
        Some(text) => Cursor::parse(text).map_or(From::Strange, From::Cursor),
    };
    visitor.recall(&app).await?;
    let behalf = visitor.on_behalf();
    let session = &visitor.session;
    let reader = session.reader(app.upstream(), &behalf, app.linger(), app.draining());
    let stream = Stream {
        superseded: session.streams.open(app.limits().streams),
        until: Instant::now() + age(),
        heard: Instant::now(),
        begun: false,
        troubled: false,
        refusal: None,
        refusals: 0,
        from,
        app,
        visitor,
        _reader: reader,
    };
    let headers = [("x-accel-buffering", "no")];
    Ok((headers, Sse::new(unfold(Some(stream), next))))
}

struct Stream {
    app: App,
    visitor: Visitor,
    from: From,
    superseded: oneshot::Receiver<()>,
    until: Instant,
    /// When the client was last told anything.
    heard: Instant,
    begun: bool,
    /// Whether the client was told that the cloud cannot be reached.
    troubled: bool,
    /// The code with which the cloud refuses to be polled, once the client was told.
    refusal: Option<ResultCode>,
    /// Polls that the cloud refused one after another.
    refusals: u32,
    _reader: Reader,
}

/// The next event, and the stream after it; `None` ends it.
async fn next(stream: Option<Stream>) -> Option<(Result<Event, Infallible>, Option<Stream>)> {
    let mut stream = stream?;
    loop {
        if stream.app.draining().is_on() || Instant::now() > stream.until {
            return None;
        }
        let session = stream.visitor.session.clone();
        if !std::mem::replace(&mut stream.begun, true) {
            // At once, with nothing if need be: the client knows from here on where it stands.
            let reading = session
                .store()
                .read(&session.who, &stream.from)
                .await
                .ok()?;
            if reading.reset && matches!(stream.from, From::Cursor(_)) {
                // As with a poll: whoever holds a place of another epoch had connected before a
                // restart of the proxy.
                session.connect().await.ok()?;
            }
            return Some((Ok(stream.tell(reading)), Some(stream)));
        }
        let behalf = stream.visitor.on_behalf();
        let (upstream, draining) = (stream.app.upstream().clone(), stream.app.draining());
        let polled = {
            let mut poll = pin!(session.poll(&stream.from, &upstream, &behalf, draining));
            tokio::select! {
                polled = &mut poll => Some(polled),
                _ = &mut stream.superseded => None,
            }
        };
        let event = match polled {
            None => return Some((Ok(Event::default().event("superseded").data("{}")), None)),
            Some(Ok(held)) if !held.reading.messages.is_empty() || held.reading.reset => {
                stream.troubled = false;
                stream.is_well();
                stream.tell(held.reading)
            }
            Some(Ok(Held {
                reading,
                report: Some(report),
            })) => {
                // Such an answer comes at once: the cloud must not be asked in a loop.
                stream.rest().await;
                if stream.refusal == report.code {
                    continue;
                }
                stream.refusal.clone_from(&report.code);
                stream.tell_refusal(reading, report)
            }
            Some(Ok(_)) if stream.troubled => {
                stream.troubled = false;
                Event::default().event("well").data("{}")
            }
            Some(Ok(_)) if stream.heard.elapsed() >= HEARTBEAT => {
                stream.is_well();
                Event::default().comment("")
            }
            Some(Ok(_)) => {
                stream.is_well();
                continue;
            }
            Some(Err(no_poll)) => {
                tokio::time::sleep(PAUSE).await;
                if std::mem::replace(&mut stream.troubled, true) {
                    continue;
                }
                Event::default()
                    .event("trouble")
                    .data(format!("{:?}", reason(no_poll).as_str()))
            }
        };
        stream.heard = Instant::now();
        return Some((Ok(event), Some(stream)));
    }
}

impl Stream {
    /// What was read, as an event; from here the stream goes on.
    fn tell(&mut self, reading: Reading) -> Event {
        let success = PollReport {
            code: Some(ResultCode::Success),
            description: None,
        };
        self.tell_refusal(reading, success)
    }

    /// What the cloud says in place of messages, as a poll would hand it down.
    fn tell_refusal(&mut self, reading: Reading, report: PollReport) -> Event {
        let cursor = reading.cursor.to_string();
        let kind = if reading.reset { "reset" } else { "message" };
        self.from = From::Cursor(reading.cursor);
        let envelope: PollEnvelope<Box<RawValue>> = PollEnvelope {
            code: report.code,
            description: report.description,
            messages: reading.messages,
            cursor: Some(cursor.clone()),
            reset: reading.reset,
        };
        let data = serde_json::to_string(&envelope).unwrap_or_default();
        // Between the parts of raw JSON there may be line breaks; inside its strings there are none.
        let data = data.replace(['\r', '\n'], " ");
        Event::default().event(kind).id(cursor).data(data)
    }
}

impl Stream {
    /// The cloud answers polls.
    fn is_well(&mut self) {
        self.refusal = None;
        self.refusals = 0;
    }

    /// Waits after a refused poll, longer each time.
    async fn rest(&mut self) {
        let pause = PAUSE.saturating_mul(self.refusals).min(LONGEST_PAUSE);
        self.refusals = self.refusals.saturating_add(1);
        let mut draining = self.app.draining();
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = draining.begun() => {}
        }
    }
}

fn reason(no_poll: NoPoll) -> Reason {
    match no_poll {
        NoPoll::Cloud(not_answered) => not_answered.reason(),
        NoPoll::Store(_) => Reason::StoreDown,
    }
}

/// Streams that began together must not end together.
fn age() -> Duration {
    let spread = getrandom::u32().unwrap_or_default() % SPREAD_SECONDS;
    LEAST_AGE + Duration::from_secs(spread.into())
}

const LAST_EVENT_ID: &str = "last-event-id";
const HEARTBEAT: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
const LEAST_AGE: Duration = Duration::from_secs(10 * 60);
const SPREAD_SECONDS: u32 = 10 * 60;
