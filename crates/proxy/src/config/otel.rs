//! Where spans go.

use http::HeaderName;
use url::Url;

use super::faults::Faults;
use super::text::Text;
use super::upstream::is_loopback;

/// The collector of spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtelConfig {
    /// Where it takes traces, whole: OTLP over HTTP.
    pub endpoint: Url,
}

impl OtelConfig {
    /// `None` where no spans are asked for, or where they are refused.
    pub(super) fn read(
        text: Option<&Text>,
        warnings: &mut Vec<String>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let text = text?;
        if !cfg!(feature = "otel") {
            faults.add("`--otel-endpoint` is not in this build; build with `--features otel`.");
            return None;
        }
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let config = faults.keep(Self::parse(text, variable))?;
        let headers = HEADERS
            .iter()
            .filter_map(|name| Some((name, variable(name)?)));
        let headers: Vec<_> = headers.collect();
        for (name, pairs) in &headers {
            faults.keep(pairs_of(name, pairs));
        }
        let keys = !headers.is_empty();
        if keys && config.endpoint.scheme() == "http" && !is_loopback(&config.endpoint) {
            warnings.push(
                "the collector's address is plain http and OTEL_EXPORTER_OTLP_HEADERS is set: what \
                 stands there goes over the network in the clear"
                    .to_owned(),
            );
        }
        Some(config)
    }

    /// The address of a flag is that of the collector; those of the environment are as OpenTelemetry
    /// has them.
    fn parse(text: &Text, variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        if text.as_str() != FROM_ENVIRONMENT {
            return Self::under("`--otel-endpoint`", text.as_str());
        }
        if let Some(whole) = variable(WHOLE) {
            let endpoint = bare(&format!("`{WHOLE}`"), &whole)?;
            return Ok(Self { endpoint });
        }
        match variable(BASE) {
            Some(base) => Self::under(&format!("`{BASE}`"), &base),
            None => Err(format!(
                "`--otel-endpoint` is `{FROM_ENVIRONMENT}`, and {BASE} is not set; set it, or give \
                 the collector's address."
            )),
        }
    }

    fn under(name: &str, base: &str) -> Result<Self, String> {
        let mut endpoint = bare(name, base)?;
        let path = endpoint.path().trim_end_matches('/');
        if path.ends_with(PATH) {
            return Err(format!(
                "{name} ends with `{PATH}`, which is added to it; leave that out."
            ));
        }
        let path = format!("{path}{PATH}");
        endpoint.set_path(&path);
        Ok(Self { endpoint })
    }
}

/// What is wrong is not repeated: there may be a key in it.
fn bare(name: &str, text: &str) -> Result<Url, String> {
    let fault = |what: &str| format!("{name} {what}; write it as `http://127.0.0.1:4318`.");
    let url = Url::parse(text.trim()).map_err(|_| fault("is no address"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(fault("is no address of a collector over HTTP"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fault(
            "has a user name in it (keys belong into OTEL_EXPORTER_OTLP_HEADERS)",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fault("has more than scheme, host, port and path"));
    }
    Ok(url)
}

/// A pair that is none would be left out in silence, and the collector would miss its key.
fn pairs_of(name: &str, pairs: &str) -> Result<(), String> {
    let is_pair = |pair: &str| {
        pair.split_once('=')
            .is_some_and(|(key, _)| HeaderName::try_from(key.trim()).is_ok())
    };
    let mut pairs = pairs.split(',').filter(|pair| !pair.trim().is_empty());
    if pairs.all(is_pair) {
        return Ok(());
    }
    Err(format!(
        "`{name}` holds what is no header; write it as `name=value,name=value`, with `%20` for a space \
         and `%2C` for a comma."
    ))
}

const FROM_ENVIRONMENT: &str = "env";
const PATH: &str = "/v1/traces";
const BASE: &str = "OTEL_EXPORTER_OTLP_ENDPOINT";
const WHOLE: &str = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
const HEADERS: [&str; 2] = [
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, environment: &[(&str, &str)]) -> Result<String, String> {
        let variable = |name: &str| {
            let mut pairs = environment.iter();
            let pair = pairs.find(|(known, _)| *known == name)?;
            Some(pair.1.to_owned())
        };
        let config = OtelConfig::parse(&Text::from(text.to_owned()), variable)?;
        Ok(config.endpoint.into())
    }

    #[test]
    fn the_path_of_traces_is_put_under_the_collectors_address() {
        for (text, endpoint) in [
            ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
            (
                "https://otel.example.com/otlp/",
                "https://otel.example.com/otlp/v1/traces",
            ),
        ] {
            assert_eq!(parse(text, &[]).as_deref(), Ok(endpoint));
        }
    }

    #[test]
    fn the_environment_is_asked_where_the_flag_says_so() {
        let base = (BASE, "http://otel:4318");
        let whole = (WHOLE, "http://otel:4318/all");
        let endpoint = parse("env", &[base]);
        assert_eq!(endpoint.as_deref(), Ok("http://otel:4318/v1/traces"));
        let endpoint = parse("env", &[base, whole]);
        assert_eq!(endpoint.as_deref(), Ok("http://otel:4318/all"));
        let endpoint = parse("http://flag:4318", &[base, whole]);
        assert_eq!(endpoint.as_deref(), Ok("http://flag:4318/v1/traces"));
        assert!(parse("env", &[]).unwrap_err().contains(BASE));
    }

    #[test]
    fn what_is_no_collector_is_refused_without_repeating_it() {
        for wrong in [
            "otel:4318",
            "127.0.0.1:4318",
            "grpc://secret:4317",
            "https://secret:secret@otel.example.com",
            "https://otel.example.com/?key=secret",
            "https://secret.example.com/v1/traces",
            "http://",
        ] {
            let fault = parse(wrong, &[]).unwrap_err();
            assert!(fault.contains("--otel-endpoint"), "{fault}");
            assert!(!fault.contains("secret"), "{fault}");
            let fault = parse("env", &[(BASE, wrong)]).unwrap_err();
            assert!(fault.contains(BASE) && !fault.contains("secret"), "{fault}");
        }
    }

    #[test]
    fn headers_that_would_be_left_out_are_told_and_not_repeated() {
        let check = |pairs| pairs_of("OTEL_EXPORTER_OTLP_HEADERS", pairs);
        for right in ["", "x-key=a", " x-key=a=, authorization=Bearer%20b ,"] {
            assert_eq!(check(right), Ok(()), "{right}");
        }
        for wrong in ["x-key: secret", "secret", "x-key=a,secret", "sec ret=a"] {
            let fault = check(wrong).unwrap_err();
            assert!(fault.contains("OTEL_EXPORTER_OTLP_HEADERS"));
            assert!(!fault.contains("sec"), "{fault}");
        }
    }
}
