//! Where pushes go, and under which address they are signed.

use std::fmt;
use std::str::FromStr;

use frontdesk_protocol::push::PUSH_PATH;
use reqwest::Url;

use crate::loopback::is_loopback;

/// The webhook: plain HTTP on this machine. The API's path is appended to a base URL, and kept in a
/// URL that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushTarget(Url);

/// Host and path as the cloud knows them, where a load balancer rewrites both before the webhook
/// sees them. `http` or `https`, base URL or the whole one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress(Url);

/// Why an address is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PushAddressError {
    /// It cannot be read.
    #[error("not a URL such as http://127.0.0.1:8787: {0}")]
    NotUrl(String),
    /// It says more than where.
    #[error("a user name, a query or a fragment has no place in the webhook's URL: leave it out")]
    NotPlain,
    /// It is neither `http` nor `https`.
    #[error("{0} is not http or https")]
    Scheme(String),
    /// It is not plain HTTP on this machine.
    #[error(
        "the simulator pushes to this machine only, by plain http, and {0} is elsewhere: use \
         http://127.0.0.1, http://[::1] or http://localhost"
    )]
    Elsewhere(String),
}

impl PushTarget {
    pub(crate) fn url(&self) -> &Url {
        &self.0
    }
}

impl FromStr for PushTarget {
    type Err = PushAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = whole(text)?;
        if url.scheme() == "http" && is_loopback(url.host_str().unwrap_or_default()) {
            Ok(Self(url))
        } else {
            Err(PushAddressError::Elsewhere(
                url.origin().ascii_serialization(),
            ))
        }
    }
}

impl fmt::Display for PushTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl PublicAddress {
    pub(crate) fn url(&self) -> &Url {
        &self.0
    }
}

impl FromStr for PublicAddress {
    type Err = PushAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        whole(text).map(Self)
    }
}

/// The `Host` header of a request to a URL: the port stands in it unless it is the scheme's own.
pub(super) fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

fn whole(text: &str) -> Result<Url, PushAddressError> {
    let mut url =
        Url::parse(text).map_err(|error| PushAddressError::NotUrl(format!("{text}: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(PushAddressError::Scheme(text.to_owned()));
    }
    let has_user = !url.username().is_empty() || url.password().is_some();
    if has_user || url.query().is_some() || url.fragment().is_some() {
        return Err(PushAddressError::NotPlain);
    }
    let path = url.path().trim_end_matches('/');
    let base = path.strip_suffix(PUSH_PATH).unwrap_or(path);
    let path = format!("{base}{PUSH_PATH}");
    url.set_path(&path);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_and_a_whole_one_mean_the_same() {
        for text in [
            "http://127.0.0.1:8787",
            "http://127.0.0.1:8787/",
            "http://127.0.0.1:8787/webhooks/v1/messages",
            "http://127.0.0.1:8787/webhooks/v1/messages/",
        ] {
            let target: PushTarget = text.parse().unwrap();
            assert_eq!(
                target.to_string(),
                "http://127.0.0.1:8787/webhooks/v1/messages",
                "{text}"
            );
        }
        let under: PushTarget = "http://localhost/chat/".parse().unwrap();
        assert_eq!(
            under.to_string(),
            "http://localhost/chat/webhooks/v1/messages"
        );
    }

    #[test]
    fn other_machines_are_refused() {
        for text in [
            "http://192.0.2.1:8787",
            "https://127.0.0.1:8787",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "http://0.0.0.0:8787",
            "http://[::2]",
        ] {
            let error = text.parse::<PushTarget>().unwrap_err();
            assert!(
                matches!(error, PushAddressError::Elsewhere(_)),
                "{text}: {error}"
            );
        }
        for text in ["http://[::1]:1", "http://127.9.9.9", "HTTP://LOCALHOST:2"] {
            assert!(text.parse::<PushTarget>().is_ok(), "{text}");
        }
    }

    #[test]
    fn what_does_not_belong_into_it_is_refused() {
        for text in [
            "http://ann@127.0.0.1",
            "http://127.0.0.1/?key=1",
            "http://127.0.0.1/#top",
        ] {
            let error = text.parse::<PushTarget>().unwrap_err();
            assert_eq!(error, PushAddressError::NotPlain, "{text}");
        }
        for text in ["", "127.0.0.1:8787", "http://"] {
            assert!(text.parse::<PushTarget>().is_err(), "{text}");
            assert!(text.parse::<PublicAddress>().is_err(), "{text}");
        }
        let error = "ftp://127.0.0.1".parse::<PushTarget>().unwrap_err();
        assert!(matches!(error, PushAddressError::Scheme(_)), "{error}");
    }

    #[test]
    fn the_host_has_the_port_that_the_scheme_does_not_imply() {
        for (text, expected) in [
            ("https://chat.example.com", "chat.example.com"),
            ("https://chat.example.com:443/a", "chat.example.com"),
            ("https://chat.example.com:8443", "chat.example.com:8443"),
            ("http://[::1]:80", "[::1]"),
        ] {
            let address: PublicAddress = text.parse().unwrap();
            assert_eq!(host(address.url()), expected);
        }
    }
}
