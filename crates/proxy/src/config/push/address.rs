//! The webhook's address as the cloud knows it.

use frontdesk_protocol::push::PUSH_PATH;
use url::Url;

use crate::config::text::Text;

/// The webhook as the cloud calls it, whatever a load balancer makes of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushAddress {
    /// With the port where that is not the scheme's own.
    pub host: String,
    /// From its first slash.
    pub path: String,
}

impl PushAddress {
    /// Of the webhook's whole URL.
    pub(super) fn parse(text: &Text) -> Result<Self, String> {
        let fault = || {
            format!(
                "`--push-public-url` is `{}`; write the webhook's whole URL as the contact centre \
                 was given it, as `https://desk.example.com{PUSH_PATH}`.",
                text.as_str()
            )
        };
        let url = Url::parse(text.as_str()).map_err(|_| fault())?;
        let bare = url.query().is_none() && url.fragment().is_none();
        let nobody = url.username().is_empty() && url.password().is_none();
        let whole = url.path().ends_with(PUSH_PATH);
        if matches!(url.scheme(), "http" | "https") && bare && nobody && whole {
            Self::of(&url, url.path()).ok_or_else(fault)
        } else {
            Err(fault())
        }
    }

    /// Under the proxy's own address.
    pub(super) fn under(public_url: &Url) -> Option<Self> {
        Self::of(public_url, PUSH_PATH)
    }

    fn of(url: &Url, path: &str) -> Option<Self> {
        let name = url.host_str()?;
        let host = match url.port() {
            Some(port) => format!("{name}:{port}"),
            None => name.to_owned(),
        };
        let path = path.to_owned();
        Some(Self { host, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_webhooks_address_is_the_whole_one_without_the_schemes_port() {
        for (text, host, path) in [
            (
                "https://chat.example.com/webhooks/v1/messages",
                "chat.example.com",
                "/webhooks/v1/messages",
            ),
            (
                "https://chat.example.com:443/desk/webhooks/v1/messages",
                "chat.example.com",
                "/desk/webhooks/v1/messages",
            ),
            (
                "http://127.0.0.1:8787/webhooks/v1/messages",
                "127.0.0.1:8787",
                "/webhooks/v1/messages",
            ),
        ] {
            let address = PushAddress::parse(&Text::from(text.to_owned())).unwrap();
            assert_eq!((address.host.as_str(), address.path.as_str()), (host, path));
        }
        for text in [
            "desk",
            "https://chat.example.com",
            "https://chat.example.com/webhooks",
            "https://chat.example.com/webhooks/v1/messages?a=1",
            "https://ann:b@chat.example.com/webhooks/v1/messages",
            "ftp://chat.example.com/webhooks/v1/messages",
        ] {
            assert!(
                PushAddress::parse(&Text::from(text.to_owned())).is_err(),
                "{text}"
            );
        }
    }
}
