//! An answer without a known end, such as a stream: as long as it says something, its connection is in
//! use.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::response::Response;
use hyper::body::{Body as _, Frame, SizeHint};

use super::activity::Activity;

/// A body that tells of each of its parts.
struct Flowing {
    body: Body,
    activity: Activity,
}

/// The answer, which keeps its connection in use where nobody knows how long it is. What is left unread
/// does not: nothing more is asked of it then.
pub(super) fn flowing(response: Response, activity: &Activity) -> Response {
    if response.body().size_hint().exact().is_some() {
        return response;
    }
    let activity = activity.clone();
    response.map(|body| Body::new(Flowing { body, activity }))
}

impl hyper::body::Body for Flowing {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if frame.is_ready() {
            self.activity.goes_on();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
