//! A file on its way up, by XMLHttpRequest: `fetch` does not say how far it has come.

use std::cell::Cell;
use std::time::Duration;

use frontdesk_conversation::{Failure, Input};
use frontdesk_protocol::{Endpoint, FileType, UploadFile, UploadRequest, UploadResponse, headers};
use js_sys::{Function, JSON, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    EventTarget, File, FileReader, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType,
};

use super::Line;
use super::command::{Asker, as_json};
use crate::client::http;
use crate::client::listener::Listener;
use crate::client::refuge::function_of;
use crate::json;

/// A file of some mebibytes over a slow line takes minutes.
const UPLOAD_LIMIT: Duration = Duration::from_secs(180);

pub(super) async fn upload(
    asker: &Asker,
    file: &File,
    file_type: FileType,
    key: &str,
    line: &Line,
) -> Result<UploadResponse, Failure> {
    let request = UploadRequest {
        file_type: Some(file_type),
        stream: Some(base64(file).await?),
        ..UploadRequest::default()
    };
    let body = JSON::stringify(&as_json(&request)?).map_err(|_| Failure::Garbage)?;
    if !http::is_on_line() {
        return Err(Failure::NotSent);
    }
    let request = open(asker, key).map_err(|_| Failure::NotSent)?;
    let _progress = progress(&request, line);
    let signal = line.controller().signal();
    // The browser's own function: a crashed instance's could not be called.
    if let Some(abort) = function_of(&request, "abort") {
        // A signal takes every listener.
        let _ = signal.add_event_listener_with_callback("abort", &abort);
    }
    if signal.aborted() {
        return Err(Failure::NotSent);
    }
    let ended = first_of(&request, &["load", "error", "timeout", "abort"]);
    let body = String::from(body);
    request
        .send_with_opt_str(Some(&body))
        .map_err(|_| Failure::NotSent)?;
    let ended = ended.await.map_err(|_| Failure::Lost)?;
    if ended.as_string().as_deref() != Some("load") {
        return Err(Failure::Lost);
    }
    let header = |name: &str| request.get_response_header(name).ok().flatten();
    let status = request.status().unwrap_or_default();
    if !(200..300).contains(&status) {
        return Err(http::refused(status, header));
    }
    asker.renew_seal(header(headers::VISITOR_TOKEN));
    let answer = request.response().map_err(|_| Failure::Garbage)?;
    json::read(answer).ok_or(Failure::Garbage)
}

fn open(asker: &Asker, key: &str) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", &asker.address(UploadFile::PATH))?;
    request.set_response_type(XmlHttpRequestResponseType::Json);
    request.set_timeout(u32::try_from(UPLOAD_LIMIT.as_millis()).unwrap_or(u32::MAX));
    request.set_request_header("content-type", "application/json")?;
    for (name, value) in asker.headers(Some(key.to_owned()), None) {
        request.set_request_header(name, &value)?;
    }
    Ok(request)
}

/// Says each new percent.
fn progress(request: &XmlHttpRequest, line: &Line) -> Option<Listener> {
    let told = Cell::new(0);
    let line = line.clone();
    let target = request.upload().ok()?;
    Some(Listener::new(&target, "progress", move |event| {
        let Some(event) = event.dyn_ref::<ProgressEvent>() else {
            return;
        };
        if event.length_computable() && event.total() > 0.0 {
            let percent = (event.loaded() / event.total() * 100.0) as u8;
            if told.replace(percent) != percent {
                line.say(|id| Input::Progress(id, percent));
            }
        }
    }))
}

/// The file's bytes in base64, as the browser writes them into a `data:` address.
async fn base64(file: &File) -> Result<String, Failure> {
    let reader = FileReader::new().map_err(|_| Failure::NotSent)?;
    let read = first_of(&reader, &["loadend"]);
    reader
        .read_as_data_url(file)
        .map_err(|_| Failure::NotSent)?;
    read.await.map_err(|_| Failure::NotSent)?;
    let address = reader.result().ok().and_then(|it| it.as_string());
    // A file that was moved or changed meanwhile cannot be read.
    let address = address.ok_or(Failure::NotSent)?;
    let (_, base64) = address.split_once(',').ok_or(Failure::NotSent)?;
    Ok(base64.to_owned())
}

/// The name of the first of these events.
async fn first_of(target: &EventTarget, names: &[&'static str]) -> Result<JsValue, JsValue> {
    let mut listeners = Vec::new();
    let promise = Promise::new(&mut |resolve: Function, _| {
        for name in names {
            let resolve = resolve.clone();
            listeners.push(Listener::new(target, name, move |event| {
                // A promise's own function does not throw.
                let _ = resolve.call1(&JsValue::UNDEFINED, &event.type_().into());
            }));
        }
    });
    JsFuture::from(promise).await
}
