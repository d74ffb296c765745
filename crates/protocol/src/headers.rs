//! Header names of the API, in lower case.

/// The visitor's token: upstream's between proxy and cloud, the proxy's seal between browser and
/// proxy. Any answer may carry a renewed one.
pub const VISITOR_TOKEN: &str = "ccmessaging-token";

/// The Bearer, or the signature of a push.
pub const AUTHORIZATION: &str = "authorization";

/// The tenant's app key; also written `X-APP-Key`.
pub const APP_KEY: &str = "x-app-key";

/// The life that is asked for a Bearer, in seconds (seed 003 §2).
pub const TOKEN_EXPIRE: &str = "x-token-expire";

/// Why the proxy itself refused; absent on what upstream refused.
pub const REFUSED: &str = "frontdesk-refused";

/// The GUID of a signed-in agent (seed 001).
pub const AGENT_GUID: &str = "guid";

/// The language of the answer; the API knows [`CHINESE`] and [`ENGLISH`] (seed 003 §1.2.1).
pub const ACCEPT_LANGUAGE: &str = "accept-language";

/// Simplified Chinese.
pub const CHINESE: &str = "zh_CN";

/// English: also for every language that the API does not know.
pub const ENGLISH: &str = "en_US";

/// What the body is: `application/json`, with or without its character set.
pub const CONTENT_TYPE: &str = "content-type";

/// How long the body is, in bytes (seed 003 §1.2.2).
pub const CONTENT_LENGTH: &str = "content-length";

/// What the caller takes, `application/json` with a version (seed 003 §1.2.1).
pub const ACCEPT: &str = "accept";

/// For whom a request is; what a push's signature covers (seed 003 §1.2.1).
pub const HOST: &str = "host";

/// When the answer was sent (seed 003 §1.2.2).
pub const DATE: &str = "date";

/// Who creates a resource of the C3 business interface, which nothing here calls (seed 003 §1.2.1).
pub const ACCESS_KEY_ID: &str = "accesskeyid";
