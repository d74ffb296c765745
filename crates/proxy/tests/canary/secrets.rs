//! All that must not be seen.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

pub(crate) const SECRET: &str = "canary-app-secret-7391";
pub(crate) const BEARER: &str = "canary-bearer-5520-of-the-tenant";
pub(crate) const TENANT: &str = "canary-tenant-1188";
/// 43 letters and digits.
pub(crate) const PUSH_KEY: &str = "canaryPushKey0123456789ABCDEFGHIJabcdefghij";
/// 32 bytes.
pub(crate) const SEAL_KEY: &str = "canary-seal-key-3307-of-32-bytes";
/// [`SEAL_KEY`] as it is written in a configuration.
pub(crate) const SEAL_KEY_TEXT: &str = "Y2FuYXJ5LXNlYWwta2V5LTMzMDctb2YtMzItYnl0ZXM=";
pub(crate) const IDENTITY_KEY: &str = "canary-site-8125-of-32-bytes-or-more";
/// What a page says of its visitor; it is not signed as it should be.
pub(crate) const IDENTITY: &str = "canary-page-4470.says-who-it-is.unsigned";
pub(crate) const OPERATOR_KEY: &str = "canary-desk-2214-of-32-bytes-or-more";
pub(crate) const COLLECTOR_KEY: &str = "canary-spans-9036-of-the-collector";
/// What people write is no secret from its reader, and none of the log's business.
pub(crate) const TEXT: &str = "canary-text-6042";

/// The cloud's token of the visitor, readable by anybody who has it.
pub(crate) fn token() -> String {
    STANDARD.encode(json!({"tenantId": TENANT, "userName": "canary-user-9917"}).to_string())
}
