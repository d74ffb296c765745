//! Whether an answer went out whole, for the ledger.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, HttpBody};
use axum::response::Response;
use hyper::body::{Bytes, Frame, SizeHint};

use crate::api::poll::HandedOut;
use crate::server::App;

/// Writes it down once the last byte of a poll's answer has been taken to be sent.
pub(super) fn watched(app: &App, response: Response) -> Response {
    let polled = response.extensions().get::<HandedOut>();
    let Some(polled) = polled.filter(|polled| polled.answer > 0).cloned() else {
        return response;
    };
    let app = App::clone(app);
    response.map(|body| {
        let done = Some(Done { app, polled });
        Body::new(Watched { body, done })
    })
}

struct Watched {
    body: Body,
    done: Option<Done>,
}

struct Done {
    app: App,
    polled: HandedOut,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        let failed = matches!(frame, Some(Err(_)));
        if !failed
            && self.body.is_end_stream()
            && let Some(Done { app, polled }) = self.done.take()
        {
            app.world(|world, _| world.answer_arrived(&polled.user, polled.answer));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
