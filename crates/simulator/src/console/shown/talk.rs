//! One visitor's session with its transcript.

use frontdesk_protocol::{MediaType, SourceType};
use serde::Serialize;

use crate::AgentId;
use crate::world::World;
use crate::world::clock::Moment;
use crate::world::transcript::Line;
use crate::world::visitor::{Phase, Visitor};

/// A session, and what was said in it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Talk {
    user: String,
    name: String,
    agent: Option<AgentId>,
    call_id: String,
    channel: String,
    phase: &'static str,
    live: bool,
    offline: bool,
    typing: Option<i64>,
    /// When an agent accepted.
    accepted: Option<i64>,
    last_poll: i64,
    receipts: bool,
    lines: Vec<Entry>,
}

/// A line of the transcript.
#[derive(Serialize)]
struct Entry {
    id: u64,
    who: &'static str,
    text: String,
    at: i64,
    media: Option<String>,
    content: Option<String>,
    code: Option<String>,
    read: bool,
    withdrawn: bool,
}

impl Talk {
    pub(super) fn of(visitor: &Visitor, world: &World) -> Self {
        Self {
            user: visitor.user.clone(),
            name: visitor.name.clone(),
            agent: visitor.agent,
            call_id: visitor.call_id.clone(),
            channel: world.channel().to_owned(),
            phase: visitor.phase.as_str(),
            live: visitor.phase == Phase::WithAgent,
            offline: visitor.offline,
            typing: visitor.typing.map(Moment::millis),
            accepted: visitor.accepted.map(Moment::millis),
            last_poll: visitor.polls.last().millis(),
            receipts: visitor.wants_receipts,
            lines: visitor.lines().map(Entry::of).collect(),
        }
    }
}

impl Entry {
    fn of(line: &Line) -> Self {
        let said = &line.said;
        let who = match said.who {
            SourceType::Customer => "visitor",
            SourceType::Agent => "agent",
            SourceType::Robot => "robot",
            SourceType::System | SourceType::Other(_) => "system",
        };
        Self {
            id: line.id,
            who,
            text: said.text.clone(),
            at: line.at,
            media: said
                .media
                .as_ref()
                .map(MediaType::as_str)
                .map(str::to_owned),
            content: said.content.clone(),
            code: said.code.clone(),
            read: line.read,
            withdrawn: line.withdrawn,
        }
    }
}
