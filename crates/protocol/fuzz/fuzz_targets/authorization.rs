//! A signed request, written as HTTP writes it: what was signed is verified, and with one bit of it
//! changed it is not.
#![no_main]

use frontdesk_protocol::push::{Authorization, PushKey, SignedRequest, epoch_millis};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some(push) = Push::of(input) else { return };
    if let Some(millis) = epoch_millis(push.timestamp) {
        assert!(millis > FIRST_YEAR, "{}", push.timestamp);
    }
    if let Ok(parsed) = Authorization::parse(push.authorization) {
        assert_eq!(parsed.to_string(), push.authorization.trim());
        drop(key().verify(&push.request(), &parsed));
    }
    if let Some(header) = push.signed() {
        assert!(push.is_verified(&header), "{header}");
        push.with_each_part_changed(|changed| assert!(!changed.is_verified(&header), "{header}"));
        if let Some(changed) = bit_changed(&header, push.at) {
            assert!(!push.is_verified(&changed), "{header} {changed}");
        }
        let mut other = SECRET.to_owned();
        other.replace_range(..1, "1");
        let other = PushKey::new(&other).expect("it is a key");
        let parsed = Authorization::parse(&header).expect("it was made");
        assert!(other.verify(&push.request(), &parsed).is_err());
    }
});

/// The first two lines are those of HTTP and of the header `authorization`, the third a timestamp,
/// the fourth the access key; then come headers, all of which are signed, an empty line and the body.
#[derive(Clone)]
struct Push<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a str,
    authorization: &'a str,
    timestamp: &'a str,
    access_key: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: &'a [u8],
    /// Which bit is changed.
    at: usize,
}

impl<'a> Push<'a> {
    fn of(input: &'a [u8]) -> Option<Self> {
        let end = input.windows(2).position(|pair| pair == b"\n\n")?;
        let (head, body) = input.split_at(end);
        let body = body.get(2..)?;
        let mut lines = std::str::from_utf8(head).ok()?.split('\n');
        let (method, target) = lines.next()?.split_once(' ')?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Some(Self {
            method,
            path,
            query,
            authorization: lines.next()?,
            timestamp: lines.next()?,
            access_key: lines.next()?,
            headers: lines
                .filter_map(|line| line.split_once(':'))
                .filter(|(name, _)| name.bytes().all(|byte| is_of_a_name(byte)))
                .collect(),
            body,
            at: input.iter().map(|byte| usize::from(*byte)).sum(),
        })
    }

    fn request(&self) -> SignedRequest<'_> {
        SignedRequest {
            method: self.method,
            path: self.path,
            query: self.query,
            headers: &self.headers,
            body: self.body,
        }
    }

    fn signed(&self) -> Option<String> {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        key().sign(&self.request(), self.access_key, self.timestamp, &names)
    }

    fn is_verified(&self, header: &str) -> bool {
        let parsed = Authorization::parse(header);
        parsed.is_ok_and(|parsed| key().verify(&self.request(), &parsed).is_ok())
    }

    /// Shows the push with one bit changed in its method, its path, its query, a header and its
    /// body. What means the same in HTTP is left out: the case of a percent sign's digits, white
    /// space around a header, the second of two headers.
    fn with_each_part_changed(&self, mut see: impl FnMut(&Push<'_>)) {
        if let Some(method) = &bit_changed(self.method, self.at) {
            see(&Push {
                method,
                ..self.clone()
            });
        }
        if let Some(path) = &bit_changed(self.path, self.at) {
            see(&Push {
                path,
                ..self.clone()
            });
        }
        if let Some(query) = &bit_changed(self.query, self.at)
            && (!query.eq_ignore_ascii_case(self.query) || !query.contains('%'))
        {
            see(&Push {
                query,
                ..self.clone()
            });
        }
        if let Some((name, value)) = self.headers.first()
            && let Some(changed) = bit_changed(value.trim(), self.at)
            && changed.trim().len() == changed.len()
        {
            let mut headers = self.headers.clone();
            headers[0] = (name, &changed);
            see(&Push {
                headers,
                ..self.clone()
            });
        }
        let mut body = self.body.to_vec();
        if let Some(at) = self.at.checked_rem(body.len()) {
            body[at] ^= 1 << (self.at % 8);
            see(&Push {
                body: &body,
                ..self.clone()
            });
        }
    }
}

/// The text with one of its bits changed, where that makes a text.
fn bit_changed(text: &str, at: usize) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let place = at.checked_rem(bytes.len())?;
    bytes[place] ^= 1 << (at % 8);
    String::from_utf8(bytes).ok()
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

fn key() -> PushKey {
    PushKey::new(SECRET).expect("it is a key")
}

const SECRET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

/// Before the year 0.
const FIRST_YEAR: i64 = -62_200_000_000_000;
