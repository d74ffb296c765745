//! `send` (seed 000, seed 003 §7).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::limits::{MESSAGE_ID_CHARS, TEXT_BYTES};
use frontdesk_protocol::{ControlType, MediaType, ResultCode, SendRequest, SendResponse};
use serde_json::Value;

use super::is_caller;
use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::{Caller, Outcome};

/// Does what the message says.
pub(super) async fn send(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<SendRequest>,
) -> Result<Json<SendResponse>, Refusal> {
    let command = Command::parse(&request, &caller, &app.config.channel)?;
    let user = caller.user.as_str();
    let outcome = app.world(|world, now| match command {
        Command::Connect { name, data } => world.connect(user, name, data, now),
        Command::Chat { content, .. } if is_too_long(&request, content) => too_long(),
        Command::Chat {
            media,
            content,
            message_id,
        } => match world.check(user, media, content) {
            Ok(()) => world.chat(user, Some(media), content, message_id, now),
            Err(refused) => refused,
        },
        Command::Transfer => world.transfer(user, now),
        Command::Input => world.input(user, now),
        Command::Read { codes } => world.read(user, codes),
        Command::Disconnect => world.disconnect(user, now),
    });
    Ok(Json(SendResponse {
        code: Some(outcome.code),
        description: Some(outcome.description.to_owned()),
    }))
}

/// A message that has everything that its kind must have.
enum Command<'a> {
    Connect {
        name: Option<&'a str>,
        data: Value,
    },
    Chat {
        media: &'a MediaType,
        content: &'a str,
        message_id: Option<&'a str>,
    },
    Transfer,
    Input,
    Read {
        codes: &'a str,
    },
    Disconnect,
}

impl<'a> Command<'a> {
    fn parse(request: &'a SendRequest, caller: &Caller, channel: &str) -> Result<Self, Refusal> {
        exactly(request.channel.as_ref(), "channel", "WEB")?;
        is_caller(caller, mandatory(request.from.as_ref(), "from")?)?;
        exactly(request.to.as_ref(), "to", channel)?;
        let source = request.source.as_ref().map(|source| source.as_str());
        exactly(source, "sourceType", "CUSTOMER")?;
        let media = request.media.as_ref();
        mandatory(media.map(MediaType::as_str), "mediaType")?;
        let message_id = request.message_id.as_deref();
        if message_id.is_some_and(|id| id.chars().count() > MESSAGE_ID_CHARS || id.contains(',')) {
            return Err(Refusal::Request(
                "messageId must have 32 characters at most and no comma.".to_owned(),
            ));
        }
        let content = || mandatory(request.content.as_ref(), "content");
        match (&request.control, media) {
            (Some(ControlType::Connect), _) => Ok(Self::Connect {
                name: request.nickname.as_deref(),
                data: trans_data(request.trans_data.as_deref())?,
            }),
            (Some(ControlType::Chat), Some(media)) => Ok(Self::Chat {
                media,
                content: content()?,
                message_id,
            }),
            (Some(ControlType::TransferToAgent), _) => Ok(Self::Transfer),
            (Some(ControlType::Input), _) => Ok(Self::Input),
            (Some(ControlType::Read), _) => Ok(Self::Read { codes: content()? }),
            (Some(ControlType::Disconnect), _) => Ok(Self::Disconnect),
            (None, _) => Err(Refusal::Request("controlType is mandatory.".to_owned())),
            (Some(unknown), _) => Err(Refusal::Request(format!(
                "controlType {} is unknown.",
                unknown.as_str()
            ))),
        }
    }
}

/// JSON inside a string; nothing is nothing.
fn trans_data(text: Option<&str>) -> Result<Value, Refusal> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(Value::Null);
    };
    if text.len() > TRANS_DATA_BYTES {
        return Err(Refusal::Request(format!(
            "transData must have {TRANS_DATA_BYTES} bytes at most."
        )));
    }
    serde_json::from_str(text).map_err(|_| Refusal::Request("transData must be JSON.".to_owned()))
}

fn is_too_long(request: &SendRequest, content: &str) -> bool {
    request.media == Some(MediaType::Text) && content.len() > TEXT_BYTES as usize
}

fn too_long() -> Outcome {
    Outcome::refused(ResultCode::MessageTooLong, "the message is too long.")
}

/// No document says how much: it is kept for every visitor.
const TRANS_DATA_BYTES: usize = 8192;
