//! The options one by one: each is read, or a fault says why it cannot be.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::demo::DemoConfig;
use super::faults::Faults;
use super::options::Options;
use super::text::Text;
use crate::origin::OriginPattern;
use crate::telemetry;

pub(super) fn address(
    flag: &str,
    text: Option<&Text>,
    default: SocketAddr,
    faults: &mut Faults,
) -> SocketAddr {
    let Some(text) = text.map(Text::as_str) else {
        return default;
    };
    // `localhost` is what people write; a name that needs a resolver is not an address to bind.
    let numeric = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    numeric.parse().unwrap_or_else(|_| {
        faults.add(format!(
            "`--{flag}` is `{text}`; write it as `127.0.0.1:8787`."
        ));
        default
    })
}

pub(super) fn duration(
    flag: &str,
    text: Option<&Text>,
    default: Duration,
    faults: &mut Faults,
) -> Duration {
    text.and_then(|text| faults.keep(text.duration(flag)))
        .unwrap_or(default)
}

pub(super) fn public_url(text: &Text) -> Result<Url, String> {
    let fault = || {
        format!(
            "`--public-url` is `{}`; write the proxy's own address as browsers see it, as \
             `https://desk.example.com`.",
            text.as_str()
        )
    };
    let url = Url::parse(text.as_str()).map_err(|_| fault())?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if matches!(url.scheme(), "http" | "https") && bare && url.username().is_empty() {
        Ok(url)
    } else {
        Err(fault())
    }
}

pub(super) fn channels(
    options: &Options,
    demo: Option<&DemoConfig>,
    faults: &mut Faults,
) -> BTreeSet<String> {
    let mut channels = BTreeSet::new();
    for channel in options.channel.iter().map(Text::as_str) {
        let fits = (1..=CHANNEL_CHARS).contains(&channel.len())
            && channel
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        if fits {
            channels.insert(channel.to_owned());
        } else {
            faults.add(format!(
                "`--channel` is `{channel}`; a channel ID has 1 to {CHANNEL_CHARS} letters and \
                 digits."
            ));
        }
    }
    if options.channel.is_empty() {
        match demo {
            Some(demo) => channels.extend([demo.channel.clone()]),
            None => faults
                .add("`--channel` is missing: give the ID of each channel that visitors may use."),
        }
    }
    channels
}

pub(super) fn origins(options: &Options, faults: &mut Faults) -> Vec<OriginPattern> {
    let read = |text: &Text| {
        let text = text.as_str();
        OriginPattern::parse(text).map_err(|what| format!("`--allow-origin` `{text}` {what}."))
    };
    options
        .allow_origin
        .iter()
        .filter_map(|text| faults.keep(read(text)))
        .collect()
}

pub(super) fn log(text: &Text) -> Result<String, String> {
    let filter = text.as_str();
    match telemetry::filter(filter) {
        Some(_) => Ok(filter.to_owned()),
        None => Err(format!(
            "`--log` is `{filter}`, which is no filter; write `info`, `debug` or \
             `warn,frontdesk_proxy=debug`."
        )),
    }
}

pub(super) fn static_dir(text: &Text) -> Result<PathBuf, String> {
    let folder = PathBuf::from(text.as_str());
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err(format!(
            "`--static-dir` {} is no folder; build the widget's files or leave the flag out.",
            folder.display()
        ))
    }
}

pub(super) const LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8787);
pub(super) const ADMIN_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8789);
pub(super) const OPERATOR_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8790);
pub(super) const DRAIN: Duration = Duration::from_secs(20);
const CHANNEL_CHARS: usize = 64;
