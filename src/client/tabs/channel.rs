//! What the tabs of a site say to one another, by BroadcastChannel.

use js_sys::{Function, Reflect};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::client::listener::Listener;
use crate::client::refuge::Refuge;

/// One thing said.
#[derive(Debug, Serialize, Deserialize)]
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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

#[must_use]
pub(super) struct Channel {
    channel: BroadcastChannel,
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
        if let Ok(close) = Reflect::get(&channel, &"close".into())
            && let Some(close) = close.dyn_ref::<Function>()
        {
            refuge.on_death(&close.bind0(&channel));
        }
        let heard = Listener::new(&channel, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            // What another release says may not be understood, and is passed over.
            if let Some(Ok(message)) = data.map(serde_wasm_bindgen::from_value) {
                hear(message);
            }
        });
        Some(Self {
            channel,
            _heard: heard,
        })
    }

    pub(super) fn say(&self, message: &Message) {
        if let Ok(data) = message.serialize(&Serializer::json_compatible()) {
            // Fails on a channel that was closed: then nobody is meant to hear it.
            let _ = self.channel.post_message(&data);
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
