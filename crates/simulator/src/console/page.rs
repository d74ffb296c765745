//! The page's files, in the binary.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::server::App;

/// A route for each file.
pub(super) fn router() -> Router<App> {
    let page = Router::new().route("/console", get(async || HTML.answer()));
    FILES.iter().fold(page, |router, file| {
        router.route(
            &format!("/console/{}", file.name),
            get(async || file.answer()),
        )
    })
}

struct File {
    name: &'static str,
    text: &'static str,
}

impl File {
    fn answer(&self) -> Response {
        let headers = [
            (CONTENT_TYPE, self.kind()),
            (CONTENT_SECURITY_POLICY, POLICY),
            (REFERRER_POLICY, "no-referrer"),
            (CACHE_CONTROL, "no-cache"),
        ];
        (headers, self.text).into_response()
    }

    fn kind(&self) -> &'static str {
        match self.name.rsplit_once('.') {
            Some((_, "css")) => "text/css; charset=utf-8",
            Some((_, "js")) => "text/javascript; charset=utf-8",
            Some((_, "svg")) => "image/svg+xml",
            _ => "text/html; charset=utf-8",
        }
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(File { name: $name, text: include_str!(concat!("page/", $name)) }),*]
    };
}

const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: File = File {
    name: "console.html",
    text: include_str!("page/console.html"),
};

static FILES: [File; 18] = files![
    "base.css",
    "console.css",
    "people.css",
    "talk.css",
    "composer.css",
    "panels.css",
    "calls.js",
    "cloud.js",
    "composer.js",
    "console.js",
    "elements.js",
    "heard.js",
    "kinds.js",
    "people.js",
    "scenarios.js",
    "tabs.js",
    "transcript.js",
    "icon.svg",
];
