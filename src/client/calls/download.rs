//! A file on its way down. The conversation knows nothing of it: whoever shows the file asks for it,
//! and gives it up by letting go.

use std::time::Duration;

use frontdesk_conversation::{Call, Failure, Refusal};
use frontdesk_protocol::{Answer, DownloadFile, DownloadRequest, DownloadResponse, Endpoint};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Blob, File};

use super::command::{Asker, as_json};
use crate::client::http::{self, Question};
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

/// A file that is waited for. Dropping it gives it up.
#[must_use]
pub(crate) struct Fetching(AbortController);

impl Drop for Fetching {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// `own` is the file itself, where this page has sent it. `None` where nothing can be asked.
pub(super) fn begin(
    asker: Asker,
    own: Option<File>,
    request: &DownloadRequest,
    hear: Box<dyn FnOnce(Fetched)>,
) -> Option<Fetching> {
    let controller = AbortController::new().ok()?;
    let body = as_json(request).ok()?;
    let fetching = Fetching(controller.clone());
    spawn_local(async move {
        hear(match own {
            Some(file) => Fetched::File(file.into()),
            None => read(ask(&asker, body, &controller).await),
        });
    });
    Some(fetching)
}

async fn ask(
    asker: &Asker,
    body: JsValue,
    controller: &AbortController,
) -> Result<JsValue, Failure> {
    let mut is_renewed = false;
    loop {
        let question = Question {
            address: asker.address(DownloadFile::PATH),
            method: DownloadFile::METHOD,
            headers: &asker.headers(None, None),
            query: &[],
            body: body.clone(),
            controller,
        };
        match http::ask(question, DOWNLOAD_LIMIT).await {
            Ok(answer) => {
                asker.renew_seal(answer.seal);
                return Ok(answer.body);
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

fn read(answer: Result<JsValue, Failure>) -> Fetched {
    match answer {
        Ok(answer) => json::read(answer)
            .and_then(found)
            .unwrap_or(Fetched::Failed),
        Err(Failure::Refused {
            reason: Some(Refusal::Final),
            ..
        }) => Fetched::Gone,
        Err(_) => Fetched::Failed,
    }
}

fn found(answer: DownloadResponse) -> Option<Fetched> {
    if !answer.is_success() {
        return None;
    }
    match answer.stream {
        Some(base64) => decode(&base64).map(Fetched::File),
        None => {
            let url = answer.url.filter(|url| url.starts_with("https://"));
            url.map(Fetched::Elsewhere)
        }
    }
}

/// The browser leaves white space out itself.
fn decode(base64: &str) -> Option<Blob> {
    let text = web_sys::window()?.atob(base64).ok()?;
    // One character for each byte.
    let bytes: Vec<u8> = text.chars().map(|byte| byte as u8).collect();
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    Blob::new_with_u8_array_sequence(&parts).ok()
}
