//! What goes wrong between proxy and cloud, and what the cloud itself refuses.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};

use crate::refusal::{Reason, Refusal};

/// No answer that could be handed down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Our Bearer is refused, or none is to be had.
    Auth,
    /// The answer is not understood.
    Garbage,
    /// Nobody is there, or nobody who could do anything.
    Down,
    /// Nobody answered in time, and nothing was carried.
    Timeout,
    /// It may have been carried, and the answer is lost.
    OutcomeUnknown,
    /// Nobody was there of late, and nobody is asked before this time is over.
    Open {
        /// From now.
        seconds: u32,
    },
}

impl Fault {
    pub(crate) fn reason(self) -> Reason {
        match self {
            Self::Auth => Reason::UpstreamAuth,
            Self::Garbage => Reason::UpstreamGarbage,
            Self::Down | Self::Open { .. } => Reason::UpstreamDown,
            Self::Timeout => Reason::UpstreamTimeout,
            Self::OutcomeUnknown => Reason::OutcomeUnknown,
        }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        let refusal = Self::from(fault.reason());
        match fault {
            Fault::Open { seconds } => refusal.after(seconds),
            _ => refusal,
        }
    }
}

/// What the cloud refused: its own status and body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UpstreamRefusal {
    pub(crate) status: StatusCode,
    /// JSON.
    pub(crate) body: Bytes,
    pub(crate) retry_after: Option<HeaderValue>,
}

impl IntoResponse for UpstreamRefusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.extend(self.retry_after.map(|seconds| (RETRY_AFTER, seconds)));
        response
    }
}

/// A call that brought no answer of its own kind: either the cloud refused, or there was a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotAnswered {
    Upstream(UpstreamRefusal),
    Fault(Fault),
}

/// How a poll's answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lost {
    /// It had been made.
    Made,
    /// Nobody knows whether it had. The cloud may hold the poll yet, and answer nobody.
    Unheard,
}

/// A poll that brought no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PollFailed {
    pub(crate) why: NotAnswered,
    /// Whether there was one, with messages in it for all that is known.
    pub(crate) lost: Option<Lost>,
}

impl NotAnswered {
    /// Why, in the proxy's own words; what the cloud refuses by itself counts as being unreachable.
    pub(crate) fn reason(&self) -> Reason {
        match self {
            Self::Fault(fault) => fault.reason(),
            Self::Upstream(_) => Reason::UpstreamDown,
        }
    }

    /// Whether the call may have been carried all the same. What a server says of its own failure
    /// does not tell how far it had come.
    pub(crate) fn may_be_carried(&self) -> bool {
        match self {
            Self::Upstream(refusal) => {
                refusal.status.is_server_error()
                    && refusal.status != StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Fault(fault) => *fault == Fault::OutcomeUnknown,
        }
    }
}

impl From<Fault> for NotAnswered {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
