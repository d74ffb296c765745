//! The text over which a push is signed.

use super::signature::Unverified;

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

/// The text in its three parts: whether a line for the query stands where there is none, the samples
/// disagree about.
pub(super) struct Canonical {
    /// Method and path, each with its line's end.
    pub(super) start: String,
    /// The query's line; empty where there is none.
    pub(super) query: String,
    /// Everything below it.
    pub(super) rest: String,
}

impl SignedRequest<'_> {
    /// The canonical text.
    ///
    /// # Errors
    ///
    /// A header that is signed was not sent, or there are characters that no request line has.
    pub(super) fn canonical(&self, signed_headers: &str) -> Result<Canonical, Unverified> {
        if self.could_break_a_line() {
            return Err(Unverified::ControlCharacter);
        }
        let mut rest = String::with_capacity(self.body.len() * 2 + 256);
        rest.push_str(signed_headers);
        rest.push('\n');
        let mut lines: Vec<String> = Vec::new();
        for name in signed_headers.split(';') {
            let value = self.header(name).ok_or(Unverified::HeaderMissing)?;
            let mut line = format!("{name}:");
            encode(value.trim().as_bytes(), &mut line);
            lines.push(line);
        }
        lines.sort_unstable();
        for line in lines {
            rest.push_str(&line);
            rest.push('\n');
        }
        encode(self.body, &mut rest);
        Ok(Canonical {
            start: format!("{}\n{}\n", self.method, self.path),
            query: canonical_query(self.query),
            rest,
        })
    }

    /// No server hands such a request on; here it could pass for one with other lines.
    fn could_break_a_line(&self) -> bool {
        let breaks = |text: &str| text.contains(['\r', '\n', '\0']);
        [self.method, self.path, self.query].into_iter().any(breaks)
            || self.headers.iter().any(|(_, value)| breaks(value))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self
            .headers
            .iter()
            .find(|(sent, _)| sent.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

/// Pairs, encoded and sorted, and the line's end; empty for an empty query.
fn canonical_query(query: &str) -> String {
    if query.is_empty() {
        return String::new();
    }
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let mut encoded = String::new();
            encode(&decode(name), &mut encoded);
            encoded.push('=');
            encode(&decode(value), &mut encoded);
            encoded
        })
        .collect();
    pairs.sort_unstable();
    let mut line = pairs.join("&");
    line.push('\n');
    line
}

/// Percent-encodes every byte but those that never need it, with upper-case digits.
fn encode(bytes: &[u8], text: &mut String) {
    let digit = |half: u8| {
        let digit = if half < 10 {
            b'0' + half
        } else {
            b'A' - 10 + half
        };
        char::from(digit)
    };
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(*byte));
            }
            _ => text.extend(['%', digit(byte >> 4), digit(byte & 15)]),
        }
    }
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
