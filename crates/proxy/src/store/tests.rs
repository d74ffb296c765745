//! One suite for every store.

mod files;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use serde_json::value::RawValue;
use tempfile::TempDir;

use super::{Store, Who, open};
use crate::config::StoreConfig;
use crate::identity::UserId;
use crate::record::{Begin, Bounds, Cursor, End, From, Print};
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
        // The thread that writes ends after what it was given is written.
        for _ in 0..100 {
            match open(&config, bounds) {
                Ok(store) => {
                    return Self {
                        config,
                        bounds,
                        store,
                        _folder,
                    };
                }
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
        panic!("the file stays in use");
    }
}

fn who(name: &str) -> Who {
    Who {
        channel: "1".to_owned(),
        user_id: UserId::try_from(name.to_owned()).unwrap(),
    }
}

fn message(number: u32, spelling: bool) -> Box<RawValue> {
    // The same message, with its time as a number or as text: by poll and by push.
    let time = if spelling {
        format!("\"{number}\"")
    } else {
        number.to_string()
    };
    let text = format!(r#"{{"content":"{number}","timestamp":{time},"sourceType":"SYSTEM"}}"#);
    RawValue::from_string(text).unwrap()
}

fn number(text: &RawValue) -> u32 {
    let value: serde_json::Value = serde_json::from_str(text.get()).unwrap();
    value["content"].as_str().unwrap().parse().unwrap()
}

/// What happens to one visitor's journal.
#[derive(Debug, Clone)]
enum Event {
    /// These come down; some may have come before.
    Come(Vec<u32>, bool),
    /// A reader reads on; its answer may be lost.
    Read { reader: usize, lost: bool },
    /// A reader begins anew.
    Anew(usize),
    /// Time passes, in minutes.
    Pass(u64),
    /// The process ends and begins again.
    Restart,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        4 => (prop::collection::vec(0..60_u32, 1..8), any::<bool>()).prop_map(|(numbers, spelling)| Event::Come(numbers, spelling)),
        6 => (0..3_usize, prop::bool::weighted(0.2)).prop_map(|(reader, lost)| Event::Read { reader, lost }),
        1 => (0..3_usize).prop_map(Event::Anew),
        1 => (0..40_u64).prop_map(Event::Pass),
        1 => Just(Event::Restart),
    ];
    prop::collection::vec(event, 1..40)
}

/// A reader as the widget is one.
#[derive(Default)]
struct Reader {
    cursor: Option<Cursor>,
    has: Vec<u32>,
}

async fn run(events: Vec<Event>, durable: bool) {
    let bounds = Bounds {
        messages: 12,
        prints: 100,
        ..Bounds::default()
    };
    let mut kept = Kept::new(durable, bounds);
    let visitor = who("ann");
    let mut now = Instant::from_millis(1_000_000);
    // What came down, each once, in order, in the present life.
    let mut list: Vec<u32> = Vec::new();
    let mut readers: HashMap<usize, Reader> = HashMap::new();
    for event in events {
        match event {
            Event::Come(numbers, spelling) => {
                let new: Vec<u32> = numbers.iter().fold(Vec::new(), |mut new, number| {
                    if !list.contains(number) && !new.contains(number) {
                        new.push(*number);
                    }
                    new
                });
                let messages = numbers
                    .iter()
                    .map(|number| message(*number, spelling))
                    .collect();
                let added = kept.store.append(&visitor, messages, now).await.unwrap();
                assert_eq!(added, new.len());
                list.extend(new);
            }
            Event::Read { reader, lost } => {
                let reader = readers.entry(reader).or_default();
                let from = reader.cursor.clone().map_or(From::Beginning, From::Cursor);
                let reading = kept.store.read(&visitor, &from).await.unwrap();
                if lost {
                    continue;
                }
                if let From::Cursor(cursor) = &from
                    && !reading.reset
                {
                    kept.store
                        .acknowledge(&visitor, cursor.sequence)
                        .await
                        .unwrap();
                }
                if reading.reset {
                    reader.has.clear();
                }
                reader
                    .has
                    .extend(reading.messages.iter().map(|message| number(message)));
                reader.cursor = Some(reading.cursor);
                // A gapless end of what there is: in order, nothing twice, no hole.
                assert!(list.ends_with(&reader.has), "{:?} of {list:?}", reader.has);
            }
            Event::Anew(reader) => {
                readers.remove(&reader);
            }
            Event::Pass(minutes) => now = now.after(Duration::from_secs(minutes * 60)),
            Event::Restart => {
                kept = kept.restart();
                if !durable {
                    list.clear();
                }
            }
        }
    }
    for reader in readers.values_mut() {
        let from = reader.cursor.clone().map_or(From::Beginning, From::Cursor);
        let reading = kept.store.read(&visitor, &from).await.unwrap();
        if reading.reset {
            reader.has.clear();
        }
        reader
            .has
            .extend(reading.messages.iter().map(|message| number(message)));
        assert!(list.ends_with(&reader.has), "{:?} of {list:?}", reader.has);
        assert!(reader.has.len() >= list.len().min(1) || !reading.reset || list.is_empty());
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn in_memory_every_reader_ends_with_the_same_order(events in events()) {
        runtime().block_on(run(events, false));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn on_the_disk_every_reader_ends_with_the_same_order(events in events()) {
        runtime().block_on(run(events, true));
    }
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
async fn visitors_do_not_see_each_others_records() {
    for durable in [false, true] {
        let kept = Kept::new(durable, Bounds::default());
        let now = Instant::now();
        // One id begins like the other.
        for (name, number) in [("ann", 1), ("ann1", 2), ("an", 3)] {
            kept.store
                .append(&who(name), vec![message(number, false)], now)
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
                .append(&who("ann"), vec![message(1, false)], Instant::now())
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
