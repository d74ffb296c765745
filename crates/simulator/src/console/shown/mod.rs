//! The page as one value. The README beside this folder describes it field by field.

mod people;
mod push;
mod scenarios;
mod services;
mod talk;
mod weather;

use serde::Serialize;

use self::people::{AtDesk, Conversation, InLine, WithRobot};
use self::push::Pushed;
use self::scenarios::{Known, Played};
use self::services::Services;
pub(super) use self::services::call_state;
use self::talk::Talk;
use self::weather::Weather;
use crate::Rating;
use crate::world::World;
use crate::world::clock::Moment;
use crate::world::visitor::Phase;

/// Everything on the page. Times are in milliseconds since 1970.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shown {
    revision: u64,
    now: i64,
    mode: &'static str,
    desk: Desk,
    agents: Vec<AtDesk>,
    waiting: Vec<InLine>,
    /// How many wait, whether they are listed or not.
    in_line: usize,
    conversations: Vec<Conversation>,
    /// How many conversations are open, whether they are listed or not.
    talking: usize,
    transcript: Option<Talk>,
    robot: Vec<WithRobot>,
    with_robot: usize,
    ratings: Vec<Stars>,
    scenarios: Vec<Known>,
    scenario: Played,
    push: Option<Pushed>,
    services: Services,
    weather: Weather,
}

/// How the desk is set.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Desk {
    asynchronous: bool,
    queue_limit: Option<usize>,
    /// In seconds, as all spans here.
    queue_timeout: Option<u64>,
    ring_timeout: u64,
    session_timeout: u64,
    capacity: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Stars {
    user: String,
    name: String,
    stars: u8,
    comment: String,
    recommendation: Option<u8>,
    first_contact: Option<bool>,
    at: i64,
}

impl Shown {
    /// What there is now, with the transcript of the visitor whose conversation is open.
    pub(super) fn of(world: &World, open: Option<&str>, now: Moment) -> Self {
        let newest = world.ratings().rev().take(RATINGS_SHOWN);
        Self {
            revision: world.revision(),
            now: now.millis(),
            mode: world.mode().as_str(),
            desk: Desk::of(world),
            agents: people::agents(world),
            waiting: people::waiting(world),
            in_line: world.queue().len(),
            conversations: people::conversations(world),
            talking: people::talking(world),
            transcript: open
                .and_then(|user| world.visitor(user))
                .filter(|visitor| visitor.phase != Phase::New)
                .map(|visitor| Talk::of(visitor, world)),
            robot: people::with_robot(world).take(ROBOT_SHOWN).collect(),
            with_robot: people::with_robot(world).count(),
            ratings: newest.map(Stars::of).collect(),
            scenarios: scenarios::known(),
            scenario: Played::of(world),
            push: Pushed::of(world),
            services: Services::of(world),
            weather: Weather::of(world),
        }
    }
}

impl Desk {
    fn of(world: &World) -> Self {
        let settings = world.settings();
        let config = world.config();
        Self {
            asynchronous: settings.asynchronous,
            queue_limit: settings.queue_limit,
            queue_timeout: settings.queue_timeout.map(|span| span.as_secs()),
            ring_timeout: settings.ring_timeout.as_secs(),
            session_timeout: config.session_timeout.as_secs(),
            capacity: config.desk.capacity,
        }
    }
}

impl Stars {
    fn of(rating: &Rating) -> Self {
        Self {
            user: rating.user.clone(),
            name: rating.name.clone(),
            stars: rating.stars,
            comment: rating.comment.clone(),
            recommendation: rating.recommendation,
            first_contact: rating.first_contact,
            at: rating.at,
        }
    }
}

const RATINGS_SHOWN: usize = 20;
const ROBOT_SHOWN: usize = 20;
