//! Whether a part of a secret is somewhere.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::secrets::{
    BEARER, COLLECTOR_KEY, IDENTITY, IDENTITY_KEY, OPERATOR_KEY, PUSH_KEY, SEAL_KEY, SECRET, token,
};

/// All that must not be seen, cut into windows.
pub(crate) struct Canaries(HashSet<[u8; WINDOW]>);

impl Canaries {
    pub(crate) fn new() -> Self {
        let token = token();
        let decoded = STANDARD.decode(&token).unwrap();
        let plain: [&[u8]; 10] = [
            SECRET.as_bytes(),
            BEARER.as_bytes(),
            token.as_bytes(),
            &decoded,
            PUSH_KEY.as_bytes(),
            SEAL_KEY.as_bytes(),
            IDENTITY_KEY.as_bytes(),
            IDENTITY.as_bytes(),
            OPERATOR_KEY.as_bytes(),
            COLLECTOR_KEY.as_bytes(),
        ];
        let mut windows = HashSet::new();
        for secret in plain {
            let encoded = [STANDARD.encode(secret), URL_SAFE_NO_PAD.encode(secret)];
            for form in [secret, encoded[0].as_bytes(), encoded[1].as_bytes()] {
                windows.extend(form.array_windows::<WINDOW>());
            }
        }
        Self(windows)
    }

    /// Neither as it is nor in what is base64 there.
    pub(crate) fn are_not_in(&self, place: &str, text: &str) {
        self.are_not_among(place, text.as_bytes());
        let word = |c: char| !c.is_ascii_alphanumeric() && !"+/=_-".contains(c);
        for word in text.split(word).filter(|word| word.len() >= WINDOW) {
            for engine in [&STANDARD, &URL_SAFE_NO_PAD] {
                if let Ok(bytes) = engine.decode(word) {
                    self.are_not_among(place, &bytes);
                }
            }
        }
    }

    fn are_not_among(&self, place: &str, bytes: &[u8]) {
        for (at, window) in bytes.array_windows::<WINDOW>().enumerate() {
            if self.0.contains(window) {
                let around = &bytes[at.saturating_sub(300)..bytes.len().min(at + 100)];
                panic!(
                    "{:?} is in {place}: {}",
                    String::from_utf8_lossy(window),
                    String::from_utf8_lossy(around)
                );
            }
        }
    }
}

const WINDOW: usize = 12;
