//! Whether something is still what it was: a fingerprint for this machine's own notes.
//!
//! Not for names that others see: those are cut from SHA-256 by `www/build.mjs`.

use std::hash::{DefaultHasher, Hasher};

/// A fingerprint of several byte strings, as text.
pub(super) fn of(parts: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn tells_parts_apart_that_join_to_the_same_bytes() {
        assert_ne!(of(&[b"ab", b"c"]), of(&[b"a", b"bc"]));
        assert_eq!(of(&[b"ab", b"c"]), of(&[b"ab", b"c"]));
    }
}
