//! One suite for every store.

mod against_a_list;
mod files;
mod spoilt;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::value::RawValue;
use tempfile::TempDir;

use super::file::Damage;
use super::{Store, Who, open};
use crate::config::StoreConfig;
use crate::identity::UserId;
use crate::record::{Begin, Bounds, End, From, Print};
use crate::seal::Instant;

/// A store that can be started again.
struct Kept {
    config: StoreConfig,
    bounds: Bounds,
    store: Arc<dyn Store>,
    _folder: TempDir,
}

impl Kept {
    fn new(durable: bool, bounds: Bounds) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path: PathBuf = folder.path().join("store");
        let config = if durable {
            StoreConfig::File(path)
        } else {
            StoreConfig::Memory
        };
        let store = open(&config, bounds).unwrap();
        Self {
            config,
            bounds,
            store,
            _folder: folder,
        }
    }

    /// As after a restart of the process.
    fn restart(self) -> Self {
        let Self {
            config,
            bounds,
            store,
            _folder,
        } = self;
        drop(store);
        Self {
            store: patiently(|| open(&config, bounds).ok()),
            config,
            bounds,
            _folder,
        }
    }

    /// As after a restart before which a visitor's record was damaged on the disk.
    fn restart_with(self, visitor: &Who, damage: Damage) -> Self {
        let Self {
            config,
            bounds,
            store,
            _folder,
        } = self;
        drop(store);
        if let StoreConfig::File(path) = &config {
            patiently(|| damage.done_to(path, visitor));
        }
        Self {
            store: patiently(|| open(&config, bounds).ok()),
            config,
            bounds,
            _folder,
        }
    }
}

/// The thread that writes ends after what it was given is written; till then the file is in use.
fn patiently<T>(mut attempt: impl FnMut() -> Option<T>) -> T {
    for _ in 0..5000 {
        if let Some(done) = attempt() {
            return done;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("the file stays in use");
}

fn who(name: &str) -> Who {
    Who {
        channel: "1".to_owned(),
        user_id: UserId::try_from(name.to_owned()).unwrap(),
    }
}

fn message(number: u32) -> Box<RawValue> {
    let text = format!(r#"{{"content":"{number}","timestamp":{number},"sourceType":"SYSTEM"}}"#);
    RawValue::from_string(text).unwrap()
}

fn number(text: &RawValue) -> u32 {
    let value: serde_json::Value = serde_json::from_str(text.get()).unwrap();
    value["content"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_commands_outcome_survives_a_restart_on_the_disk_and_no_other() {
    for durable in [false, true] {
        let mut kept = Kept::new(durable, Bounds::default());
        let (ann, now) = (who("ann"), Instant::now());
        let print = Print::of(b"x");
        for id in ["accepted", "under way", "refused"] {
            assert_eq!(
                kept.store.begin(&ann, id, print, now).await,
                Ok(Begin::Carry)
            );
        }
        kept.store
            .end(&ann, "accepted", End::Accepted("{}".into()), now)
            .await
            .unwrap();
        kept.store
            .end(&ann, "refused", End::Refused, now)
            .await
            .unwrap();
        let epoch = kept.store.epoch(&ann).await.unwrap();
        kept = kept.restart();
        let again = async |id| kept.store.begin(&ann, id, print, now).await.unwrap();
        if durable {
            assert_eq!(kept.store.epoch(&ann).await.unwrap(), epoch);
            assert_eq!(again("accepted").await, Begin::Again("{}".into()));
            assert_eq!(again("under way").await, Begin::Unknown);
        } else {
            // The epoch says that whatever was known is forgotten.
            assert_ne!(kept.store.epoch(&ann).await.unwrap(), epoch);
            assert_eq!(again("accepted").await, Begin::Carry);
        }
        assert_eq!(again("refused").await, Begin::Carry);
    }
}

#[tokio::test]
async fn a_command_that_a_repeat_of_another_finds_too_old_is_forgotten_on_the_disk_too() {
    let mut kept = Kept::new(true, Bounds::default());
    let (ann, print) = (who("ann"), Print::of(b"x"));
    let at = |seconds: u64| Instant::from_millis(seconds * 1000);
    for (id, begun) in [("old", 0), ("new", 500)] {
        let store = &kept.store;
        let begin = store.begin(&ann, id, print, at(begun)).await;
        assert_eq!(begin, Ok(Begin::Carry));
        let end = End::Accepted("{}".into());
        store.end(&ann, id, end, at(begun)).await.unwrap();
    }
    let repeat = kept.store.begin(&ann, "new", print, at(700)).await;
    assert_eq!(repeat, Ok(Begin::Again("{}".into())));
    kept = kept.restart();
    // By a clock that stands: nothing is trimmed now.
    let begin = kept.store.begin(&ann, "old", print, at(500)).await;
    assert_eq!(begin, Ok(Begin::Carry));
}

#[tokio::test]
async fn visitors_do_not_see_each_others_records() {
    for durable in [false, true] {
        let kept = Kept::new(durable, Bounds::default());
        let now = Instant::now();
        // One id begins like the other.
        for (name, number) in [("ann", 1), ("ann1", 2), ("an", 3)] {
            kept.store
                .append(&who(name), vec![message(number)], now)
                .await
                .unwrap();
        }
        let kept = kept.restart();
        let texts = async |name| {
            let reading = kept.store.read(&who(name), &From::Beginning).await.unwrap();
            reading
                .messages
                .iter()
                .map(|message| number(message))
                .collect::<Vec<_>>()
        };
        let expected = if durable {
            [vec![1], vec![2], vec![3]]
        } else {
            [vec![], vec![], vec![]]
        };
        assert_eq!(
            [texts("ann").await, texts("ann1").await, texts("an").await],
            expected
        );
    }
}

#[tokio::test]
async fn a_waiting_reader_is_woken_when_the_message_is_safe() {
    for durable in [false, true] {
        let kept = Kept::new(durable, Bounds::default());
        let mut changes = kept.store.changes(&who("ann")).await.unwrap();
        let store = kept.store.clone();
        tokio::spawn(async move {
            store
                .append(&who("ann"), vec![message(1)], Instant::now())
                .await
                .unwrap();
        });
        tokio::time::timeout(Duration::from_secs(5), changes.changed())
            .await
            .unwrap()
            .unwrap();
        let reading = kept
            .store
            .read(&who("ann"), &From::Beginning)
            .await
            .unwrap();
        assert_eq!(reading.messages.len(), 1);
    }
}

#[test]
fn a_file_that_another_process_uses_is_refused_in_words() {
    let kept = Kept::new(true, Bounds::default());
    let error = open(&kept.config, kept.bounds).err().unwrap().to_string();
    assert!(error.contains("in use by another process"), "{error}");
}
