//! The lists of people: agents, who waits, conversations, who is with the robot.

use serde::Serialize;

use crate::AgentId;
use crate::world::World;
use crate::world::clock::Moment;
use crate::world::desk::agents::Agent;
use crate::world::queue::{Waiting, Who};
use crate::world::visitor::{Phase, Ring, Visitor};

/// An agent.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtDesk {
    id: AgentId,
    guid: String,
    name: String,
    signed_in: bool,
    /// How many open conversations.
    open: usize,
}

/// Somebody in the waiting line.
#[derive(Serialize)]
pub(super) struct InLine {
    /// Null for a fictional caller.
    user: Option<String>,
    name: String,
    since: i64,
    last: Option<String>,
    ringing: Option<Ringing>,
}

/// An agent who is being rung up.
#[derive(Serialize)]
struct Ringing {
    agent: AgentId,
    until: i64,
}

/// A conversation that is open, is over, or has offline messages.
#[derive(Serialize)]
pub(super) struct Conversation {
    user: String,
    name: String,
    agent: Option<AgentId>,
    phase: &'static str,
    live: bool,
    offline: bool,
    unread: u32,
    typing: Option<i64>,
    last: Option<String>,
}

/// A visitor whom the robot serves.
#[derive(Serialize)]
pub(super) struct WithRobot {
    user: String,
    name: String,
    last: Option<String>,
}

/// All agents.
pub(super) fn agents(world: &World) -> Vec<AtDesk> {
    let agents = world.agents().iter();
    agents.map(|agent| AtDesk::of(agent, world)).collect()
}

/// The waiting line, first to be served first.
pub(super) fn waiting(world: &World) -> Vec<InLine> {
    let waiting = world.queue().iter();
    waiting.map(|waiting| InLine::of(waiting, world)).collect()
}

/// Those that are open, in the order in which they were accepted; then those with offline messages;
/// then some that are over, newest first.
pub(super) fn conversations(world: &World) -> Vec<Conversation> {
    let mut known: Vec<&Visitor> = world
        .visitors()
        .filter(|visitor| visitor.accepted.is_some() || left_messages(visitor))
        .filter(|visitor| matches!(visitor.phase, Phase::WithAgent | Phase::Ended))
        .collect();
    known.sort_by_key(|visitor| visitor.accepted);
    let (open, over): (Vec<_>, Vec<_>) = known
        .into_iter()
        .partition(|visitor| visitor.phase == Phase::WithAgent);
    let (offline, over): (Vec<_>, Vec<_>) =
        over.into_iter().partition(|visitor| left_messages(visitor));
    let over = over.into_iter().rev().take(ENDED_SHOWN);
    open.into_iter()
        .chain(offline.into_iter().take(OFFLINE_SHOWN))
        .chain(over)
        .map(Conversation::of)
        .collect()
}

/// Whom the robot serves.
pub(super) fn with_robot(world: &World) -> impl Iterator<Item = WithRobot> {
    let with_robot = world
        .visitors()
        .filter(|visitor| visitor.phase == Phase::Robot);
    with_robot.map(|visitor| WithRobot {
        user: visitor.user.clone(),
        name: visitor.name.clone(),
        last: last_said(visitor),
    })
}

impl AtDesk {
    fn of(agent: &Agent, world: &World) -> Self {
        Self {
            id: agent.id,
            guid: agent.guid.clone(),
            name: agent.name.clone(),
            signed_in: agent.signed_in,
            open: world.open_conversations(agent.id),
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
                ringing: None,
            },
            Who::Visitor(user) => {
                let visitor = world.visitor(user);
                Self {
                    user: Some(user.clone()),
                    name: visitor.map_or(user, |visitor| &visitor.name).clone(),
                    since,
                    last: visitor.and_then(last_said),
                    ringing: visitor.and_then(|visitor| visitor.ring).map(Ringing::of),
                }
            }
        }
    }
}

impl Ringing {
    fn of(ring: Ring) -> Self {
        Self {
            agent: ring.agent,
            until: ring.until.millis(),
        }
    }
}

impl Conversation {
    fn of(visitor: &Visitor) -> Self {
        Self {
            user: visitor.user.clone(),
            name: visitor.name.clone(),
            agent: visitor.agent,
            phase: visitor.phase.as_str(),
            live: visitor.phase == Phase::WithAgent,
            offline: visitor.offline,
            unread: visitor.unread,
            typing: visitor.typing.map(Moment::millis),
            last: last_said(visitor),
        }
    }
}

fn left_messages(visitor: &Visitor) -> bool {
    visitor.offline && visitor.unread > 0
}

fn last_said(visitor: &Visitor) -> Option<String> {
    Some(visitor.last_said()?.said.text.clone())
}

const ENDED_SHOWN: usize = 5;
const OFFLINE_SHOWN: usize = 50;
