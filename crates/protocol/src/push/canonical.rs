//! The text over which a push is signed.

use std::fmt::Write;

/// A request as it was sent: the public path, not one that a load balancer has rewritten, and the
/// body's bytes as they came.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// `POST`.
    pub method: &'a str,
    /// The path, from its first slash.
    pub path: &'a str,
    /// The query without `?`, empty where there is none.
    pub query: &'a str,
    /// Headers, names in any case. `host` is the public one.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

/// Whether a line for the query is written where there is no query. The samples disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QueryLine {
    /// Only with a query.
    Needed,
    /// Always, if need be empty.
    Always,
}

impl SignedRequest<'_> {
    /// The canonical text; `None` when a header that is signed was not sent.
    pub(crate) fn canonical(&self, signed_headers: &str, line: QueryLine) -> Option<String> {
        let mut text = String::with_capacity(self.body.len() * 2 + 256);
        for part in [self.method, self.path] {
            text.push_str(part);
            text.push('\n');
        }
        if !self.query.is_empty() || line == QueryLine::Always {
            text.push_str(&canonical_query(self.query));
            text.push('\n');
        }
        text.push_str(signed_headers);
        text.push('\n');
        let mut lines: Vec<String> = Vec::new();
        for name in signed_headers.split(';') {
            lines.push(format!(
                "{name}:{}",
                encode(self.header(name)?.trim().as_bytes())
            ));
        }
        lines.sort_unstable();
        text.push_str(&lines.join("\n"));
        text.push('\n');
        text.push_str(&encode(self.body));
        Some(text)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self
            .headers
            .iter()
            .find(|(sent, _)| sent.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

/// Pairs, encoded and sorted.
fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            format!("{}={}", encode(&decode(name)), encode(&decode(value)))
        })
        .collect();
    pairs.sort_unstable();
    pairs.join("&")
}

/// Percent-encodes every byte but those that never need it, with upper-case digits.
fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(*byte));
            }
            // Writing to a string does not fail.
            _ => drop(write!(text, "%{byte:02X}")),
        }
    }
    text
}

/// Undoes the encoding of a query's part; what is not encoded stays.
fn decode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, hex_byte(after)) {
            (b'%', Some((decoded, after))) => {
                bytes.push(decoded);
                rest = after;
            }
            _ => bytes.push(byte),
        }
    }
    bytes
}

fn hex_byte(text: &[u8]) -> Option<(u8, &[u8])> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let [high, low, rest @ ..] = text else {
        return None;
    };
    Some((digit(*high)? * 16 + digit(*low)?, rest))
}
