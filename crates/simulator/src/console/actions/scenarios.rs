//! Starting and stopping scenarios.

use axum::extract::State;
use serde::Deserialize;

use super::{Answer, done};
use crate::Scenario;
use crate::server::App;
use crate::server::json::JsonBody;
use crate::server::refusal::Refusal;

/// Which scenario, or `stop`; without a user for the next visitor who connects.
#[derive(Deserialize)]
pub(in crate::console) struct Start {
    name: String,
    user: Option<String>,
}

/// Starts or stops a scenario.
pub(in crate::console) async fn scenario(
    State(app): State<App>,
    JsonBody(Start { name, user }): JsonBody<Start>,
) -> Answer {
    let user = user.as_deref();
    if name == STOP {
        return Ok(done(app.world(|world, _| world.stop_scenario(user))));
    }
    let Some(scenario) = Scenario::parse(&name) else {
        let known = Scenario::ALL.map(Scenario::name).join(", ");
        return Err(Refusal::Request(format!(
            "name must be {STOP} or one of {known}."
        )));
    };
    app.world(|world, now| world.start_scenario(scenario, user, now))?;
    Ok(done(true))
}

const STOP: &str = "stop";
