//! Origins that may call, as they are configured.

use std::fmt;

use url::{Origin, Url};

/// One allowed origin, or all subdomains of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginPattern(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// Exactly as a browser writes it.
    Exact(String),
    /// `https://` + something + `.example.com` (+ `:8443`).
    Subdomains { suffix: String },
}

impl OriginPattern {
    /// Reads `https://shop.example.com`, `http://localhost:3000` or `https://*.example.com`.
    ///
    /// # Errors
    /// What is wrong, to follow on the pattern's name in a sentence.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        if text == "*" {
            return Err("would let every site in; name the origins");
        }
        if let Some(rest) = text.strip_prefix("https://*.") {
            // Read with a label in place of the star, so that the rest has to be a host.
            let origin = exact(&format!("https://x.{rest}"))?;
            if rest.contains('*') {
                return Err("has more than one star; only `https://*.example.com` is understood");
            }
            let suffix = origin.strip_prefix("https://x").unwrap_or_default();
            if suffix.matches('.').count() < 2 {
                return Err("is wider than one site; name at least `https://*.example.com`");
            }
            return Ok(Self(Kind::Subdomains {
                suffix: suffix.to_owned(),
            }));
        }
        if text.contains('*') {
            return Err("has a star where none is understood; only `https://*.example.com` is");
        }
        exact(text).map(|origin| Self(Kind::Exact(origin)))
    }

    /// Whether an `Origin` header is meant.
    pub fn allows(&self, origin: &str) -> bool {
        match &self.0 {
            Kind::Exact(exact) => exact == origin,
            Kind::Subdomains { suffix } => origin
                .strip_prefix("https://")
                .and_then(|host| host.strip_suffix(suffix.as_str()))
                .is_some_and(|labels| labels.split('.').all(is_label)),
        }
    }
}

/// The origin of a URL as a browser writes it: lower case, without a default port.
pub(crate) fn of_url(url: &Url) -> Option<String> {
    match url.origin() {
        origin @ Origin::Tuple(..) => Some(origin.ascii_serialization()),
        Origin::Opaque(_) => None,
    }
}

impl fmt::Display for OriginPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Exact(exact) => formatter.write_str(exact),
            Kind::Subdomains { suffix } => write!(formatter, "https://*{suffix}"),
        }
    }
}

fn exact(text: &str) -> Result<String, &'static str> {
    const FORM: &str =
        "is no origin; write scheme, host and perhaps port, as `https://example.com`";

    let url = Url::parse(text).map_err(|_| FORM)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err("is no origin of a web page; it starts with `https://` or `http://`");
    }
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !bare || !url.username().is_empty() || url.password().is_some() {
        return Err("is more than an origin; leave out what follows host and port");
    }
    of_url(&url).ok_or(FORM)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(pattern: &str, origin: &str) -> bool {
        OriginPattern::parse(pattern).unwrap().allows(origin)
    }

    #[test]
    fn exact_origins_match_themselves_alone() {
        assert!(allows("https://Example.com:443/", "https://example.com"));
        assert!(allows("http://localhost:3000", "http://localhost:3000"));
        assert!(!allows(
            "https://example.com",
            "https://example.com.evil.test"
        ));
        assert!(!allows("https://example.com", "http://example.com"));
        assert!(!allows("https://example.com", "https://example.com:8443"));
        assert!(!allows("https://example.com", "null"));
    }

    #[test]
    fn a_star_matches_subdomains_of_every_depth_and_not_the_domain() {
        let pattern = "https://*.example.com";
        assert!(allows(pattern, "https://a.example.com"));
        assert!(allows(pattern, "https://a.b.example.com"));
        assert!(!allows(pattern, "https://example.com"));
        assert!(!allows(pattern, "https://evilexample.com"));
        assert!(!allows(pattern, "https://.example.com"));
        assert!(!allows(pattern, "https://evil.test/.example.com"));
        assert!(!allows(pattern, "http://a.example.com"));
        assert!(!allows(pattern, "https://a.example.com:8443"));
        assert!(allows(
            "https://*.example.com:8443",
            "https://a.example.com:8443"
        ));
    }

    #[test]
    fn patterns_that_mean_too_much_or_nothing_are_refused() {
        for pattern in [
            "*",
            "https://*",
            "https://*.com",
            "https://*.*.example.com",
            "http://*.example.com",
            "https://a.*.example.com",
            "example.com",
            "https://example.com/shop",
            "https://user@example.com",
            "file:///tmp",
            "null",
            "",
        ] {
            assert!(OriginPattern::parse(pattern).is_err(), "{pattern}");
        }
    }
}
