//! Every route, called, and what came down.

use std::time::Duration;

use frontdesk_proxy::table::{ROUTES, Route};
use futures_util::future::join_all;
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use crate::secrets::{PUSH_KEY, TEXT};
use crate::support;
use crate::support::CHANNEL;
use crate::support::push::{authorization, line, now};
use crate::support::visitor::API;

/// Everything that was sent down: status, headers and body.
#[derive(Default)]
pub(crate) struct Down(pub(crate) String);

impl Down {
    pub(crate) async fn hear(&mut self, request: RequestBuilder) -> String {
        let (head, body) = heard(request).await;
        self.0.push_str(&head);
        self.0.push_str(&body);
        body
    }

    /// Every route, side by side.
    pub(crate) async fn hear_all(&mut self, base: &str, seal: &str) {
        let routes = ROUTES.iter().map(|Route { name, .. }| name);
        let requests = routes.map(|name| heard(request(base, name, seal)));
        for (head, body) in join_all(requests).await {
            self.0.push_str(&head);
            self.0.push_str(&body);
        }
    }
}

/// Status and headers, and the body; of a stream what comes in the first moment.
async fn heard(request: RequestBuilder) -> (String, String) {
    let mut answer = request.send().await.unwrap();
    let mut head = format!("\n{} {:?}\n", answer.status(), answer.headers());
    for value in answer.headers().values() {
        // Sensitive ones too, which are not printed.
        head.push_str(&String::from_utf8_lossy(value.as_bytes()));
        head.push('\n');
    }
    let until = Instant::now() + MOMENT;
    let mut body = Vec::new();
    while let Ok(Ok(Some(part))) = timeout_at(until, answer.chunk()).await {
        body.extend_from_slice(&part);
    }
    (head, String::from_utf8_lossy(&body).into_owned())
}

pub(crate) fn connect(base: &str, seal: &str) -> RequestBuilder {
    let body = json!({"controlType": "CONNECT", "content": TEXT});
    let request = support::http().post(format!("{base}{API}/send"));
    request.header("ccmessaging-token", seal).json(&body)
}

/// A call of every route, such that it comes as far as it can.
pub(crate) fn request(base: &str, route: &str, seal: &str) -> RequestBuilder {
    let route = ROUTES.iter().find(|known| known.name == route).unwrap();
    let url = format!("{base}{}", route.path().replace("{name}", "x.js"));
    let post = |body: Value| support::http().post(&url).json(&body);
    let get = |query: &str| support::http().get(format!("{url}{query}"));
    let request = match route.name {
        "applyToken" => post(json!({"channelId": CHANNEL})),
        "send" => post(json!({"controlType": "CHAT", "content": TEXT})),
        "queryQueueInfo" | "getsatisfactionsurveymode" | "dropClickToCall" => post(json!({})),
        "saveSatisfaction" => post(json!({"evaluation": "1", "comment": TEXT})),
        "uploadFileStream" => post(json!({"fileType": "txt", "fileStream": "YQ=="})),
        "downloadFileStream" => post(json!({"fileId": TEXT, "fileType": "txt"})),
        "queryPhraseByKeyword" => post(json!({"strContent": TEXT})),
        "feedbacksatisfaction" => {
            post(json!({"feedback": 0, "feedbackContent": TEXT, "interIdx": "1"}))
        }
        "queryHistoryChatMessage" => post(json!({"startTime": "0", "limit": 10})),
        "doLeaveMessage" => post(json!({"caller": "1380", "leaveMessage": TEXT})),
        "createClickToCall" => post(json!({"mediaAbility": "0"})),
        "checkClickToCallSupport" | "getClickToCallEvents" => get(""),
        "poll" | "stream" => get("?cursor="),
        "push" => {
            let code = now().to_string();
            let lines = [line(CHANNEL, "nobody", &code, TEXT)];
            let body = json!({"messages": lines, "timestamp": now()}).to_string();
            let signed = match seal {
                "" => format!("auth-v2/{PUSH_KEY}"),
                _ => authorization(PUSH_KEY, "ak", &body, now()),
            };
            support::push::request(base, &signed, &body)
        }
        "loader" | "types" | "openapi" | "asset" | "demo" | "demo-file" => get(""),
        other => panic!("{other} is new: it needs a call here"),
    };
    match seal {
        "" => request,
        _ => request.header("ccmessaging-token", seal),
    }
}

const MOMENT: Duration = Duration::from_millis(500);
