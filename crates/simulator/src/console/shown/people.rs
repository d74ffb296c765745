//! The lists of people: agents, who waits, conversations, who is with the robot.

use std::cmp::Reverse;

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

/// A conversation that is open, is over, or may become one: its visitor may write on for later.
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

/// The waiting line, first to be served first, as far as it is shown.
pub(super) fn waiting(world: &World) -> Vec<InLine> {
    let waiting = world.queue().iter().take(SHOWN);
    waiting.map(|waiting| InLine::of(waiting, world)).collect()
}

/// Those that are open, in the order in which they were accepted; then those whose visitors may
/// write on for later, with unread messages first; then some that are over, newest first.
pub(super) fn conversations(world: &World) -> Vec<Conversation> {
    let (mut open, mut offline, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for visitor in world.visitors() {
        match visitor.phase {
            Phase::WithAgent => open.push(visitor),
            Phase::Ended if visitor.offline => offline.push(visitor),
            Phase::Ended if visitor.accepted.is_some() => over.push(visitor),
            _ => {}
        }
    }
    open.sort_by_key(|visitor| visitor.accepted);
    offline.sort_by_key(|visitor| Reverse((visitor.unread > 0, visitor.last_stamp())));
    over.sort_by_key(|visitor| Reverse(visitor.accepted));
    open.into_iter()
        .take(SHOWN)
        .chain(offline.into_iter().take(SHOWN))
        .chain(over.into_iter().take(ENDED_SHOWN))
        .map(Conversation::of)
        .collect()
}

/// How many conversations are open.
pub(super) fn talking(world: &World) -> usize {
    let visitors = world.visitors();
    visitors
        .filter(|visitor| visitor.phase == Phase::WithAgent)
        .count()
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

fn last_said(visitor: &Visitor) -> Option<String> {
    Some(visitor.last_said()?.said.text.clone())
}

const ENDED_SHOWN: usize = 5;
const SHOWN: usize = 200;
