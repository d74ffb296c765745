//! What goes up to a route and what comes down: the tables' forms (seed 000, seed 003). Decoding is
//! more lenient than this, and fields of the contact centre's that are not here may come too.

use serde_json::{Map, Value, json};

use crate::routes::table::{Carry, Route, Who};

/// One route.
pub(super) struct Shape {
    pub(super) summary: &'static str,
    pub(super) query: &'static [(&'static str, &'static str)],
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) request: Value,
    pub(super) answer: Answer,
}

/// What comes down.
pub(super) enum Answer {
    Json(Value),
    Events,
    File,
}

/// Of a route, by its name.
pub(super) fn of(route: &Route) -> Shape {
    let (summary, request, answer) = texts(route.name);
    let answer = match (route.name, route.who) {
        ("stream", _) => Answer::Events,
        ("openapi", _) => Answer::Json(json!({"type": "object"})),
        (_, Who::World | Who::Demo) => Answer::File,
        ("poll", _) => Answer::Json(reference("Poll")),
        _ => Answer::Json(json!({"allOf": [reference("Result"), object(answer)]})),
    };
    Shape {
        summary,
        query: match route.name {
            "poll" => &POLL,
            "stream" => &STREAM,
            "checkClickToCallSupport" | "getClickToCallEvents" => &KIND,
            _ => &[],
        },
        headers: match (route.name, route.carry) {
            ("stream", _) => &LAST_EVENT,
            (_, Carry::Command) => &COMMAND,
            _ => &[],
        },
        request: object(request),
        answer,
    }
}

/// Field and kind, `!` after a name that must be there: `s` text, `i` number, `b` flag, `a` list, `o`
/// object. After `=` what alone it may be.
type Fields = &'static str;

/// In words, up and down.
fn texts(name: &str) -> (&'static str, Fields, Fields) {
    match name {
        "applyToken" => (
            "A seal for a visitor; with the old seal, the same visitor's again.",
            "channelId!:s locale:s identity:s userId:s",
            "token:s userId:s expiresIn:i limits:o features:o",
        ),
        "send" => (
            "What the visitor does and says.",
            "controlType!:s=CONNECT|CHAT|TRANS2AGENT|INPUT|DISCONNECT|READ \
             mediaType:s=TEXT|FILE|FILE_IMAGE|FILE_VIDEO|LOCATE|WEBCARD content:s messageId:s transData:s from:s to:s channel:s \
             sourceType:s timestamp:s",
            "",
        ),
        "poll" => ("What has come since a cursor, held up to 5 s.", "", ""),
        "queryQueueInfo" => (
            "The visitor's place in the queue; times in seconds.",
            "userId:s channelConfigId:s channel:s",
            "position:i totalWaitTime:i currentDeviceWaitTime:i configMaxcWaitTime:i \
             longestWaitTime:i estimateWaitTime:i",
        ),
        "getsatisfactionsurveymode" => (
            "What is asked at the end.",
            "language:s",
            "satisfactionSurvey:o",
        ),
        "saveSatisfaction" => (
            "The visitor's rating, 1 to 5.",
            "evaluation!:s=1|2|3|4|5 comment:s npsScore:s fcrValue:i userId:s channelConfigId:s channel:s",
            "",
        ),
        "uploadFileStream" => (
            "A file on its way up, in base64.",
            "fileType!:s=jpg|jpeg|png|bmp|mp3|aac|mp4|txt|csv|pdf fileStream!:s channel:s",
            "objectKey:s",
        ),
        "downloadFileStream" => (
            "A file on its way down, in base64.",
            "fileId!:s fileType!:s multiMedia:s channel:s",
            "fileStream:s fileUrl:s",
        ),
        "queryPhraseByKeyword" => (
            "Phrases that begin like what the visitor writes.",
            "strContent!:s locale:s channel:s",
            "phrases:a",
        ),
        "feedbacksatisfaction" => (
            "What the visitor thinks of an answer of the robot's: 1 good, 0 not.",
            "feedback!:i interIdx!:s feedbackContent:s from:s",
            "",
        ),
        "queryHistoryChatMessage" => (
            "What was said before; times in milliseconds since 1970.",
            "startTime!:s endTime:s limit:s offset:s channelId:s userId:s channel:s",
            "messageList:a",
        ),
        "doLeaveMessage" => (
            "A message for when nobody is there.",
            "caller!:s leaveMessage!:s callId:s channel:s",
            "",
        ),
        "checkClickToCallSupport" => (
            "Whether calls are possible.",
            "",
            "webRTCSupported:b clickToCallSupported:b",
        ),
        "createClickToCall" => ("The start of a call.", "mediaAbility!:s=0|1 channel:s", ""),
        "getClickToCallEvents" => ("How a call goes.", "", "eventId:s content:o"),
        "dropClickToCall" => ("The end of a call.", "channel:s", ""),
        "stream" => ("What has come, as server-sent events.", "", ""),
        "push" => (
            "The contact centre's own pushes.",
            "messages!:a timestamp:i",
            "",
        ),
        "openapi" => ("This document.", "", ""),
        "loader" => ("The script of the page.", "", ""),
        "types" => ("The types of the page's interface.", "", ""),
        "asset" => ("A file of the widget's.", "", ""),
        _ => ("A page or a file of the demonstration's.", "", ""),
    }
}

