//! The agent gateway (CC-Gateway): how an agent's message enters the channel (seed 001).

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use frontdesk_protocol::agent_gateway::{
    AgentMessage, SEND_MESSAGE_PATH, SendMessageRequest, SendMessageResponse,
};
use frontdesk_protocol::headers::AGENT_GUID;

use crate::AgentId;
use crate::server::App;
use crate::server::json::{self, JsonBody};
use crate::world::{AgentRefusal, AgentText};

/// The agent gateway's one path.
pub(crate) fn router() -> Router<App> {
    Router::new().route(SEND_MESSAGE_PATH, post(send_message))
}

/// Puts an agent's message where the visitor's poll finds it.
async fn send_message(
    State(app): State<App>,
    Path(agent): Path<String>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<SendMessageRequest>,
) -> Response {
    let agent: AgentId = match agent.parse() {
        Ok(agent) => agent,
        Err(error) => return answer(BAD_REQUEST, &format!("{error}")),
    };
    let guid = headers.get(AGENT_GUID).and_then(|guid| guid.to_str().ok());
    let Some(guid) = guid.filter(|guid| !guid.is_empty()) else {
        return answer(NOT_SIGNED_IN, "Guid is missing");
    };
    if request.call_id.as_deref().is_none_or(str::is_empty) {
        return answer(BAD_REQUEST, "callid is mandatory");
    }
    let Some(message) = request.message(&json::inside) else {
        return answer(BAD_REQUEST, "data must be a JSON string");
    };
    match carry(&app, agent, guid, message) {
        Ok(()) => answer("0", "success"),
        Err(AgentRefusal::Field(name)) => {
            answer(BAD_REQUEST, &format!("data: {name} is missing or wrong"))
        }
        Err(AgentRefusal::NotSignedIn) => answer(
            NOT_SIGNED_IN,
            "Guid is not that of an agent who is signed in under this id",
        ),
        Err(AgentRefusal::NotInConversation) => {
            answer(NO_CALL, "the agent is not in a conversation with this user")
        }
    }
}

fn carry(app: &App, agent: AgentId, guid: &str, message: AgentMessage) -> Result<(), AgentRefusal> {
    let text = AgentText::parse(message, &app.config.channel)?;
    app.world(|world, now| world.carry(agent, guid, text, now))
}

fn answer(code: &str, message: &str) -> Response {
    Json(SendMessageResponse {
        code: Some(code.into()),
        message: Some(message.to_owned()),
    })
    .into_response()
}

// The document lists these codes without saying which is which.
const NOT_SIGNED_IN: &str = "106-001";
const BAD_REQUEST: &str = "106-002";
const NO_CALL: &str = "106-011";
