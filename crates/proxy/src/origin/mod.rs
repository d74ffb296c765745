//! Which pages may call, and what their browsers are told.

mod cors;
mod pattern;

use http::Uri;
use http::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use url::Url;

pub(crate) use cors::guard;
pub use pattern::OriginPattern;

/// The origins that may call.
#[derive(Debug)]
pub(crate) struct Origins {
    allowed: Vec<OriginPattern>,
    own: Option<String>,
    /// Listening on this machine alone: then a page of the proxy's own is whatever loopback name
    /// the browser used.
    loopback: bool,
}

/// What a request says of the page it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asker {
    /// No page, or one of the same origin: browsers then say nothing.
    Nobody,
    /// A page that may call.
    Allowed(HeaderValue),
    /// Another page. It may read its refusal, and nothing else.
    Foreign(HeaderValue),
}

impl Origins {
    pub(crate) fn new(
        allowed: Vec<OriginPattern>,
        public_url: Option<&Url>,
        loopback: bool,
    ) -> Self {
        Self {
            allowed,
            own: public_url.and_then(pattern::of_url),
            loopback,
        }
    }

    pub(crate) fn asker(&self, headers: &HeaderMap) -> Asker {
        let mut origins = headers.get_all(ORIGIN).iter();
        let Some(header) = origins.next() else {
            return Asker::Nobody;
        };
        let one = origins.next().is_none();
        match header.to_str() {
            Ok(origin) if one && self.allows(origin, headers) => Asker::Allowed(header.clone()),
            _ => Asker::Foreign(header.clone()),
        }
    }

    fn allows(&self, origin: &str, headers: &HeaderMap) -> bool {
        self.own.as_deref() == Some(origin)
            || self.allowed.iter().any(|pattern| pattern.allows(origin))
            || (self.loopback && is_own_loopback(origin, headers))
    }
}

/// Whether the origin is the `Host` that was called, and that is a loopback name: a name that
/// somebody else's DNS leads here is not.
fn is_own_loopback(origin: &str, headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let Some(host) = host.filter(|host| origin.strip_prefix("http://") == Some(host)) else {
        return false;
    };
    match host.parse::<Uri>().ok().as_ref().and_then(Uri::host) {
        Some("localhost" | "127.0.0.1" | "[::1]") => true,
        Some(name) => name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker(origins: &Origins, host: &str, origin: &'static str) -> Asker {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_str(host).unwrap());
        headers.insert(ORIGIN, HeaderValue::from_static(origin));
        origins.asker(&headers)
    }

    #[test]
    fn a_loopback_listener_knows_its_own_pages_and_no_others() {
        let origins = Origins::new(Vec::new(), None, true);
        for (host, origin) in [
            ("127.0.0.1:8787", "http://127.0.0.1:8787"),
            ("localhost:8787", "http://localhost:8787"),
            ("[::1]:8787", "http://[::1]:8787"),
        ] {
            assert!(
                matches!(asker(&origins, host, origin), Asker::Allowed(_)),
                "{origin}"
            );
        }
        for (host, origin) in [
            ("evil.test:8787", "http://evil.test:8787"),
            ("127.0.0.1:8787", "http://127.0.0.1:8788"),
            ("127.0.0.1:8787", "https://127.0.0.1:8787"),
            ("127.0.0.1:8787", "null"),
        ] {
            let asker = asker(&origins, host, origin);
            assert!(matches!(asker, Asker::Foreign(_)), "{origin}");
        }
        let public = Origins::new(Vec::new(), None, false);
        let asker = asker(&public, "127.0.0.1:1", "http://127.0.0.1:1");
        assert!(matches!(asker, Asker::Foreign(_)));
    }

    #[test]
    fn the_public_url_is_an_origin_of_its_own() {
        let url = Url::parse("https://desk.example.com").unwrap();
        let origins = Origins::new(Vec::new(), Some(&url), false);
        let own = asker(&origins, "desk.example.com", "https://desk.example.com");
        assert!(matches!(own, Asker::Allowed(_)));
    }

    #[test]
    fn two_origins_are_none() {
        let origins = Origins::new(Vec::new(), None, true);
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("localhost:1"));
        headers.append(ORIGIN, HeaderValue::from_static("http://localhost:1"));
        headers.append(ORIGIN, HeaderValue::from_static("https://evil.test"));
        assert!(matches!(origins.asker(&headers), Asker::Foreign(_)));
    }
}
