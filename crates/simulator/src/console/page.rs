//! The page's files, in the binary.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::server::App;

/// A route for each file.
pub(super) fn router() -> Router<App> {
    FILES.iter().fold(Router::new(), |router, file| {
        router.route(file.path, get(async || file.answer()))
    })
}

struct File {
    path: &'static str,
    kind: &'static str,
    text: &'static str,
}

impl File {
    fn answer(&self) -> Response {
        let headers = [
            (CONTENT_TYPE, self.kind),
            (CONTENT_SECURITY_POLICY, POLICY),
            (REFERRER_POLICY, "no-referrer"),
            (CACHE_CONTROL, "no-cache"),
        ];
        (headers, self.text).into_response()
    }
}

const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

static FILES: [File; 9] = [
    File {
        path: "/console",
        kind: HTML,
        text: include_str!("console.html"),
    },
    File {
        path: "/console/base.css",
        kind: CSS,
        text: include_str!("base.css"),
    },
    File {
        path: "/console/console.css",
        kind: CSS,
        text: include_str!("console.css"),
    },
    File {
        path: "/console/people.css",
        kind: CSS,
        text: include_str!("people.css"),
    },
    File {
        path: "/console/talk.css",
        kind: CSS,
        text: include_str!("talk.css"),
    },
    File {
        path: "/console/console.js",
        kind: SCRIPT,
        text: include_str!("console.js"),
    },
    File {
        path: "/console/calls.js",
        kind: SCRIPT,
        text: include_str!("calls.js"),
    },
    File {
        path: "/console/render.js",
        kind: SCRIPT,
        text: include_str!("render.js"),
    },
    File {
        path: "/console/icon.svg",
        kind: "image/svg+xml",
        text: include_str!("icon.svg"),
    },
];
