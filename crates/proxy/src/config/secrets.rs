//! Secrets: from a file or inline, never shown.

use std::fmt;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretBox, SecretString};

use super::text::Text;

/// Length of a seal key, in bytes.
pub(crate) const SEAL_KEY_BYTES: usize = 32;

/// A key that seals and opens visitors' seals. `Debug` shows nothing of it.
pub struct SealKey(SecretBox<[u8; SEAL_KEY_BYTES]>);

impl SealKey {
    /// A key from the machine's randomness.
    ///
    /// # Errors
    /// The machine has none to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; SEAL_KEY_BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(SecretBox::new(Box::new(bytes))))
    }

    pub(crate) fn bytes(&self) -> &[u8; SEAL_KEY_BYTES] {
        self.0.expose_secret()
    }
}

impl From<[u8; SEAL_KEY_BYTES]> for SealKey {
    fn from(bytes: [u8; SEAL_KEY_BYTES]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SealKey(…)")
    }
}

/// The secret of `--{name}-file` or else of `--{name}`; `None` where neither is given.
pub(super) fn read(
    name: &str,
    inline: Option<&SecretString>,
    file: Option<&Text>,
) -> Result<Option<SecretString>, String> {
    let Some(file) = file else {
        let blank = |secret: &&SecretString| secret.expose_secret().trim().is_empty();
        return Ok(inline.filter(|secret| !blank(secret)).cloned());
    };
    let flag = format!("{name}-file");
    let path = Path::new(file.as_str());
    let secret = std::fs::read_to_string(path)
        .map_err(|error| format!("`--{flag}` {} cannot be read: {error}.", path.display()))?;
    refuse_world_readable(&flag, path)?;
    let secret = secret.trim();
    if secret.is_empty() {
        return Err(format!(
            "`--{flag}` {} is empty; write the secret into it.",
            path.display()
        ));
    }
    Ok(Some(secret.into()))
}

/// The seal keys in a comma-separated list, the first of which seals.
pub(super) fn seal_keys(list: &SecretString) -> Result<Vec<SealKey>, String> {
    let fault = || {
        format!(
            "`--seal-key` must be {SEAL_KEY_BYTES} bytes in base64, or several such keys separated \
             by commas; make one with `openssl rand -base64 {SEAL_KEY_BYTES}`."
        )
    };
    list.expose_secret()
        .split(',')
        .map(|key| {
            let bytes = STANDARD.decode(key.trim()).map_err(|_| fault())?;
            let bytes: [u8; SEAL_KEY_BYTES] = bytes.try_into().map_err(|_| fault())?;
            Ok(SealKey::from(bytes))
        })
        .collect()
}

/// Refuses a file with a secret that everyone on the machine can read.
#[cfg(unix)]
pub(super) fn refuse_world_readable(flag: &str, path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;

    const OTHERS_READ: u32 = 0o004;
    let shown = path.display();
    let metadata = std::fs::metadata(path)
        .map_err(|error| format!("`--{flag}` {shown} cannot be examined: {error}."))?;
    if metadata.permissions().mode() & OTHERS_READ == 0 {
        return Ok(());
    }
    Err(format!(
        "`--{flag}` {shown} holds a secret and everyone can read it; run `chmod 600 {shown}`."
    ))
}

/// Refuses a file with a secret that everyone on the machine can read.
#[cfg(not(unix))]
pub(super) fn refuse_world_readable(_flag: &str, _path: &Path) -> Result<(), String> {
    Ok(())
}
