//! The proxy's stream of what comes down: `GET /frontdesk/stream`, server-sent events.
//!
//! By `fetch`, since an EventSource can carry no seal.

mod sse;

use std::time::Duration;

use frontdesk_conversation::{Failure, Heard, Input};
use frontdesk_protocol::{Method, PollResponse};
use js_sys::{JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response, TextDecodeOptions, TextDecoder};

use crate::client::calls::{Asker, Line, read_questions};
use crate::client::clock;
use crate::client::http::{self, Question};
use crate::json;
use sse::{Event, Parser};

/// A sign of life is told no more often than this.
const BEAT: Duration = Duration::from_secs(5);

/// Listens to the end, and says why it ended.
pub(super) async fn listen(asker: &Asker, cursor: &str, line: &Line) -> Failure {
    match hear(asker, cursor, line).await {
        Ok(()) => Failure::Lost,
        Err(failure) => failure,
    }
}

async fn hear(asker: &Asker, cursor: &str, line: &Line) -> Result<(), Failure> {
    let question = Question {
        address: asker.own_address("/stream"),
        method: Method::Get,
        headers: &asker.headers(None, None),
        query: &[("cursor", cursor)],
        body: JsValue::UNDEFINED,
        controller: line.controller(),
    };
    let response = http::begin(question).await?;
    asker.renew_seal(http::renewed(&response));
    let kind = response.headers().get("content-type").ok().flatten();
    if !kind.is_some_and(|kind| kind.starts_with("text/event-stream")) {
        return Err(Failure::Garbage);
    }
    let heard = Ear::open(&response)?.listen(line).await;
    // Whatever still comes is for nobody.
    line.controller().abort();
    heard
}

/// Where bytes become events.
struct Ear {
    reader: ReadableStreamDefaultReader,
    decoder: TextDecoder,
    parser: Parser,
    begun: bool,
    told: f64,
}

impl Ear {
    fn open(response: &Response) -> Result<Self, Failure> {
        let body = response.body().ok_or(Failure::Garbage)?;
        let reader = body.get_reader().dyn_into().map_err(|_| Failure::Garbage)?;
        Ok(Self {
            reader,
            decoder: TextDecoder::new().map_err(|_| Failure::Garbage)?,
            parser: Parser::default(),
            begun: false,
            told: 0.0,
        })
    }

    async fn listen(mut self, line: &Line) -> Result<(), Failure> {
        loop {
            let read = JsFuture::from(self.reader.read()).await;
            let read = read.map_err(|_| Failure::Lost)?;
            if !line.is_up() {
                return Ok(());
            }
            let part = Reflect::get(&read, &"value".into()).unwrap_or_default();
            // Without bytes it is the end.
            let Ok(bytes) = part.dyn_into::<Uint8Array>() else {
                return Ok(());
            };
            let text = self.decode(&bytes)?;
            let events = self.parser.push(&text).map_err(|_| Failure::Garbage)?;
            if events.is_empty() {
                self.beat(line);
            }
            for event in events {
                self.tell(&event, line)?;
            }
        }
    }

    /// A letter whose bytes have not all come waits for the rest.
    fn decode(&self, bytes: &Uint8Array) -> Result<String, Failure> {
        let options = TextDecodeOptions::new();
        options.set_stream(true);
        let bytes: &Object = bytes.unchecked_ref();
        self.decoder
            .decode_with_buffer_source_and_options(bytes, &options)
            .map_err(|_| Failure::Garbage)
    }

    fn beat(&mut self, line: &Line) {
        let now = clock::steady();
        if now - self.told >= BEAT.as_secs_f64() * 1000.0 {
            self.told = now;
            line.say(|id| Input::Heard(id, Heard::Beat));
        }
    }

    fn tell(&mut self, event: &Event, line: &Line) -> Result<(), Failure> {
        self.told = clock::steady();
        if !std::mem::replace(&mut self.begun, true) {
            line.say(|id| Input::Heard(id, Heard::Begun));
        }
        let heard = match event.name.as_str() {
            "message" | "reset" => {
                let batch = JSON::parse(&event.data).map_err(|_| Failure::Garbage)?;
                let mut batch: PollResponse = json::read(batch).ok_or(Failure::Garbage)?;
                read_questions(&mut batch.messages);
                Heard::Batch(batch)
            }
            "superseded" => Heard::Superseded,
            "trouble" => Heard::Trouble,
            "well" => Heard::Well,
            // What a later proxy says is a sign of life.
            _ => Heard::Beat,
        };
        line.say(|id| Input::Heard(id, heard));
        Ok(())
    }
}
