//! Messages that are pushed to a webhook.

mod auth;
mod command_line;
mod console;
mod documented;
mod faults;
mod on_demand;
mod order;
mod receiver;

use std::time::Duration;

use frontdesk_protocol::push::PushKey;
use frontdesk_protocol::{ControlType, DownlinkMessage, MediaType, SourceType};
use frontdesk_simulator::{Config, PushAuth, PushConfig, PushCounts, PushSigning, WorldHandle};
use serde_json::Value;

use self::receiver::Receiver;
use crate::desk::{Desk, quick};

const KEY: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

/// A desk that pushes with a signature, and the webhook to which it does.
async fn desk() -> (Desk, Receiver) {
    desk_with(|push| push).await
}

async fn desk_with(change: impl FnOnce(PushConfig) -> PushConfig) -> (Desk, Receiver) {
    let receiver = Receiver::open().await;
    let desk = Desk::with(pushing(&receiver.url(), change)).await;
    (desk, receiver)
}

fn pushing(to: &str, change: impl FnOnce(PushConfig) -> PushConfig) -> Config {
    let push = PushConfig {
        every: Duration::from_millis(10),
        ..PushConfig::new(to.parse().unwrap(), PushAuth::Signature(signing()))
    };
    Config {
        push: Some(change(push)),
        ..quick()
    }
}

fn signing() -> PushSigning {
    PushSigning::new(PushKey::new(KEY).unwrap())
}

/// A message that comes from nowhere in the world.
fn text(content: &str) -> DownlinkMessage {
    DownlinkMessage {
        to: Some("ann".to_owned()),
        control: ControlType::Chat,
        media: Some(MediaType::Text),
        content: Some(content.to_owned()),
        source: Some(SourceType::System),
        ..DownlinkMessage::default()
    }
}

/// Pushes these as one push.
fn together(world: &WorldHandle, contents: &[&str]) {
    world.push_paused(true);
    for content in contents {
        world.push_message(text(content));
    }
    world.push_paused(false);
}

/// What a push says, message for message.
fn contents(body: &Value) -> Vec<&str> {
    let messages = body["messages"].as_array().unwrap().iter();
    messages
        .map(|message| message["content"].as_str().unwrap())
        .collect()
}

/// The counts once they are as wanted.
async fn counted(world: &WorldHandle, wanted: impl Fn(PushCounts) -> bool) -> PushCounts {
    for _ in 0..500 {
        let counts = world.push_counts();
        if wanted(counts) {
            return counts;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{:?} {:?}", world.push_counts(), world.push_last_error());
}

/// Long enough for what is not sent to have been sent.
async fn a_while() {
    tokio::time::sleep(Duration::from_millis(150)).await;
}
