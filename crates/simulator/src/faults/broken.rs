//! Answers that break: closed, cut off, or not what they claim to be.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper::body::{Bytes, Frame};
use tokio::time::{Sleep, sleep};

use super::dice::Throw;
use crate::server::fault::BAD_GATEWAY;
use crate::server::serve::Close;

/// No answer: the connection is closed.
pub(super) fn closed() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Close);
    response
}

/// The answer's head and half of its body, then the connection is closed. Of a stream, that is half
/// of one of its first pieces; of an answer that may have no body, nothing.
pub(super) fn cut(method: &Method, response: Response, throw: &mut Throw) -> Response {
    if !may_have_body(method, response.status()) {
        return closed();
    }
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
        0 => ("text/html; charset=utf-8", BAD_GATEWAY),
        1 => ("application/json", HALF_JSON),
        _ => ("application/json", BAD_GATEWAY),
    };
    ([(CONTENT_TYPE, kind)], text).into_response()
}

fn may_have_body(method: &Method, status: StatusCode) -> bool {
    let is_bare = matches!(
        status,
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED
    );
    !is_bare && !status.is_informational() && !matches!(*method, Method::HEAD | Method::OPTIONS)
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
const HALF_JSON: &str = r#"{"resultCode":"0","resultDesc":"succ"#;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::{FaultKind, dice::Dice, spec::FaultSpec};

    fn cut_of(method: &Method, status: StatusCode) -> Response {
        let spec = FaultSpec::parse("up.cut=1").unwrap();
        let mut throw = Dice::new(1).roll(crate::Leg::Up, &spec).unwrap();
        assert_eq!(throw.kind, FaultKind::Cut);
        let answer = (status, Body::from("Hello")).into_response();
        cut(method, answer, &mut throw)
    }

    #[test]
    fn where_no_body_may_be_the_connection_is_closed_and_no_length_is_claimed() {
        for (method, status, is_closed) in [
            (Method::GET, StatusCode::OK, false),
            (Method::POST, StatusCode::INTERNAL_SERVER_ERROR, false),
            (Method::GET, StatusCode::NO_CONTENT, true),
            (Method::POST, StatusCode::NOT_MODIFIED, true),
            (Method::HEAD, StatusCode::OK, true),
            (Method::OPTIONS, StatusCode::OK, true),
        ] {
            let answer = cut_of(&method, status);
            assert_eq!(answer.extensions().get::<Close>().is_some(), is_closed);
            let claims = answer.headers().contains_key(CONTENT_LENGTH);
            assert_eq!(claims, !is_closed, "{method} {status}");
        }
    }
}
