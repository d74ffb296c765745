//! Header names of the API, in lower case.

/// The visitor's token: upstream's between proxy and cloud, the proxy's seal between browser and
/// proxy. Any answer may carry a renewed one.
pub const VISITOR_TOKEN: &str = "ccmessaging-token";

/// The tenant's app key.
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
