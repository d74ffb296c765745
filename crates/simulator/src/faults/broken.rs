//! Answers that break: closed, cut off, or not what they claim to be.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hyper::body::{Bytes, Frame};
use tokio::time::{Sleep, sleep};

use super::dice::Throw;
use crate::server::serve::Close;

/// No answer: the connection is closed.
pub(super) fn closed() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Close);
    response
}

/// The answer's head and half of its body, then the connection is closed. Of a stream, that is half
/// of one of its first pieces.
pub(super) fn cut(response: Response, throw: &mut Throw) -> Response {
    let (mut parts, body) = response.into_parts();
    let limit = match body.size_hint().exact() {
        Some(length) => {
            // An empty body is cut off, too: it claims to have something.
            parts.headers.insert(CONTENT_LENGTH, length.max(1).into());
            Limit::Bytes(usize::try_from(length / 2).unwrap_or(usize::MAX))
        }
        None => Limit::Pieces(1 + throw.random.below(3)),
    };
    let body = CutBody {
        body,
        limit,
        pause: None,
    };
    Response::from_parts(parts, Body::new(body))
}

/// HTTP 200 with what a broken gateway says.
pub(super) fn garbage(throw: &mut Throw) -> Response {
    let (kind, text) = match throw.random.below(3) {
        0 => ("text/html; charset=utf-8", HTML),
        1 => ("application/json", HALF_JSON),
        _ => ("application/json", HTML),
    };
    ([(CONTENT_TYPE, kind)], text).into_response()
}

enum Limit {
    Bytes(usize),
    Pieces(usize),
}

struct CutBody {
    body: Body,
    limit: Limit,
    /// What was handed over has to leave before the connection is closed.
    pause: Option<Pin<Box<Sleep>>>,
}

impl CutBody {
    fn shorten(&mut self, piece: Bytes) -> Bytes {
        let keep = match &mut self.limit {
            Limit::Bytes(left) => {
                let keep = piece.len().min(*left);
                *left -= keep;
                keep
            }
            Limit::Pieces(left) => {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    piece.len() / 2
                } else {
                    piece.len()
                }
            }
        };
        if matches!(self.limit, Limit::Bytes(0) | Limit::Pieces(0)) {
            self.pause = Some(Box::pin(sleep(PAUSE)));
        }
        let mut piece = piece;
        piece.truncate(keep);
        piece
    }
}

impl HttpBody for CutBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Some(pause) = &mut self.pause {
            std::task::ready!(pause.as_mut().poll(context));
            return Poll::Ready(Some(Err(axum::Error::new(io::Error::other("cut off")))));
        }
        match std::task::ready!(Pin::new(&mut self.body).poll_frame(context)) {
            Some(Ok(frame)) => match frame.into_data() {
                Ok(piece) => Poll::Ready(Some(Ok(Frame::data(self.shorten(piece))))),
                Err(frame) => Poll::Ready(Some(Ok(frame))),
            },
            Some(Err(error)) => Poll::Ready(Some(Err(error))),
            None => {
                self.pause = Some(Box::pin(sleep(PAUSE)));
                self.poll_frame(context)
            }
        }
    }
}

const PAUSE: Duration = Duration::from_millis(20);
const HTML: &str = "<!doctype html><title>502</title><h1>502 Bad Gateway</h1><hr>nginx";
const HALF_JSON: &str = r#"{"resultCode":"0","resultDesc":"succ"#;
