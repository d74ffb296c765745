//! The cloud's mode, and how the desk is set.

use axum::extract::State;
use serde::{Deserialize, Deserializer};

use super::{Answer, done};
use crate::Mode;
use crate::server::App;
use crate::server::json::JsonBody;
use crate::server::refusal::Refusal;

/// How the cloud shall be.
#[derive(Deserialize)]
pub(in crate::console) struct SetMode {
    mode: String,
}

/// How the desk shall be; what is absent stays.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::console) struct SetDesk {
    asynchronous: Option<bool>,
    /// Null: any number.
    #[serde(default, deserialize_with = "present")]
    queue_limit: Option<Option<usize>>,
}

/// Sets the cloud's mode.
pub(in crate::console) async fn mode(
    State(app): State<App>,
    JsonBody(set): JsonBody<SetMode>,
) -> Answer {
    let Some(mode) = Mode::parse(&set.mode) else {
        let known = Mode::ALL.map(Mode::as_str).join(", ");
        return Err(Refusal::Request(format!("mode must be one of {known}.")));
    };
    app.world(|world, _| world.set_mode(mode));
    Ok(done(true))
}

/// Sets the desk.
pub(in crate::console) async fn desk(
    State(app): State<App>,
    JsonBody(set): JsonBody<SetDesk>,
) -> Answer {
    if set.asynchronous.is_none() && set.queue_limit.is_none() {
        return Err(Refusal::Request(
            "asynchronous or queueLimit is mandatory.".to_owned(),
        ));
    }
    app.world(|world, _| {
        if let Some(asynchronous) = set.asynchronous {
            world.set_asynchronous(asynchronous);
        }
        if let Some(limit) = set.queue_limit {
            world.set_queue_limit(limit);
        }
    });
    Ok(done(true))
}

/// Tells a null from what is absent.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
