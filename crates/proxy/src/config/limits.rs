//! What a visitor may send.

use clap::Args;
use frontdesk_protocol::limits;
use serde::Deserialize;

use super::faults::Faults;
use super::text::Text;

/// The options of the limits, not yet parsed.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct LimitOptions {
    /// Longest text message, in bytes of UTF-8 [default: 1000]
    #[arg(long, value_name = "BYTES")]
    pub limit_text_bytes: Option<Text>,
    /// Largest request body [default: 64KiB]
    #[arg(long, value_name = "BYTES")]
    pub limit_body_bytes: Option<Text>,
    /// Largest file that a visitor may send [default: 2MiB]
    #[arg(long, value_name = "BYTES")]
    pub limit_upload_bytes: Option<Text>,
    /// Streams of one visitor at a time [default: 4]
    #[arg(long, value_name = "N")]
    pub limit_streams: Option<Text>,
    /// Connections at a time; one more is closed at once [default: 10000]
    #[arg(long, value_name = "N")]
    pub limit_connections: Option<Text>,
}

impl LimitOptions {
    /// What stands in `self`, else what stands in `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            limit_text_bytes: self.limit_text_bytes.or(below.limit_text_bytes),
            limit_body_bytes: self.limit_body_bytes.or(below.limit_body_bytes),
            limit_upload_bytes: self.limit_upload_bytes.or(below.limit_upload_bytes),
            limit_streams: self.limit_streams.or(below.limit_streams),
            limit_connections: self.limit_connections.or(below.limit_connections),
        }
    }

    /// What is set to nothing counts as not set.
    pub(super) fn drop_blanks(&mut self) {
        for value in [
            &mut self.limit_text_bytes,
            &mut self.limit_body_bytes,
            &mut self.limit_upload_bytes,
            &mut self.limit_streams,
            &mut self.limit_connections,
        ] {
            value.take_if(|value| value.is_blank());
        }
    }
}

/// What a visitor may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A text message, in bytes of UTF-8.
    pub text_bytes: u32,
    /// A request's body, in bytes.
    pub body_bytes: u32,
    /// Streams at a time.
    pub streams: usize,
    /// A file, in bytes, before it is written in base64.
    pub upload_bytes: u32,
    /// Connections at a time, of all visitors.
    pub connections: usize,
}

impl Limits {
    /// The body of a request that carries a file: its base64, and room for the rest.
    pub fn upload_body_bytes(&self) -> u64 {
        u64::from(self.upload_bytes).div_ceil(3) * 4 + u64::from(self.body_bytes)
    }

    pub(super) fn read(options: &LimitOptions, faults: &mut Faults) -> Self {
        let mut bytes = |flag, text: Option<&Text>, default| {
            text.and_then(|text| faults.keep(text.bytes(flag)))
                .unwrap_or(default)
        };
        Self {
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
            streams: number(
                "limit-streams",
                options.limit_streams.as_ref(),
                (STREAMS, 1000),
                faults,
            ),
            connections: number(
                "limit-connections",
                options.limit_connections.as_ref(),
                (CONNECTIONS, 1_000_000),
                faults,
            ),
        }
    }
}

fn number(
    flag: &str,
    text: Option<&Text>,
    (default, most): (usize, usize),
    faults: &mut Faults,
) -> usize {
    let Some(text) = text.map(Text::as_str) else {
        return default;
    };
    match text.parse() {
        Ok(number) if (1..=most).contains(&number) => number,
        _ => {
            faults.add(format!(
                "`--{flag}` is `{text}`; write a number from 1 to {most}."
            ));
            default
        }
    }
}

const BODY_BYTES: u32 = 64 * 1024;
const UPLOAD_BYTES: u32 = 2 * 1024 * 1024;
const STREAMS: usize = 4;
const CONNECTIONS: usize = 10_000;
