//! A webhook that keeps what it is sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::push::{Authorization, PushKey, SignedRequest, Unverified};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Listens on a free port; answers that all is well, unless told otherwise.
pub(super) struct Receiver {
    address: String,
    state: Arc<Mutex<Book>>,
    server: JoinHandle<()>,
}

/// What to answer one push.
pub(super) enum Reply {
    Answer(StatusCode, &'static str),
    Redirect(String),
    OfBytes(usize),
    Never,
}

/// A push as it came.
#[derive(Clone)]
pub(super) struct Received {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

#[derive(Default)]
struct Book {
    received: Vec<Received>,
    replies: VecDeque<Reply>,
}

impl Receiver {
    pub(super) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let state = Arc::<Mutex<Book>>::default();
        let app = Router::new().fallback(take).with_state(Arc::clone(&state));
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self {
            address,
            state,
            server,
        }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Answers the next push like this.
    pub(super) fn reply(&self, reply: Reply) {
        self.state.lock().unwrap().replies.push_back(reply);
    }

    /// What has come so far.
    pub(super) fn so_far(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }

    /// What has come, once it is so much.
    pub(super) async fn pushes(&self, count: usize) -> Vec<Received> {
        for _ in 0..500 {
            let received = self.so_far();
            if received.len() >= count {
                return received;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} of {count} pushes came", self.so_far().len());
    }

    /// All messages that have come, once they are so many.
    pub(super) async fn messages(&self, count: usize) -> Vec<Value> {
        for _ in 0..500 {
            let received = self.so_far();
            let bodies = received.iter().map(Received::json);
            let messages: Vec<Value> = bodies
                .flat_map(|body| body["messages"].as_array().unwrap().clone())
                .collect();
            if messages.len() >= count {
                return messages;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("fewer than {count} messages came");
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Received {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// Verifies over what came, byte for byte.
    pub(super) fn verified(&self, key: &str) -> Result<(), Unverified> {
        self.verified_as(key, self.header("host"), &self.path)
    }

    /// Verifies with another host and path than those that came.
    pub(super) fn verified_as(&self, key: &str, host: &str, path: &str) -> Result<(), Unverified> {
        let mut headers: Vec<(&str, &str)> = self
            .headers
            .iter()
            .filter(|(name, _)| *name != "host")
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        headers.push(("host", host));
        let request = SignedRequest {
            method: self.method.as_str(),
            path,
            query: "",
            headers: &headers,
            body: &self.body,
        };
        let authorization = Authorization::parse(self.header("authorization")).unwrap();
        PushKey::new(key).unwrap().verify(&request, &authorization)
    }
}

async fn take(
    State(state): State<Arc<Mutex<Book>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let reply = {
        let mut book = state.lock().unwrap();
        book.received.push(Received {
            method,
            path: uri.path().to_owned(),
            headers,
            body,
        });
        book.replies.pop_front()
    };
    match reply {
        None => r#"{"resultCode":"0"}"#.into_response(),
        Some(Reply::Answer(status, body)) => (status, body).into_response(),
        Some(Reply::Redirect(to)) => {
            (StatusCode::TEMPORARY_REDIRECT, [("location", to)]).into_response()
        }
        Some(Reply::OfBytes(count)) => format!(
            r#"{{"resultCode":"0","resultDesc":"{}"}}"#,
            "x".repeat(count)
        )
        .into_response(),
        Some(Reply::Never) => std::future::pending().await,
    }
}
