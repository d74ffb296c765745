//! What the page shows of robot, messages left and calls.

use serde::Serialize;

use crate::world::World;
use crate::world::feedback::Feedback;

/// Newest first. Times are in milliseconds since 1970.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Services {
    feedback: Vec<Thumb>,
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

impl Services {
    pub(super) fn of(world: &World) -> Self {
        Self {
            feedback: world.feedback().rev().take(SHOWN).map(Thumb::of).collect(),
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

const SHOWN: usize = 20;
