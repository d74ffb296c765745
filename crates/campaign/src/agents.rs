//! The agents: accept who waits, answer, read.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use frontdesk_simulator::{AgentId, Phase, WorldHandle};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::stage::AGENTS;

/// How many texts of agents were said, in all visits.
pub type Said = Arc<AtomicU64>;

/// Serves one visit: accepts the visitor of this user id and says so many texts, each with the number
/// of the visit and its own. `done` says true once all are said. It ends when it is dropped.
pub async fn serve(
    world: WorldHandle,
    user: String,
    visit: u32,
    texts: u32,
    seed: u64,
    said: Said,
    done: watch::Sender<bool>,
) {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut next = 1;
    let agent = AgentId::new(101 + visit % AGENTS);
    loop {
        match (world.phase(&user), agent) {
            (Some(Phase::Queued), Some(agent)) => {
                // Whoever left meanwhile is not there to be accepted.
                let _ = world.accept(agent, &user);
            }
            (Some(Phase::WithAgent), _) if next <= texts => {
                if rng.u32(0..3) == 0 {
                    let _ = world.seen(&user);
                }
                if world.agent_says(&user, &format!("agent to {visit}: {next}")) {
                    said.fetch_add(1, Ordering::Relaxed);
                    next += 1;
                }
            }
            (Some(Phase::WithAgent), _) => {
                let _ = world.seen(&user);
            }
            _ => {}
        }
        if next > texts {
            done.send_replace(true);
        }
        sleep(Duration::from_millis(rng.u64(PAUSE))).await;
    }
}

/// In milliseconds.
const PAUSE: std::ops::Range<u64> = 50..300;
