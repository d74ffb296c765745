//! A proxy that knows every secret.

use std::sync::OnceLock;

use tempfile::NamedTempFile;

use crate::secrets::{IDENTITY_KEY, OPERATOR_KEY, PUSH_KEY, SEAL_KEY_TEXT, SECRET};
use crate::support::CHANNEL;

pub(crate) fn flags(upstream: &str) -> Vec<&str> {
    vec![
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--upstream",
        upstream,
        "--app-key=key",
        "--app-secret",
        SECRET,
        "--seal-key",
        SEAL_KEY_TEXT,
        "--push-auth=signature",
        "--push-key",
        PUSH_KEY,
        "--push-public-url=https://chat.example.com/desk/webhooks/v1/messages",
        "--safety-poll=1ms",
        "--identity-key",
        IDENTITY_KEY,
        "--operator-listen=127.0.0.1:0",
        "--operator-key-file",
        operator_key_file(),
        "--click-to-call=audio",
        "--channel",
        CHANNEL,
        "--log=trace,hyper=trace,h2=trace",
    ]
}

/// The operators' key, in a file as it must be.
fn operator_key_file() -> &'static str {
    static FILE: OnceLock<NamedTempFile> = OnceLock::new();
    let file = FILE.get_or_init(|| {
        let file = NamedTempFile::new().unwrap();
        std::fs::write(file.path(), OPERATOR_KEY).unwrap();
        file
    });
    file.path().to_str().unwrap()
}
