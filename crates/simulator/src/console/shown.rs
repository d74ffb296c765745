//! The page as one value.

use frontdesk_protocol::SourceType;
use serde::Serialize;

use super::shown_services::Services;
use crate::world::World;
use crate::world::clock::Moment;
use crate::world::queue::{Waiting, Who};
use crate::world::visitor::{Line, Phase, Visitor};

/// Everything on the page. Times are in milliseconds since 1970.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shown {
    revision: u64,
    now: i64,
    mode: &'static str,
    agent: Agent,
    waiting: Vec<InLine>,
    conversations: Vec<Conversation>,
    transcript: Option<Transcript>,
    ratings: Vec<Stars>,
    with_robot: usize,
    services: Services,
}

#[derive(Serialize)]
struct Agent {
    id: &'static str,
    guid: &'static str,
    name: String,
}

#[derive(Serialize)]
struct InLine {
    /// Null for a fictional caller.
    user: Option<String>,
    name: String,
    since: i64,
    last: Option<String>,
}

#[derive(Serialize)]
struct Conversation {
    user: String,
    name: String,
    live: bool,
    unread: u32,
    typing: Option<i64>,
    last: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Transcript {
    user: String,
    name: String,
    call_id: String,
    channel: String,
    live: bool,
    typing: Option<i64>,
    lines: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: u64,
    who: &'static str,
    text: String,
    at: i64,
    read: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Stars {
    name: String,
    stars: u8,
    comment: String,
    recommendation: Option<u8>,
    first_contact: Option<bool>,
    at: i64,
}

impl Shown {
    /// What there is now, with the transcript of the visitor whose conversation is open.
    pub(super) fn of(world: &World, open: Option<&str>, agent: &str, now: Moment) -> Self {
        Self {
            revision: world.revision(),
            now: now.millis(),
            mode: world.mode().as_str(),
            agent: Agent {
                id: AGENT_ID,
                guid: AGENT_GUID,
                name: agent.to_owned(),
            },
            waiting: world
                .queue()
                .iter()
                .map(|waiting| InLine::of(waiting, world))
                .collect(),
            conversations: conversations(world),
            transcript: open
                .and_then(|user| world.visitor(user))
                .filter(|visitor| visitor.accepted.is_some())
                .map(|visitor| Transcript::of(visitor, world.channel())),
            ratings: world
                .ratings()
                .iter()
                .rev()
                .take(RATINGS_SHOWN)
                .map(Stars::of)
                .collect(),
            with_robot: world
                .visitors()
                .filter(|known| known.phase == Phase::Robot)
                .count(),
            services: Services::of(world),
        }
    }
}

impl InLine {
    fn of(waiting: &Waiting, world: &World) -> Self {
        let since = waiting.since.millis();
        match &waiting.who {
            Who::Phantom(name) => Self {
                user: None,
                name: (*name).to_owned(),
                since,
                last: None,
            },
            Who::Visitor(user) => {
                let visitor = world.visitor(user);
                Self {
                    user: Some(user.clone()),
                    name: visitor.map_or(user, |visitor| &visitor.name).clone(),
                    since,
                    last: visitor
                        .and_then(Visitor::last_said)
                        .map(|line| line.text.clone()),
                }
            }
        }
    }
}

impl Transcript {
    fn of(visitor: &Visitor, channel: &str) -> Self {
        Self {
            user: visitor.user.clone(),
            name: visitor.name.clone(),
            call_id: visitor.call_id.clone(),
            channel: channel.to_owned(),
            live: visitor.phase == Phase::WithAgent,
            typing: visitor.typing.map(Moment::millis),
            lines: visitor.lines().map(Entry::of).collect(),
        }
    }
}

impl Entry {
    fn of(line: &Line) -> Self {
        let who = match line.who {
            SourceType::Customer => "visitor",
            SourceType::Agent => "agent",
            SourceType::Robot => "robot",
            SourceType::System | SourceType::Other(_) => "system",
        };
        Self {
            id: line.id,
            who,
            text: line.text.clone(),
            at: line.at,
            read: line.read,
        }
    }
}

impl Stars {
    fn of(rating: &crate::Rating) -> Self {
        Self {
            name: rating.name.clone(),
            stars: rating.stars,
            comment: rating.comment.clone(),
            recommendation: rating.recommendation,
            first_contact: rating.first_contact,
            at: rating.at,
        }
    }
}

/// Those that are open, in the order in which they were accepted; then some that are over, newest
/// first.
fn conversations(world: &World) -> Vec<Conversation> {
    let mut accepted: Vec<&Visitor> = world
        .visitors()
        .filter(|visitor| visitor.accepted.is_some())
        .collect();
    accepted.sort_by_key(|visitor| visitor.accepted);
    let (open, over): (Vec<_>, Vec<_>) = accepted
        .into_iter()
        .partition(|visitor| visitor.phase == Phase::WithAgent);
    let over = over.into_iter().rev().take(ENDED_SHOWN);
    open.into_iter()
        .chain(over)
        .map(|visitor| Conversation {
            user: visitor.user.clone(),
            name: visitor.name.clone(),
            live: visitor.phase == Phase::WithAgent,
            unread: visitor.unread,
            typing: visitor.typing.map(Moment::millis),
            last: visitor.last_said().map(|line| line.text.clone()),
        })
        .collect()
}

const RATINGS_SHOWN: usize = 20;
const ENDED_SHOWN: usize = 5;
const AGENT_ID: &str = "101";
const AGENT_GUID: &str = "00000000-0000-0000-0000-000000000101.AgentGateway1";
