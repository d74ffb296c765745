//! Visitors' tokens where they are kept: encrypted, each for its visitor alone.

use std::sync::Arc;

use chacha20poly1305::aead::{Aead, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::config::SealKey;
use crate::seal::Instant;
use crate::store::{Store, Who};
use crate::sync::Swap;

/// Encrypts with the first key, decrypts with all. The keys are made of those of the seals, and are
/// others: what is under one cannot pass for something under the other.
pub(crate) struct Vault(Swap<Vec<XChaCha20Poly1305>>);

impl Vault {
    pub(crate) fn new(keys: &[SealKey]) -> Self {
        Self(Swap::new(ciphers(keys)))
    }

    /// With other keys from now on.
    pub(crate) fn rekey(&self, keys: &[SealKey]) {
        self.0.set(ciphers(keys));
    }

    /// `None` without randomness or a key.
    fn encrypt(&self, who: &Who, token: &str) -> Option<Box<[u8]>> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce).ok()?;
        let payload = Payload {
            msg: token.as_bytes(),
            aad: &label(who),
        };
        let sealed = self
            .0
            .get()
            .first()?
            .encrypt(&XNonce::from(nonce), payload)
            .ok()?;
        Some([&nonce[..], &sealed].concat().into())
    }

    /// `None` for what was encrypted with another key or for somebody else.
    fn decrypt(&self, who: &Who, bytes: &[u8]) -> Option<String> {
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let nonce = XNonce::from(*nonce);
        let label = label(who);
        let plain = self.0.get().iter().find_map(|key| {
            let payload = Payload {
                msg: sealed,
                aad: &label,
            };
            key.decrypt(&nonce, payload).ok()
        })?;
        String::from_utf8(plain).ok()
    }
}

/// One visitor's place in the store for the token.
#[derive(Clone)]
pub(crate) struct Keeper {
    who: Who,
    store: Arc<dyn Store>,
    vault: Arc<Vault>,
}

impl Keeper {
    pub(crate) fn new(who: Who, store: Arc<dyn Store>, vault: Arc<Vault>) -> Self {
        Self { who, store, vault }
    }

    /// The token that was kept, if it can be read.
    pub(super) async fn recall(&self) -> Option<String> {
        let kept = self.store.token(&self.who).await.ok()??;
        self.vault.decrypt(&self.who, &kept)
    }

    /// Keeps a token, in its own time: without it the cloud is asked for another.
    pub(super) fn keep(&self, token: &str) {
        let Some(encrypted) = self.vault.encrypt(&self.who, token) else {
            return;
        };
        let keeper = self.clone();
        tokio::spawn(async move {
            let Self { who, store, .. } = keeper;
            if store
                .keep_token(&who, encrypted, Instant::now())
                .await
                .is_err()
            {
                tracing::warn!("a visitor's token cannot be kept");
            }
        });
    }
}

fn ciphers(keys: &[SealKey]) -> Vec<XChaCha20Poly1305> {
    keys.iter().filter_map(cipher).collect()
}

fn cipher(key: &SealKey) -> Option<XChaCha20Poly1305> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes()).ok()?;
    mac.update(PURPOSE);
    let key: [u8; 32] = mac.finalize().into_bytes().into();
    Some(XChaCha20Poly1305::new(&key.into()))
}

fn label(who: &Who) -> Vec<u8> {
    [
        who.channel.as_bytes(),
        b"\n",
        who.user_id.as_str().as_bytes(),
    ]
    .concat()
}

const PURPOSE: &[u8] = b"frontdesk: the cloud's tokens of visitors";
const NONCE_BYTES: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::UserId;

    fn who(name: &str) -> Who {
        Who {
            channel: "1".to_owned(),
            user_id: UserId::try_from(name.to_owned()).unwrap(),
        }
    }

    #[test]
    fn a_token_is_read_with_any_key_that_is_known_and_by_its_visitor_alone() {
        let old = Vault::new(&[SealKey::from([1; 32])]);
        let kept = old.encrypt(&who("ann"), "canary-token").unwrap();
        assert!(!kept.windows(6).any(|bytes| bytes == b"canary"));
        let rotated = Vault::new(&[SealKey::from([2; 32]), SealKey::from([1; 32])]);
        assert_eq!(
            rotated.decrypt(&who("ann"), &kept).as_deref(),
            Some("canary-token")
        );
        assert_eq!(rotated.decrypt(&who("bob"), &kept), None);
        let other = Vault::new(&[SealKey::from([3; 32])]);
        assert_eq!(other.decrypt(&who("ann"), &kept), None);
        assert_eq!(other.decrypt(&who("ann"), b"short"), None);
    }
}
