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
use frontdesk_protocol::limits::AGENT_DATA_BUSINESS;
use serde::Deserialize;
use serde_json::Value;

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
    JsonBody(body): JsonBody<Value>,
) -> Response {
    let agent: AgentId = match agent.parse() {
        Ok(agent) => agent,
        Err(error) => return answer(BAD_REQUEST, &format!("{error}")),
    };
    let guid = headers.get(AGENT_GUID).and_then(|guid| guid.to_str().ok());
    let Some(guid) = guid.filter(|guid| !guid.is_empty()) else {
        return answer(NOT_SIGNED_IN, "Guid is missing");
    };
    let Ok(request) = SendMessageRequest::deserialize(&body) else {
        return answer(BAD_REQUEST, "the body must be a JSON object");
    };
    let Some(call_id) = json::filled(request.call_id.as_deref()) else {
        return answer(BAD_REQUEST, "callid is mandatory");
    };
    let Some(message) = request.message(&json::inside) else {
        return answer(BAD_REQUEST, "data must be a JSON string");
    };
    if let Err(why) = check_data(body.get("data").unwrap_or(&Value::Null)) {
        return answer(BAD_REQUEST, &why);
    }
    match carry(&app, agent, guid, call_id, message) {
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
        Err(AgentRefusal::OtherCall) => answer(
            NO_CALL,
            "callid is not that of the conversation with this user",
        ),
    }
}

/// What reading the message does not tell: how long it came, and whether it said that it is CHAT,
/// which what says nothing is taken for.
fn check_data(data: &Value) -> Result<(), String> {
    let text = match data {
        Value::String(text) => text.clone(),
        object => object.to_string(),
    };
    AGENT_DATA_BUSINESS
        .check(&text)
        .map_err(|error| error.to_string())?;
    let message: Value = serde_json::from_str(&text).unwrap_or_default();
    match message.get("controlType") {
        None | Some(Value::Null) => Err("data: controlType is missing or wrong".to_owned()),
        Some(_) => Ok(()),
    }
}

fn carry(
    app: &App,
    agent: AgentId,
    guid: &str,
    call_id: &str,
    message: AgentMessage,
) -> Result<(), AgentRefusal> {
    let text = AgentText::parse(message, &app.config.channel)?;
    app.world(|world, now| world.carry(agent, guid, call_id, text, now))
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
