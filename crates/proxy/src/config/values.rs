//! The options one by one: each is read, or a fault says why it cannot be.

use std::collections::BTreeSet;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use frontdesk_protocol::limits;
use url::Url;

use super::demo::DemoConfig;
use super::faults::Faults;
use super::options::Options;
use super::secrets::{self, SealKey};
use super::text::Text;
use super::{Limits, Linger, SealConfig};
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

pub(super) fn seal(
    options: &Options,
    demo: bool,
    warnings: &mut Vec<String>,
    faults: &mut Faults,
) -> Option<SealConfig> {
    let life = duration("seal-life", options.seal_life.as_ref(), SEAL_LIFE, faults);
    let max_age = duration(
        "seal-max-age",
        options.seal_max_age.as_ref(),
        SEAL_MAX_AGE,
        faults,
    );
    if max_age < life {
        faults.add(
            "`--seal-max-age` is shorter than `--seal-life`, so no seal could be renewed; make it \
             longer.",
        );
    }
    let keys = secrets::read(
        "seal-key",
        options.seal_key.as_ref(),
        options.seal_key_file.as_ref(),
    );
    let keys = match faults.keep(keys)? {
        Some(keys) => faults.keep(secrets::seal_keys(&keys))?,
        None => {
            if !demo {
                warnings.push(
                    "No seal key is configured: visitors of before a restart become strangers. \
                     Give `--seal-key-file`."
                        .into(),
                );
            }
            let key = SealKey::random().map_err(|error| {
                format!("This machine gives no randomness for a seal key: {error}.")
            });
            vec![faults.keep(key)?]
        }
    };
    Some(SealConfig {
        keys,
        life,
        max_age,
    })
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

pub(super) fn limits(options: &Options, faults: &mut Faults) -> Limits {
    let mut bytes = |flag, text: Option<&Text>, default| {
        text.and_then(|text| faults.keep(text.bytes(flag)))
            .unwrap_or(default)
    };
    Limits {
        text_bytes: bytes(
            "limit-text-bytes",
            options.limit_text_bytes.as_ref(),
            limits::TEXT_BYTES,
        ),
        body_bytes: bytes(
            "limit-body-bytes",
            options.limit_body_bytes.as_ref(),
            BODY_BYTES,
        ),
        upload_bytes: bytes(
            "limit-upload-bytes",
            options.limit_upload_bytes.as_ref(),
            UPLOAD_BYTES,
        ),
        streams: streams(options.limit_streams.as_ref(), faults),
    }
}

fn streams(text: Option<&Text>, faults: &mut Faults) -> usize {
    let Some(text) = text.map(Text::as_str) else {
        return STREAMS;
    };
    match text.parse() {
        Ok(number @ 1..=1000) => number,
        _ => {
            faults.add(format!(
                "`--limit-streams` is `{text}`; write a number from 1 to 1000."
            ));
            STREAMS
        }
    }
}

pub(super) fn linger(options: &Options, faults: &mut Faults) -> Linger {
    let agent = options.agent_linger.as_ref();
    Linger {
        robot: duration("linger", options.linger.as_ref(), LINGER, faults),
        agent: duration("agent-linger", agent, AGENT_LINGER, faults),
    }
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
const SEAL_LIFE: Duration = Duration::from_secs(60 * 60);
const SEAL_MAX_AGE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
const BODY_BYTES: u32 = 64 * 1024;
const STREAMS: usize = 4;
const LINGER: Duration = Duration::from_secs(120);
const AGENT_LINGER: Duration = Duration::from_secs(600);
const UPLOAD_BYTES: u32 = 2 * 1024 * 1024;
pub(super) const DRAIN: Duration = Duration::from_secs(20);
const CHANNEL_CHARS: usize = 64;
