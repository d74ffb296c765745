//! A file on its way down. The conversation knows nothing of it: whoever shows the file asks for it,
//! and gives it up by letting go.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use frontdesk_conversation::{Call, Failure, Refusal};
use frontdesk_protocol::{Answer, DownloadFile, DownloadRequest, DownloadResponse, Endpoint};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Blob};

use super::command::{Asker, as_json};
use super::files::Files;
use crate::client::http::{self, Question};
use crate::client::refuge::{AtDeath, Refuge, function_of};
use crate::json;

/// A file of some mebibytes over a slow line takes minutes.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(180);

/// What became of it.
pub(crate) enum Fetched {
    /// The file, of no type: what it says of itself is not to be believed.
    File(Blob),
    /// It lies at this address; hostile, but one of `https`.
    Elsewhere(String),
    /// Nobody will get it again.
    Gone,
    /// It may come another time.
    Failed,
}

/// A file that is waited for. Dropping it gives it up: nothing more is heard.
#[must_use]
pub(crate) struct Fetching {
    hear: Hear,
    controller: Option<AbortController>,
    _at_death: Option<AtDeath>,
}

type Hear = Rc<Cell<Option<Box<dyn FnOnce(Fetched)>>>>;

impl Drop for Fetching {
    fn drop(&mut self) {
        self.hear.take();
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

pub(super) fn begin(
    asker: Asker,
    files: Rc<Files>,
    refuge: &Refuge,
    request: DownloadRequest,
    hear: Box<dyn FnOnce(Fetched)>,
) -> Fetching {
    let hear: Hear = Rc::new(Cell::new(Some(hear)));
    // Every browser with WebAssembly has it.
    let controller = AbortController::new().ok();
    let abort = controller.as_ref().map(JsValue::from);
    let abort = abort.and_then(|controller| function_of(&controller, "abort"));
    let fetching = Fetching {
        hear: Rc::clone(&hear),
        controller: controller.clone(),
        _at_death: abort.map(|abort| refuge.on_death(abort)),
    };
    spawn_local(async move {
        let own = request.file_id.as_deref().and_then(|id| files.sent(id));
        let fetched = match (own, controller) {
            (Some(file), _) => Fetched::File(file.into()),
            (None, Some(controller)) => read(ask(&asker, &request, &controller).await),
            (None, None) => Fetched::Failed,
        };
        if let Some(hear) = hear.take() {
            hear(fetched);
        }
    });
    fetching
}

async fn ask(
    asker: &Asker,
    request: &DownloadRequest,
    controller: &AbortController,
) -> Result<DownloadResponse, Failure> {
    let mut is_renewed = false;
    loop {
        let question = Question {
            address: asker.address(DownloadFile::PATH),
            method: DownloadFile::METHOD,
            headers: &asker.headers(None, None),
            query: &[],
            body: as_json(request)?,
            controller,
        };
        match http::ask(question, DOWNLOAD_LIMIT).await {
            Ok(answer) => {
                asker.renew_seal(answer.seal);
                return json::read(answer.body).ok_or(Failure::Garbage);
            }
            // After the end of a conversation nobody else has the seal renewed.
            Err(Failure::Refused {
                reason: Some(Refusal::Seal),
                ..
            }) if !is_renewed => {
                is_renewed = true;
                asker.command(Call::ApplyToken, controller).await?;
            }
            Err(failure) => return Err(failure),
        }
    }
}

fn read(answer: Result<DownloadResponse, Failure>) -> Fetched {
    match answer {
        Ok(answer) if answer.is_success() => {
            let file = answer.base64().and_then(|base64| decode(&base64));
            let url = answer.url.filter(|url| is_secure(url));
            match (file, url) {
                (Some(file), _) => Fetched::File(file),
                (None, Some(url)) => Fetched::Elsewhere(url),
                (None, None) => Fetched::Failed,
            }
        }
        Err(Failure::Refused {
            reason: Some(Refusal::Final),
            ..
        }) => Fetched::Gone,
        _ => Fetched::Failed,
    }
}

fn decode(base64: &str) -> Option<Blob> {
    let text = web_sys::window()?.atob(base64).ok()?;
    // One character for each byte.
    let bytes: Vec<u8> = text.chars().map(|byte| byte as u8).collect();
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    Blob::new_with_u8_array_sequence(&parts).ok()
}

fn is_secure(url: &str) -> bool {
    web_sys::Url::new(url).is_ok_and(|url| url.protocol() == "https:")
}
