//! One file and the answers that carry it.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderMap,
    HeaderValue, IF_NONE_MATCH, VARY,
};
use sha2::{Digest, Sha256};

use super::encoding::Encoding;
use crate::serve::RESOURCE_POLICY;

/// How long a browser may keep a file without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Age {
    /// Its name changes with it.
    Forever,
    /// Five minutes.
    Short,
    /// Not at all.
    None,
}

impl Age {
    fn cache_control(self) -> &'static str {
        match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Short => "public, max-age=300, must-revalidate",
            Self::None => "no-cache",
        }
    }
}

/// A file, plain and compressed.
#[derive(Debug)]
pub(super) struct File {
    content_type: &'static str,
    plain: Bytes,
    encoded: Vec<(Encoding, Bytes)>,
    tag: String,
}

impl File {
    pub(super) fn new(path: &str, plain: Bytes, encoded: Vec<(Encoding, Bytes)>) -> Self {
        let digest = Sha256::digest(&plain);
        let tag = digest
            .iter()
            .take(TAG_BYTES)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            content_type: content_type(path),
            plain,
            encoded,
            tag,
        }
    }

    /// The body of a HEAD answer is left out by the router.
    pub(super) fn answer(&self, age: Age, request: &HeaderMap) -> Response {
        let chosen = self
            .encoded
            .iter()
            .find(|(encoding, _)| encoding.is_accepted(request));
        let tag = match chosen {
            Some((encoding, _)) => format!("\"{}-{}\"", self.tag, encoding.extension()),
            None => format!("\"{}\"", self.tag),
        };
        let unchanged = has_tag(request, &tag);
        let mut response = if unchanged {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let bytes = chosen.map_or(&self.plain, |(_, bytes)| bytes);
            Response::new(Body::from(bytes.clone()))
        };
        let headers = response.headers_mut();
        headers.extend(HeaderValue::try_from(tag).ok().map(|tag| (ETAG, tag)));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(age.cache_control()));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
        if !unchanged {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
            if let Some((encoding, _)) = chosen {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.token()));
            }
        }
        if self.content_type == HTML {
            headers.insert(
                CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(PAGE_POLICY),
            );
        }
        response
    }
}

fn has_tag(request: &HeaderMap, tag: &str) -> bool {
    request
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        // Compiled while it streams only under this very type.
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("html") => HTML,
        Some("json" | "map") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("ts" | "txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

const HTML: &str = "text/html; charset=utf-8";

/// As a site that takes care would have it.
const PAGE_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; \
     base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'";

const TAG_BYTES: usize = 16;
