//! A cloud that repeats what it was sent.

use serde_json::json;

use crate::secrets::SECRET;
use crate::support::cloud::{Reply, Seen};

/// How the cloud repeats what it was sent, as error pages do.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Way {
    /// In its own answer, under a status and with a code.
    Json(u16, &'static str),
    /// As the gateway.
    Gateway,
    /// On a page for people.
    Page(u16),
    /// In headers of its answer.
    Headers(u16),
    /// Shortened, as logs and tools do.
    Shortened(u16),
}

pub(crate) const WAYS: [Way; 14] = [
    Way::Json(200, "0"),
    Way::Json(200, "13"),
    Way::Json(400, "7"),
    Way::Json(401, "1"),
    Way::Json(429, "1"),
    Way::Json(500, "13"),
    Way::Gateway,
    Way::Page(200),
    Way::Page(502),
    Way::Headers(200),
    Way::Headers(302),
    Way::Headers(429),
    Way::Shortened(200),
    Way::Shortened(400),
];

pub(crate) fn echo(seen: &Seen, way: Way) -> Reply {
    let (bearer, token) = (
        seen.header("authorization"),
        seen.header("ccmessaging-token"),
    );
    let words = format!(
        "{bearer} {token} \"{token}\" {SECRET} {}",
        token.replace('=', "%3D").replace('/', "%2F")
    );
    // Everything that a call may answer in, and the token as the entrance gives it.
    let body = |code: &str, words: &str| {
        json!({
            "resultCode": code, "resultDesc": words, "echo": [words], "objectKey": words,
            "fileStream": words, "phrases": [words], "downlinkMessages": [{"content": words, "messageCode": "c"}],
            "messageList": [{"content": words}], "returnDesc": words,
        })
    };
    match way {
        Way::Json(status, code) => Reply::Json(status, body(code, &words)),
        Way::Gateway => Reply::Json(403, json!({"errorCode": "0", "exceptionInfo": words})),
        Way::Page(status) => Reply::Text(status, format!("<html>{words}</html>")),
        Way::Headers(status) => Reply::Headers(
            status,
            body("0", "in the headers"),
            [
                "retry-after",
                "location",
                "set-cookie",
                "www-authenticate",
                "x-echo",
            ]
            .map(|name| (name, words.clone()))
            .to_vec(),
        ),
        Way::Shortened(status) => {
            let part = |text: &str| {
                let end = text.len().min(24);
                format!("{}... ...{}", &text[..end], &text[text.len() - end..])
            };
            let words = [bearer, token, SECRET].map(part).join(" ");
            Reply::Json(status, body("13", &words))
        }
    }
}

/// The cloud's calls; the tokens come in time.
pub(crate) const CALLS: [&str; 16] = [
    "send",
    "sendAsync",
    "poll",
    "queryQueueInfo",
    "getsatisfactionsurveymode",
    "saveSatisfaction",
    "uploadFileStream",
    "downloadFileStream",
    "queryPhraseByKeyword",
    "feedbacksatisfaction",
    "queryHistoryChatMessage",
    "doLeaveMessage",
    "checkClickToCallSupport",
    "createClickToCall",
    "getClickToCallEvents",
    "dropClickToCall",
];
