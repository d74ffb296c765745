//! How the documents write one path in several ways.

/// Where the upstream API stands, but for `tokenByAkSk`.
pub(crate) const API_PREFIX: &str = "/apiaccess/ccmessaging";

/// The same as the documents' headings write it.
pub(crate) const BARE_PREFIX: &str = "/ccmessaging";

/// Where files are fetched that were answered by an address.
pub(crate) const FILE_STORE: &str = "/filestore";

/// A path without the API's prefix; any other as it is.
pub(crate) fn unprefixed(path: &str) -> &str {
    path.strip_prefix(API_PREFIX)
        .or_else(|| path.strip_prefix(BARE_PREFIX))
        .unwrap_or(path)
}

/// A path without its version, which the documents write here and leave out there.
pub(crate) fn unversioned(path: &str) -> &str {
    path.strip_prefix("/v1").unwrap_or(path)
}
