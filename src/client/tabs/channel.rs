//! What the tabs of a site say to one another, by BroadcastChannel.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::client::listener::Listener;
use crate::client::refuge::{AtDeath, Refuge, function_of};

/// One thing said. It goes as text, a line for each part: none of them has a line break.
#[derive(Debug)]
pub(super) struct Message {
    /// The tab that says it.
    pub(super) from: u32,
    /// The tab that is meant; `None`: every one.
    pub(super) to: Option<u32>,
    pub(super) says: Says,
    /// The visit, as it is stored.
    pub(super) visit: Option<String>,
    pub(super) seal: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Who leads, and how does the visit stand?
    Hello,
    /// Let me lead.
    Ask,
    /// So the visit stands; only the leader says this.
    State,
    /// You lead from here on.
    Yield,
    /// I lead no more.
    Bye,
}

impl Message {
    /// `None` for what another release may say.
    fn read(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let says = lines.next()?;
        let (says, _) = WORDS.into_iter().find(|(_, word)| *word == says)?;
        let from = lines.next()?.parse().ok()?;
        let to = lines.next()?.parse().ok();
        let mut given = || lines.next().filter(|text| !text.is_empty());
        let seal = given().map(str::to_owned);
        let visit = given().map(str::to_owned);
        Some(Self {
            from,
            to,
            says,
            visit,
            seal,
        })
    }

    fn write(&self) -> String {
        let word = WORDS.iter().find(|(says, _)| *says == self.says);
        let to = self.to.map(|to| to.to_string());
        let from = self.from.to_string();
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let (seal, visit) = (given(&self.seal), given(&self.visit));
        let word = word.map_or("", |(_, word)| word);
        [word, &from, &given(&to), &seal, &visit].join("\n")
    }
}

const WORDS: [(Says, &str); 5] = [
    (Says::Hello, "hello"),
    (Says::Ask, "ask"),
    (Says::State, "state"),
    (Says::Yield, "yield"),
    (Says::Bye, "bye"),
];

#[must_use]
pub(super) struct Channel {
    channel: BroadcastChannel,
    _closes: Option<AtDeath>,
    _heard: Listener,
}

impl Channel {
    /// `None` where the browser forbids it.
    pub(super) fn open(
        name: &str,
        refuge: &Refuge,
        hear: impl Fn(Message) + 'static,
    ) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let close = function_of(&channel, "close");
        let closes = close.map(|close| refuge.on_death(close));
        let heard = Listener::new(&channel, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            let text = data.and_then(|data| data.as_string());
            if let Some(message) = text.and_then(|text| Message::read(&text)) {
                hear(message);
            }
        });
        Some(Self {
            channel,
            _closes: closes,
            _heard: heard,
        })
    }

    pub(super) fn say(&self, message: &Message) {
        let text = JsValue::from_str(&message.write());
        // Fails on a channel that was closed: then nobody is meant to hear it.
        let _ = self.channel.post_message(&text);
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
