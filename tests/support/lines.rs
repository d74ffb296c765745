//! Lines of a transcript.

use std::sync::Arc;

use frontdesk::client::LineView;
use frontdesk_conversation::{Body, Delivery, Event, Line, LineKey, Sender};
use leptos::prelude::*;

pub fn line(key: u32, sender: Sender, body: Body, delivery: Option<Delivery>) -> LineView {
    LineView {
        line: Arc::new(Line {
            key: LineKey(key),
            sender,
            body,
            at: None,
            delivery,
            message_id: None,
            questions: Vec::new(),
            answer_id: None,
            file_type: None,
            is_local_file: false,
        }),
        delivery: ArcRwSignal::new(delivery),
        opens_group: true,
        edition: 0,
    }
}

pub fn mine(key: u32, text: &str, delivery: Delivery) -> LineView {
    let body = Body::Text(text.to_owned());
    line(key, Sender::Visitor, body, Some(delivery))
}

pub fn from_agent(key: u32, name: Option<&str>, content: &str) -> LineView {
    let sender = Sender::Agent(name.map(str::to_owned));
    line(key, sender, came_down(content), None)
}

pub fn from_robot(key: u32, name: Option<&str>, content: &str) -> LineView {
    let sender = Sender::Robot(name.map(str::to_owned));
    line(key, sender, came_down(content), None)
}

pub fn from_system(key: u32, content: &str) -> LineView {
    line(key, Sender::System, came_down(content), None)
}

pub fn event(key: u32, event: Event) -> LineView {
    line(key, Sender::System, Body::Event(event), None)
}

fn came_down(content: &str) -> Body {
    Body::Content {
        media: Some("TEXT".to_owned()),
        content: content.to_owned(),
    }
}
