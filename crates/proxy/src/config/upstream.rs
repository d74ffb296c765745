//! Where the cloud is, and how it is spoken to.

use std::collections::HashMap;
use std::time::Duration;

use frontdesk_protocol::{Endpoint, TokenByAkSk, headers};
use http::header::{self, HeaderName, HeaderValue};
use http::uri::{Authority, Scheme};
use secrecy::SecretString;
use url::{Host, Url};

use super::faults::Faults;
use super::options::Options;
use super::paths::{API_PREFIX, PATHS, named_path, path_of};
use super::secrets;
use super::text::Text;

/// Headers that the proxy itself writes.
const OWN_HEADERS: [&str; 8] = [
    headers::VISITOR_TOKEN,
    headers::APP_KEY,
    "authorization",
    "host",
    "content-length",
    "content-type",
    "transfer-encoding",
    "connection",
];

/// The cloud and the tenant's keys.
#[derive(Debug)]
pub struct UpstreamConfig {
    /// `https`, or `http` to this machine.
    pub scheme: Scheme,
    /// Host and port.
    pub authority: Authority,
    /// Path of the Bearer's call.
    pub token_path: String,
    /// Whole paths of the other calls, by [`Endpoint::PATH`].
    pub paths: HashMap<&'static str, String>,
    /// Headers for every call.
    pub extra_headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether header names are written in title case.
    pub title_case_headers: bool,
    /// AK.
    pub app_key: String,
    /// SK.
    pub app_secret: SecretString,
    /// How long calls may take. No flags: the documents give the numbers.
    pub timeouts: Timeouts,
}

/// How long calls to the cloud may take.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// The Bearer's call and applyToken.
    pub token: Duration,
    /// All other calls but the poll.
    pub command: Duration,
    /// The long poll, which upstream holds for 5 s.
    pub poll: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            token: Duration::from_secs(10),
            command: Duration::from_secs(10),
            poll: Duration::from_secs(30),
        }
    }
}

impl UpstreamConfig {
    /// A cloud at this address with the documents' paths.
    pub fn new(
        scheme: Scheme,
        authority: Authority,
        app_key: String,
        app_secret: SecretString,
    ) -> Self {
        Self {
            scheme,
            authority,
            token_path: TokenByAkSk::PATH.to_owned(),
            paths: PATHS
                .map(|path| (path, format!("{API_PREFIX}{path}")))
                .into(),
            extra_headers: Vec::new(),
            title_case_headers: false,
            app_key,
            app_secret,
            timeouts: Timeouts::default(),
        }
    }

    /// Reads address and keys; what concerns paths and headers follows in [`Self::vary`].
    pub(super) fn read(options: &Options, faults: &mut Faults) -> Option<Self> {
        let base = faults.keep(base(options.upstream.as_ref()));
        let app_key = faults.keep(app_key(options.app_key.as_ref()));
        let secret = secrets::read(
            "app-secret",
            options.app_secret.as_ref(),
            options.app_secret_file.as_ref(),
        );
        let app_secret = faults.keep(secret.and_then(|secret| {
            secret.ok_or_else(|| {
                "`--app-secret-file` is missing: name the file that holds the tenant's SK.".into()
            })
        }));
        let (scheme, authority) = base?;
        Some(Self::new(scheme, authority, app_key?, app_secret?))
    }

    /// The variants of paths and headers that some clouds want.
    pub(super) fn vary(&mut self, options: &Options, faults: &mut Faults) {
        if let Some(path) = &options.token_path
            && let Some(path) = faults.keep(path_of("token-path", path.as_str()))
        {
            self.token_path = path;
        }
        if let Some(prefix) = &options.api_prefix
            && let Some(prefix) = faults.keep(path_of("api-prefix", prefix.as_str()))
        {
            let prefix = prefix.trim_end_matches('/');
            self.paths = PATHS.map(|path| (path, format!("{prefix}{path}"))).into();
        }
        for path in &options.path {
            if let Some((name, path)) = faults.keep(named_path(path.as_str())) {
                self.paths.insert(name, path);
            }
        }
        for header in &options.extra_header {
            self.extra_headers
                .extend(faults.keep(extra_header(header.as_str())));
        }
        if let Some(flag) = &options.title_case_headers {
            self.title_case_headers = faults
                .keep(flag.flag("title-case-headers"))
                .unwrap_or_default();
        }
    }
}

/// Whether a URL's host is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn base(text: Option<&Text>) -> Result<(Scheme, Authority), String> {
    let Some(text) = text.map(Text::as_str) else {
        return Err("`--upstream` is missing: give the cloud's address, as \
                    `https://service.besclouds.com`."
            .into());
    };
    let fault = |what: &str| {
        Err(format!(
            "`--upstream` {what}; write it as `https://HOST[:PORT]`."
        ))
    };
    // The URL may hold a password, so no sentence shows it.
    let Ok(url) = Url::parse(text) else {
        return fault("is no URL");
    };
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return fault("is no address of a web server");
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(
            "`--upstream` is plain http, which would send the tenant's keys in the clear; \
                    write `https://` (plain http only to this machine)."
                .into(),
        );
    }
    if !url.username().is_empty() || url.password().is_some() {
        return fault("has a user name in it");
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return fault("has more than scheme, host and port (a path belongs to `--api-prefix`)");
    }
    let scheme = if url.scheme() == "http" {
        Scheme::HTTP
    } else {
        Scheme::HTTPS
    };
    match Authority::try_from(url.authority()) {
        Ok(authority) => Ok((scheme, authority)),
        Err(_) => fault("has a host that no request can carry"),
    }
}

fn app_key(text: Option<&Text>) -> Result<String, String> {
    let Some(text) = text.map(Text::as_str).filter(|text| !text.is_empty()) else {
        return Err("`--app-key` is missing: give the tenant's AK.".into());
    };
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err("`--app-key` holds characters that no header can carry; copy the AK once more.".into())
    }
}

fn extra_header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    // The value may be a key of some gateway, so no sentence shows it.
    let Some((name, value)) = text.split_once(':') else {
        return Err("`--extra-header` has no colon; write `Name: value`.".into());
    };
    let name = name.trim();
    let header = HeaderName::try_from(name)
        .map_err(|_| format!("`--extra-header` names `{name}`, which is no header name."))?;
    if OWN_HEADERS.contains(&header.as_str()) || header == header::TE || header == header::UPGRADE {
        return Err(format!(
            "`--extra-header` names `{name}`, which the proxy itself writes."
        ));
    }
    let mut value = HeaderValue::try_from(value.trim())
        .map_err(|_| format!("`--extra-header` {name} has a value that no header can carry."))?;
    value.set_sensitive(true);
    Ok((header, value))
}
