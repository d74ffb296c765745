//! What the page shows of robot, messages left and calls.

use frontdesk_protocol::CallState;
use serde::Serialize;

use crate::world::World;
use crate::world::calls::Call;
use crate::world::feedback::Feedback;
use crate::world::left::LeftMessage;
use crate::world::visitor::Visitor;

/// Newest first. Times are in milliseconds since 1970.
#[derive(Serialize)]
pub(super) struct Services {
    left: Vec<Left>,
    feedback: Vec<Thumb>,
    calls: Vec<ShownCall>,
}

#[derive(Serialize)]
struct Left {
    user: String,
    name: String,
    caller: String,
    message: String,
    at: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Thumb {
    user: String,
    name: String,
    inter_idx: String,
    answer: String,
    helped: bool,
    content: String,
    at: i64,
}

#[derive(Serialize)]
struct ShownCall {
    user: String,
    name: String,
    state: &'static str,
    live: bool,
    video: bool,
    since: i64,
}

impl Services {
    pub(super) fn of(world: &World) -> Self {
        let mut calls: Vec<ShownCall> = world
            .visitors()
            .filter_map(|visitor| Some(ShownCall::of(visitor, visitor.services.call.as_ref()?)))
            .collect();
        calls.sort_by_key(|call| std::cmp::Reverse((call.live, call.since)));
        calls.truncate(SHOWN);
        Self {
            left: world.left().rev().take(SHOWN).map(Left::of).collect(),
            feedback: world.feedback().rev().take(SHOWN).map(Thumb::of).collect(),
            calls,
        }
    }
}

impl Left {
    fn of(left: &LeftMessage) -> Self {
        Self {
            user: left.user.clone(),
            name: left.name.clone(),
            caller: left.caller.clone(),
            message: left.message.clone(),
            at: left.at,
        }
    }
}

impl Thumb {
    fn of(feedback: &Feedback) -> Self {
        Self {
            user: feedback.user.clone(),
            name: feedback.name.clone(),
            inter_idx: feedback.inter_idx.clone(),
            answer: feedback.answer.clone(),
            helped: feedback.helped,
            content: feedback.content.clone(),
            at: feedback.at,
        }
    }
}

impl ShownCall {
    fn of(visitor: &Visitor, call: &Call) -> Self {
        Self {
            user: visitor.user.clone(),
            name: visitor.name.clone(),
            state: word(call.state),
            live: call.is_live(),
            video: call.video,
            since: call.since.millis(),
        }
    }
}

/// The state of a word of the page's.
pub(in crate::console) fn call_state(state: &str) -> Option<CallState> {
    let (known, _) = CallState::ALL
        .into_iter()
        .find(|(known, _)| word(*known) == state)?;
    Some(known)
}

fn word(state: CallState) -> &'static str {
    match state {
        CallState::Queued => "queued",
        CallState::QueueTimeout => "queue-timeout",
        CallState::Connected => "connected",
        CallState::Disconnected => "disconnected",
        CallState::Failed => "failed",
        CallState::Quiet => "quiet",
        CallState::Unknown => "unknown",
    }
}

const SHOWN: usize = 20;
