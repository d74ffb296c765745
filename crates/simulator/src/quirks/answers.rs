//! Forms of a whole answer.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::Quirk;
use super::call::Call;
use super::messages::{self, In};
use super::turn::Turn;
use super::values::{each, flags_as_text, has, number, rename, text};
use super::{codes, codes::CODE};

/// Gives an answer in the tables' form the form whose turn it is; its status, too.
pub(super) fn transform(
    call: Call,
    status: StatusCode,
    answer: &mut Value,
    turn: &Turn<'_>,
) -> StatusCode {
    let Value::Object(fields) = answer else {
        return status;
    };
    let status = transform_status(status, fields, turn);
    lists(fields, turn);
    match call {
        Call::ApplyToken => quote_token(fields, turn),
        Call::Phrases => phrases(fields, turn),
        Call::Events => events(fields, turn),
        Call::DownloadFile => break_lines(fields, turn),
        Call::TokenByAkSk if turn.shows(Quirk::TextAsNumbers) => {
            each(fields, &["Expires", "CreateTime"], number);
        }
        _ => {}
    }
    if turn.shows(Quirk::NumbersAsText) {
        each(fields, &PLACES_AND_TIMES, text);
    }
    codes::transform(call, fields, turn);
    if turn.shows(Quirk::QueueFlags) {
        fields.insert("traceId".to_owned(), json!({ "id": [1, null] }));
    }
    if turn.shows(Quirk::FlagsAsText) {
        for (_, value) in fields.iter_mut().filter(|(name, _)| !is_list(name)) {
            flags_as_text(value);
        }
    }
    status
}

fn transform_status(
    status: StatusCode,
    fields: &mut Map<String, Value>,
    turn: &Turn<'_>,
) -> StatusCode {
    if status == StatusCode::FORBIDDEN
        && let Some(info) = fields.get("exceptionInfo").cloned()
        && turn.shows(Quirk::Auth200)
    {
        fields.clear();
        fields.insert(CODE.to_owned(), AUTH_FAILED.into());
        fields.insert("resultDesc".to_owned(), info);
        return StatusCode::OK;
    }
    let is_business = fields
        .get(CODE)
        .and_then(Value::as_str)
        .is_some_and(|code| code != "0" && !OF_GATEWAY.contains(&code));
    if status == StatusCode::OK && is_business && turn.shows(Quirk::Http500) {
        return StatusCode::INTERNAL_SERVER_ERROR;
    }
    status
}

fn lists(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    for (name, place) in LISTS {
        let Some(Value::Array(list)) = fields.get_mut(name) else {
            continue;
        };
        for message in list.iter_mut() {
            messages::transform(message, place, turn);
        }
        if list.is_empty() && turn.shows(Quirk::NoList) {
            fields.remove(name);
            if turn.form(Quirk::NoList, 2) == 0 {
                fields.insert(name.to_owned(), Value::Null);
            }
        }
    }
}

fn is_list(name: &str) -> bool {
    LISTS.iter().any(|(list, _)| *list == name)
}

fn quote_token(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    if let Some(Value::String(token)) = fields.get_mut("token")
        && turn.shows(Quirk::QuotedToken)
    {
        *token = format!("\"{token}\"");
    }
}

fn phrases(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    if let Some(phrases) = fields.get_mut("phrases")
        && let Value::Array(list) = &*phrases
        && turn.shows(Quirk::PhrasesText)
    {
        *phrases = messages::lines(list, "\n");
    }
    if turn.shows(Quirk::QuestionWord) {
        rename(fields, "phrases", "question");
    }
}

fn events(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    match turn.one_of(&[Quirk::EventNumbers, Quirk::CallWords]) {
        Some(Quirk::EventNumbers) => each(fields, &["eventId"], number),
        // Without words there would be nothing that tells it.
        Some(_) if has(fields, "resultDesc") => {
            fields.remove("eventId");
        }
        _ => {}
    }
    let Some(Value::Object(content)) = fields.get_mut("content") else {
        return;
    };
    if turn.shows(Quirk::TextAsNumbers) {
        each(content, &["causeId"], number);
    }
    if turn.shows(Quirk::CallHosts)
        && let Some(Value::Array(addresses)) = content.get_mut("gwAddresses")
    {
        addresses.iter_mut().for_each(bare_host);
    }
}

fn bare_host(address: &mut Value) {
    if let Value::String(url) = address
        && let Some((_, rest)) = url.split_once("://")
    {
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        *url = host.to_owned();
    }
}

/// Whether an address stands for the file is decided where the file can be kept.
fn break_lines(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    if let Some(Value::String(base64)) = fields.get_mut("fileStream")
        && turn.one_of(&[Quirk::Base64Lines, Quirk::FileUrl]) == Some(Quirk::Base64Lines)
    {
        let letters: Vec<char> = base64.chars().collect();
        let lines: Vec<String> = letters.chunks(LINE).map(String::from_iter).collect();
        *base64 = lines.join("\r\n");
    }
}

const AUTH_FAILED: &str = "1001000001";
const OF_GATEWAY: [&str; 2] = [AUTH_FAILED, "1001000002"];
const LISTS: [(&str, In); 2] = [("downlinkMessages", In::Poll), ("messageList", In::History)];

/// Letters of base64 in a line.
const LINE: usize = 76;

const PLACES_AND_TIMES: [&str; 6] = [
    "position",
    "totalWaitTime",
    "currentDeviceWaitTime",
    "configMaxcWaitTime",
    "longestWaitTime",
    "estimateWaitTime",
];
