//! What was asked, kept for tests: counters, and the newest requests with their headers.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::agent_gateway::SEND_MESSAGE_PATH;
use frontdesk_protocol::{
    CallEvents, CheckCalls, CreateCall, CreateClickToCall, DropClickToCall, Endpoint,
    RobotFeedback, UploadFile,
};

use super::App;
use super::paths::{FILE_STORE, unprefixed, unversioned};
use super::refusal::Refusal;

/// A request that reached the API, a file behind an address or the agent gateway, whether it was
/// refused or not.
#[derive(Debug, Clone)]
pub struct SeenRequest {
    /// `GET` or `POST`.
    pub method: String,
    /// The path as it was asked.
    pub path: String,
    /// The query, not decoded; empty when there is none.
    pub query: String,
    /// Names in lower case, values as they came; repeated names stand repeatedly.
    pub headers: Vec<(String, String)>,
    /// The body, its first 4,096 bytes.
    pub body: String,
}

impl SeenRequest {
    /// The first value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(known, _)| known == name)?;
        Some(value)
    }
}

/// Keeps them.
pub(crate) struct Recorder {
    limit: usize,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    calls: BTreeMap<String, u64>,
    requests: VecDeque<SeenRequest>,
}

impl Recorder {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            seen: Mutex::default(),
        }
    }

    /// How often a path was called.
    pub(crate) fn calls(&self, path: &str) -> u64 {
        self.lock()
            .calls
            .get(endpoint(path))
            .copied()
            .unwrap_or_default()
    }

    /// The newest requests, oldest first.
    pub(crate) fn requests(&self) -> Vec<SeenRequest> {
        self.lock().requests.iter().cloned().collect()
    }

    fn add(&self, request: SeenRequest) {
        let mut seen = self.lock();
        *seen
            .calls
            .entry(endpoint(&request.path).to_owned())
            .or_default() += 1;
        while seen.requests.len() >= self.limit.max(1) {
            seen.requests.pop_front();
        }
        seen.requests.push_back(request);
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the request whole, writes it down, and hands it on.
pub(crate) async fn record(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, body_bytes(&app, parts.uri.path())).await else {
        return Refusal::TooLarge.into_response();
    };
    let start = body.get(..BODY_KEPT).unwrap_or(&body);
    let seen = SeenRequest {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts
            .headers
            .iter()
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect(),
        body: String::from_utf8_lossy(start).into_owned(),
    };
    app.recorder.add(seen);
    next.run(Request::from_parts(parts, Body::from(body))).await
}

/// How long a body may be.
fn body_bytes(app: &App, path: &str) -> usize {
    if endpoint(path) == UploadFile::PATH {
        return app.config.services.files.body_bytes();
    }
    BODY_BYTES
}

/// The name under which a path is counted: the protocol's path of the endpoint.
fn endpoint(path: &str) -> &str {
    if path.starts_with(AGENT_GATEWAY) {
        return SEND_MESSAGE_PATH;
    }
    if path.starts_with(FILE_STORE) {
        return FILE_STORE;
    }
    let path = unprefixed(path);
    let versioned = |known: &&&str| unversioned(known) == path;
    VERSIONED.iter().find(versioned).copied().unwrap_or(path)
}

/// Paths that the documents write without their version too.
const VERSIONED: [&str; 6] = [
    RobotFeedback::PATH,
    CheckCalls::PATH,
    CreateClickToCall::PATH,
    CallEvents::PATH,
    DropClickToCall::PATH,
    CreateCall::PATH,
];

const AGENT_GATEWAY: &str = "/agentgateway/";
const BODY_BYTES: usize = 64 * 1024;
const BODY_KEPT: usize = 4096;
