//! An address that the page finds a file at, until it is dropped.

use web_sys::{Blob, Url};

#[must_use]
pub(super) struct ObjectUrl(String);

impl ObjectUrl {
    /// The browser takes the file as what `mime` says, whatever it says of itself.
    pub(super) fn of(file: &Blob, mime: &str) -> Option<Self> {
        let typed = file.slice_with_f64_and_f64_and_content_type(0.0, file.size(), mime);
        Url::create_object_url_with_blob(&typed.ok()?)
            .ok()
            .map(Self)
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // Of an address that was made it does not fail.
        let _ = Url::revoke_object_url(&self.0);
    }
}
