//! A cloud that does as a test tells it, however odd.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Barrier;

/// What the cloud was asked.
#[derive(Clone, Debug)]
pub struct Seen {
    pub call: String,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// How often this call came, this one included.
    pub count: usize,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// What it does then.
pub enum Reply {
    Json(u16, Value),
    Text(u16, String),
    Renew(Value, String),
    /// After a while, a status, a body and a token in the header.
    Given(Duration, u16, Value, &'static str),
    /// After a while.
    Late(Duration, Value),
    /// A status and a body, when so many are asked at the same time.
    Together(Arc<Barrier>, u16, Value),
    /// A status, a body and more headers.
    Headers(u16, Value, Vec<(&'static str, String)>),
    /// Never.
    Hang,
    /// Closes the connection without a word.
    Close,
    /// Half an answer.
    Half,
}

/// What is answered with a bare success.
const DONE: [&str; 13] = [
    "send",
    "queryQueueInfo",
    "saveSatisfaction",
    "getsatisfactionsurveymode",
    "uploadFileStream",
    "downloadFileStream",
    "queryPhraseByKeyword",
    "feedbacksatisfaction",
    "queryHistoryChatMessage",
    "doLeaveMessage",
    "createClickToCall",
    "getClickToCallEvents",
    "dropClickToCall",
];

type Script = Arc<dyn Fn(&Seen) -> Reply + Send + Sync>;

#[derive(Clone, Default)]
pub struct Cloud {
    pub url: String,
    scripts: Arc<Mutex<HashMap<&'static str, Script>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Cloud {
    /// One where everything works: Bearer `bearer-N`, tokens `token-N`.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let cloud = Self {
            url,
            ..Self::default()
        };
        cloud.on("tokenByAkSk", |seen| {
            Reply::Json(
                200,
                json!({"AccessToken": format!("bearer-{}", seen.count), "Expires": "600"}),
            )
        });
        cloud.on("applyToken", |seen| {
            let token = format!("\"token-{}\"", seen.count);
            Reply::Json(200, json!({"resultCode": "0", "token": token}))
        });
        cloud.on("poll", |_| {
            Reply::Late(
                Duration::from_millis(50),
                json!({"resultCode": "0", "downlinkMessages": []}),
            )
        });
        for call in DONE {
            cloud.on(call, |_| {
                Reply::Json(200, json!({"resultCode": "0", "resultDesc": "done"}))
            });
        }
        cloud.on("checkClickToCallSupport", |_| {
            let yes = json!({"webRTCSupported": "true", "clickToCallSupported": true});
            Reply::Json(200, yes)
        });
        let router = Router::new().fallback(answer).with_state(cloud.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        cloud
    }

    pub fn on(&self, call: &'static str, script: impl Fn(&Seen) -> Reply + Send + Sync + 'static) {
        self.scripts.lock().unwrap().insert(call, Arc::new(script));
    }

    pub fn seen(&self, call: &str) -> Vec<Seen> {
        let seen = self.seen.lock().unwrap();
        seen.iter()
            .filter(|seen| seen.call == call)
            .cloned()
            .collect()
    }

    pub fn all_seen(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

async fn answer(State(cloud): State<Cloud>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap()
        .to_vec();
    let call = head.uri.path().rsplit('/').next().unwrap().to_owned();
    let (script, seen) = {
        let mut all = cloud.seen.lock().unwrap();
        let count = all.iter().filter(|seen| seen.call == call).count() + 1;
        let query = head.uri.query().unwrap_or_default().to_owned();
        let seen = Seen {
            call: call.clone(),
            path: head.uri.path().to_owned(),
            query,
            headers: head.headers,
            body,
            count,
        };
        all.push(seen.clone());
        (
            cloud.scripts.lock().unwrap().get(call.as_str()).cloned(),
            seen,
        )
    };
    let Some(script) = script else {
        return (StatusCode::NOT_FOUND, "no such call").into_response();
    };
    match script(&seen) {
        Reply::Json(status, body) => {
            (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response()
        }
        Reply::Text(status, body) => (StatusCode::from_u16(status).unwrap(), body).into_response(),
        Reply::Renew(body, token) => {
            ([("ccmessaging-token", token)], axum::Json(body)).into_response()
        }
        Reply::Given(time, status, body, token) => {
            tokio::time::sleep(time).await;
            let status = StatusCode::from_u16(status).unwrap();
            (status, [("ccmessaging-token", token)], axum::Json(body)).into_response()
        }
        Reply::Late(time, body) => {
            tokio::time::sleep(time).await;
            axum::Json(body).into_response()
        }
        Reply::Together(all, status, body) => {
            all.wait().await;
            (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response()
        }
        Reply::Headers(status, body, headers) => {
            let status = StatusCode::from_u16(status).unwrap();
            let mut answer = (status, axum::Json(body)).into_response();
            for (name, value) in headers {
                let value = value.parse().unwrap();
                answer.headers_mut().append(name, value);
            }
            answer
        }
        Reply::Hang => std::future::pending().await,
        Reply::Close => panic!("the cloud closes the connection, as the test wants it"),
        Reply::Half => {
            let half = Body::new(HalfBody(None));
            ([("content-type", "application/json")], half).into_response()
        }
    }
}

/// Some bytes, a pause in which they are sent, then a broken connection.
struct HalfBody(Option<std::pin::Pin<Box<tokio::time::Sleep>>>);

impl hyper::body::Body for HalfBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, std::io::Error>>> {
        use std::task::Poll;

        match &mut self.0 {
            None => {
                self.0 = Some(Box::pin(tokio::time::sleep(Duration::from_millis(50))));
                let half = Bytes::from_static(b"{\"resultCode\":");
                Poll::Ready(Some(Ok(hyper::body::Frame::data(half))))
            }
            Some(pause) => {
                std::task::ready!(pause.as_mut().poll(context));
                Poll::Ready(Some(Err(std::io::Error::other("cut"))))
            }
        }
    }
}
