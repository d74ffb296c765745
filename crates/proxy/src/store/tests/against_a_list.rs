//! Whatever comes down for one visitor, in every store, against a list.

use super::*;
use proptest::prelude::*;

use crate::record::{Cursor, Reading, Visit};

/// What happens to one visitor's journal.
#[derive(Debug, Clone)]
enum Event {
    /// A poll brings these; some may have come before.
    Polled(Vec<u32>),
    /// These are pushed; some may have come before.
    Pushed(Vec<u32>),
    /// Something is lost on its way here, and history tells of these; some may have come before.
    Recovered(Vec<u32>),
    /// The cloud says that a message is withdrawn, whether or not it came.
    Withdrawn(u32),
    /// Whoever brings these goes away in the middle.
    BrokenOff(Vec<u32>),
    /// A reader reads on; its answer may be lost, and then it asks from the old place again.
    Read { reader: usize, lost: bool },
    /// A reader goes, and comes again without a place.
    Gone(usize),
    /// A reader comes again with the place that it had before its last answer.
    Back(usize),
    /// Time passes, in minutes.
    Pass(u64),
    /// The process ends and begins again.
    Restart,
    /// The same, and the record is damaged where there is one on the disk.
    Spoilt(Damage),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let numbers = || prop::collection::vec(0..NUMBERS, 1..8);
    let reader = || 0..3_usize;
    let event = prop_oneof![
        4 => numbers().prop_map(Event::Polled),
        4 => numbers().prop_map(Event::Pushed),
        2 => numbers().prop_map(Event::Recovered),
        1 => (0..NUMBERS).prop_map(Event::Withdrawn),
        1 => numbers().prop_map(Event::BrokenOff),
        9 => (reader(), prop::bool::weighted(0.2)).prop_map(|(reader, lost)| Event::Read { reader, lost }),
        1 => reader().prop_map(Event::Gone),
        1 => reader().prop_map(Event::Back),
        1 => prop_oneof![4 => 0..40_u64, 1 => Just(25 * 60)].prop_map(Event::Pass),
        1 => Just(Event::Restart),
        1 => prop_oneof![Just(Damage::Head), Just(Damage::NewestRow)].prop_map(Event::Spoilt),
    ];
    prop::collection::vec(event, 1..60)
}

/// How a message is written: a poll has numbers where a push has text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Poll,
    Push,
}