/// What every answer may have.
pub(super) fn result() -> Value {
    object("resultCode:s resultDesc:s")
}

/// A message on its way down. What its content is depends on its type.
pub(super) fn message() -> Value {
    object(
        "from:s to:s channel:s controlType:s mediaType:s content:s sourceType:s senderNickname:s \
         messageCode:s",
    )
}

/// A poll's answer.
pub(super) fn poll() -> Value {
    json!({
        "type": "object",
        "required": ["downlinkMessages", "cursor"],
        "properties": {
            "resultCode": {"type": "string"},
            "resultDesc": {"type": ["string", "null"]},
            "downlinkMessages": {
                "type": "array",
                "description": "One with frontdeskMissed true was lost on its way from the cloud and comes late: it belongs where its time says.",
                "items": {"type": "object"},
            },
            "cursor": {"type": "string", "pattern": "^[0-9A-Za-z._-]+$"},
            "reset": {"type": "boolean"},
        },
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn object(fields: &str) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, kind) in fields
        .split_whitespace()
        .filter_map(|field| field.split_once(':'))
    {
        let bare = name.trim_end_matches('!');
        if bare != name {
            required.push(bare);
        }
        let (kind, words) = kind.split_once('=').unwrap_or((kind, ""));
        let kind = match kind {
            "i" => "integer",
            "b" => "boolean",
            "a" => "array",
            "o" => "object",
            _ => "string",
        };
        // What may be left out may be null as well.
        let kinds = if bare == name {
            json!([kind, "null"])
        } else {
            json!(kind)
        };
        let mut schema = json!({"type": kinds});
        if !words.is_empty()
            && let Some(schema) = schema.as_object_mut()
        {
            let nothing = (bare == name).then_some(Value::Null);
            let words = words.split('|').map(Value::from).chain(nothing);
            schema.insert("enum".to_owned(), words.collect());
        }
        properties.insert(bare.to_owned(), schema);
    }
    json!({"type": "object", "properties": properties, "required": required})
}

const POLL: [(&str, &str); 4] = [
    (
        "cursor",
        "Of the answer before; empty: from the beginning of what is kept.",
    ),
    ("isNeedRead", "`true`: with receipts."),
    ("receiverId", "The visitor's own id, if anything."),
    ("channel", "`WEB`, if anything."),
];
const STREAM: [(&str, &str); 1] = [("cursor", "Where to go on; `last-event-id` counts more.")];
const KIND: [(&str, &str); 1] = [("channel", "`WEB`, if anything.")];
const LAST_EVENT: [(&str, &str); 1] = [("last-event-id", "The cursor of the last event.")];
const COMMAND: [(&str, &str); 2] = [
    (
        "idempotency-key",
        "A repeat under the same key is carried once. `send` has its messageId.",
    ),
    (
        "frontdesk-epoch",
        "Of a repeat: the part of a cursor before the dash, as the first one had it.",
    ),
];
