//! Why a route gives no answer: the proxy refused, or the cloud did. The two stay apart.

use axum::response::{IntoResponse, Response};

use crate::refusal::{Reason, Refusal};
use crate::session::NoPoll;
use crate::store::StoreDown;
use crate::upstream::{NotAnswered, UpstreamRefusal};

/// A route's error.
#[derive(Debug)]
pub(crate) enum Denied {
    Here(Refusal),
    Upstream(UpstreamRefusal),
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        match self {
            Self::Here(refusal) => refusal.into_response(),
            Self::Upstream(refusal) => refusal.into_response(),
        }
    }
}

impl From<Refusal> for Denied {
    fn from(refusal: Refusal) -> Self {
        Self::Here(refusal)
    }
}

impl From<Reason> for Denied {
    fn from(reason: Reason) -> Self {
        Self::Here(reason.into())
    }
}

impl From<StoreDown> for Denied {
    fn from(_: StoreDown) -> Self {
        Self::Here(Reason::StoreDown.into())
    }
}

impl From<NoPoll> for Denied {
    fn from(no_poll: NoPoll) -> Self {
        match no_poll {
            NoPoll::Cloud(not_answered) => not_answered.into(),
            NoPoll::Store(down) => down.into(),
        }
    }
}

impl From<NotAnswered> for Denied {
    fn from(not_answered: NotAnswered) -> Self {
        match not_answered {
            NotAnswered::Upstream(refusal) => Self::Upstream(refusal),
            NotAnswered::Fault(fault) => Self::Here(fault.into()),
        }
    }
}
