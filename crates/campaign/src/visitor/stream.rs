//! Server-sent events, as far as the proxy's stream uses them.

use frontdesk_conversation::{Failure, Heard};
use http::Response;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt;
use hyper::body::Incoming;

use super::net::text;

/// Hears what an open stream says until it ends.
pub(super) async fn listen(answer: Response<Incoming>, hear: impl Fn(Heard)) -> Failure {
    let kind = text(answer.headers(), CONTENT_TYPE.as_str()).unwrap_or_default();
    if !kind.starts_with("text/event-stream") {
        return Failure::Garbage;
    }
    hear(Heard::Begun);
    let mut body = answer.into_body();
    let mut bytes = Vec::new();
    while let Some(Ok(frame)) = body.frame().await {
        bytes.extend(frame.into_data().unwrap_or_default());
        while let Some(end) = bytes.windows(2).position(|two| two == b"\n\n") {
            let event: Vec<u8> = bytes.drain(..end + 2).collect();
            if let Some(heard) = read(&String::from_utf8_lossy(&event)) {
                hear(heard);
            }
        }
    }
    Failure::Lost
}

/// One event; `None` where nobody knows what it says.
fn read(event: &str) -> Option<Heard> {
    let field = |name: &str| {
        let mut lines = event.lines();
        lines.find_map(|line| Some(line.strip_prefix(name)?.strip_prefix(':')?.trim_start()))
    };
    match (field("event"), field("data")) {
        (Some("superseded"), _) => Some(Heard::Superseded),
        (Some("trouble"), _) => Some(Heard::Trouble),
        (Some("well"), _) => Some(Heard::Well),
        (Some("message" | "reset") | None, Some(data)) => {
            serde_json::from_str(data).ok().map(Heard::Batch)
        }
        (None, None) => Some(Heard::Beat),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::panic,
        reason = "a test fails by panicking"
    )]

    use super::*;

    #[test]
    fn events_are_read_as_the_proxy_writes_them() {
        let batch = "event: reset\nid: e-2\ndata: {\"resultCode\":\"0\",\"downlinkMessages\":[],\
            \"cursor\":\"e-2\",\"reset\":true}\n\n";
        let Some(Heard::Batch(batch)) = read(batch) else {
            panic!("no batch");
        };
        assert!(batch.reset);
        assert_eq!(batch.cursor.as_deref(), Some("e-2"));
        assert_eq!(read(":\n\n"), Some(Heard::Beat));
        assert_eq!(
            read("event: trouble\ndata: \"upstream-down\"\n\n"),
            Some(Heard::Trouble)
        );
        assert_eq!(
            read("event: superseded\ndata: {}\n\n"),
            Some(Heard::Superseded)
        );
        assert_eq!(read("event: news\ndata: {}\n\n"), None);
    }
}