/// Every other one has a code; those without are known by all that they say.
fn written(number: u32, way: Way) -> Box<RawValue> {
    let (time, media) = match way {
        Way::Poll => (number.to_string(), ""),
        Way::Push => (format!("\"{number}\""), r#""mediaType":"TEXT","#),
    };
    let code = match number % 2 {
        0 => format!(r#""messageCode":"c{number}","#),
        _ => String::new(),
    };
    let text =
        format!(r#"{{{code}{media}"content":"{number}","timestamp":{time},"sourceType":"AGENT"}}"#);
    RawValue::from_string(text).unwrap()
}

fn withdrawal(of: u32) -> Box<RawValue> {
    let text = format!(r#"{{"controlType":"RECALL","messageCode":"c{of}","content":""}}"#);
    RawValue::from_string(text).unwrap()
}

/// A message's number; of a withdrawal that of the message, and [`NUMBERS`] more.
fn read_back(text: &RawValue) -> u32 {
    let value: serde_json::Value = serde_json::from_str(text.get()).unwrap();
    if value["controlType"] == "RECALL" {
        let code = value["messageCode"].as_str().unwrap();
        return NUMBERS + code.trim_start_matches('c').parse::<u32>().unwrap();
    }
    value["content"].as_str().unwrap().parse().unwrap()
}

/// A reader as the widget is one.
#[derive(Default)]
struct Reader {
    cursor: Option<Cursor>,
    has: Vec<u32>,
    before: Option<(Option<Cursor>, Vec<u32>)>,
}

impl Reader {
    fn from(&self) -> From {
        self.cursor.clone().map_or(From::Beginning, From::Cursor)
    }

    /// Takes an answer. Its messages must be the end of the list, as many as are missing, and all that
    /// is kept where the place could not be continued.
    fn take(&mut self, reading: Reading, list: &[u32]) {
        let came: Vec<u32> = reading
            .messages
            .iter()
            .map(|text| read_back(text))
            .collect();
        assert!(list.ends_with(&came), "{came:?} of {list:?}");
        assert_eq!(reading.cursor.sequence, list.len() as u64);
        self.before = Some((self.cursor.clone(), self.has.clone()));
        let first = reading.cursor.sequence - came.len() as u64;
        match &self.cursor {
            Some(cursor) if reading.reset => {
                let gone = cursor.epoch != reading.cursor.epoch || cursor.sequence < first;
                assert!(gone, "a reset without need: {cursor} {}", reading.cursor);
                self.has.clear();
            }
            Some(cursor) => {
                assert_eq!(cursor.epoch, reading.cursor.epoch);
                assert_eq!(cursor.sequence, first, "a hole, or twice the same");
            }
            None => assert!(!reading.reset),
        }
        self.has.extend(came);
        self.cursor = Some(reading.cursor);
        assert!(list.ends_with(&self.has), "{:?} of {list:?}", self.has);
    }
}

/// What came down, each once, in order, in the present life of the record.
#[derive(Default)]
struct List(Vec<u32>);

impl List {
    fn add(&mut self, numbers: &[u32]) -> usize {
        let before = self.0.len();
        for number in numbers {
            if !self.0.contains(number) {
                self.0.push(*number);
            }
        }
        self.0.len() - before
    }
}

async fn run(events: Vec<Event>, durable: bool) {
    let bounds = Bounds {
        messages: 12,
        // Everything that can come is remembered.
        prints: 2 * NUMBERS as usize,
        ..Bounds::default()
    };
    let mut kept = Kept::new(durable, bounds);
    let (ann, bob) = (who("ann"), who("bob"));
    let mut now = Instant::from_millis(1_000_000);
    let mut list = List::default();
    let mut readers: [Reader; 3] = Default::default();
    for event in events {
        match event {
            Event::Polled(numbers) => {
                let messages = numbers.iter().map(|n| written(*n, Way::Poll)).collect();
                let added = kept.store.append(&ann, messages, now).await.unwrap();
                assert_eq!(added, list.add(&numbers));
            }
            Event::Pushed(numbers) => {
                let messages = numbers.iter().map(|n| written(*n, Way::Push)).collect();
                let added = kept.store.append(&ann, messages, now).await.unwrap();
                assert_eq!(added, list.add(&numbers));
            }
            Event::Recovered(numbers) => {
                let messages = numbers.iter().map(|n| written(*n, Way::Push)).collect();
                let long_ago = |visit: &mut Visit| visit.begun = Instant::from_millis(0);
                kept.store.update(&ann, &long_ago, now).await.unwrap();
                kept.store.lose(&ann, now, now).await.unwrap();
                kept = if durable { kept.restart() } else { kept };
                let added = kept.store.recover(&ann, messages, now).await.unwrap();
                assert_eq!(added, list.add(&numbers));
                let gap = kept.store.visit(&ann).await.unwrap().gap.unwrap();
                kept.store.close(&ann, gap, now).await.unwrap();
                assert_eq!(kept.store.visit(&ann).await.unwrap().gap, None);
            }
            Event::Withdrawn(number) => {
                let messages = vec![withdrawal(number)];
                let added = kept.store.append(&ann, messages, now).await.unwrap();
                assert_eq!(added, list.add(&[NUMBERS + number]));
            }
            Event::BrokenOff(numbers) => {
                // Loaded before, so that it gets as far as the writing.
                kept.store.epoch(&ann).await.unwrap();
                let messages = numbers.iter().map(|n| written(*n, Way::Poll)).collect();
                let append = kept.store.append(&ann, messages, now);
                let _ = tokio::time::timeout(Duration::ZERO, append).await;
                // What was given to be written before this is written then.
                let after = kept.store.keep_token(&bob, [0].into(), now);
                after.await.unwrap();
                list.add(&numbers);
            }
            Event::Read { reader, lost } => {
                let reader = &mut readers[reader];
                let from = reader.from();
                let reading = kept.store.read(&ann, &from).await.unwrap();
                if lost {
                    continue;
                }
                if let From::Cursor(cursor) = &from
                    && !reading.reset
                {
                    let came = kept.store.acknowledge(&ann, cursor.sequence);
                    came.await.unwrap();
                }
                reader.take(reading, &list.0);
            }
            Event::Gone(reader) => readers[reader] = Reader::default(),
            Event::Back(reader) => {
                let reader = &mut readers[reader];
                if let Some((cursor, has)) = reader.before.take() {
                    (reader.cursor, reader.has) = (cursor, has);
                }
            }
            Event::Pass(minutes) => now = now.after(Duration::from_secs(minutes * 60)),
            Event::Restart => {
                kept = kept.restart();
                if !durable {
                    list.0.clear();
                }
            }
            Event::Spoilt(damage) => {
                // Without a message there is none to damage.
                let spoils = matches!(damage, Damage::Head) || !list.0.is_empty();
                kept = kept.restart_with(&ann, damage);
                if spoils || !durable {
                    list.0.clear();
                }
            }
        }
    }
    for reader in &mut readers {
        let reading = kept.store.read(&ann, &reader.from()).await.unwrap();
        reader.take(reading, &list.0);
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// `PROPTEST_CASES=10000` runs as many by hand.
fn cases(usual: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(usual),
    }
}

proptest! {
    #![proptest_config(cases(300))]
    #[test]
    fn in_memory_every_reader_ends_with_the_same_order(events in events()) {
        runtime().block_on(run(events, false));
    }
}

proptest! {
    #![proptest_config(cases(24))]
    #[test]
    fn on_the_disk_every_reader_ends_with_the_same_order(events in events()) {
        runtime().block_on(run(events, true));
    }
}

/// How many different messages there are.
const NUMBERS: u32 = 60;
