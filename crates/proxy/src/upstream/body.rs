//! A request's body that knows whether it was handed over for sending.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// Whether any of a body was handed over: only then can the other side have understood the request.
#[derive(Debug, Clone, Default)]
pub(super) struct Sent(Arc<AtomicBool>);

impl Sent {
    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A body in one piece.
#[derive(Debug)]
pub(super) struct Tracked {
    data: Option<Bytes>,
    sent: Sent,
}

impl Tracked {
    pub(super) fn new(data: Bytes) -> (Self, Sent) {
        let sent = Sent::default();
        (
            Self {
                data: Some(data).filter(|data| !data.is_empty()),
                sent: sent.clone(),
            },
            sent,
        )
    }
}

impl Body for Tracked {
    type Data = Bytes;
    type Error = Infallible;

    // The connection asks for the body only once it stands and the head is written.
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.sent.0.store(true, Ordering::Release);
        Poll::Ready(self.data.take().map(|data| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.data.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.data.as_ref().map_or(0, |data| data.len() as u64))
    }
}
