//! `send` (seed 000, seed 003 §7).

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::limits::{AVATAR, MESSAGE_ID_CHARS, TEXT_BYTES};
use frontdesk_protocol::{ControlType, MediaType, ResultCode, SendRequest, SendResponse};
use serde_json::Value;

use super::{MAX_NAME_CHARS, is_caller};
use crate::server::App;
use crate::server::json::{JsonBody, exactly, mandatory};
use crate::server::refusal::Refusal;
use crate::world::clock::Moment;
use crate::world::{Caller, Outcome, World};

/// Does what the message says.
pub(super) async fn send(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    repeated: Option<Extension<Repeated>>,
    JsonBody(request): JsonBody<SendRequest>,
) -> Result<Json<SendResponse>, Refusal> {
    let command = Command::parse(&request, &caller, &app.config.channel)?;
    let outcome = app.world(|world, now| {
        let outcome = command.perform(world, &caller.user, now);
        if repeated.is_some() && request.control == Some(ControlType::Chat) {
            world.heard_again(&caller.user, request.message_id.as_deref());
        }
        outcome
    });
    Ok(answer(outcome))
}

/// On a request: it was carried before, by a gateway that tries again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Repeated;

/// `sendAsync`: the same, but what fails is told by the visitor's poll, in a line of the system's.
pub(super) async fn send_later(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(request): JsonBody<SendRequest>,
) -> Result<Json<SendResponse>, Refusal> {
    let command = Command::parse(&request, &caller, &app.config.channel)?;
    app.world(|world, now| {
        let outcome = command.perform(world, &caller.user, now);
        if outcome.code != ResultCode::Success {
            world.tell_failure(&caller.user, &outcome, now);
        }
    });
    Ok(answer(Outcome::success("the message is queued.")))
}

fn answer(outcome: Outcome) -> Json<SendResponse> {
    Json(SendResponse {
        code: Some(outcome.code),
        description: Some(outcome.description.to_owned()),
    })
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
        check_extras(request)?;
        let content = || mandatory(request.content.as_ref(), "content");
        match (&request.control, media) {
            (Some(ControlType::Connect), _) => Ok(Self::Connect {
                name: name(request.nickname.as_deref())?,
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

impl Command<'_> {
    fn perform(self, world: &mut World, user: &str, now: Moment) -> Outcome {
        match self {
            Self::Connect { name, data } => world.connect(user, name, data, now),
            Self::Chat { media, content, .. } if content.len() > most_bytes(media) => {
                Outcome::refused(ResultCode::MessageTooLong, "the message is too long.")
            }
            Self::Chat {
                media,
                content,
                message_id,
            } => match world.check(user, media, content) {
                Ok(()) => world.chat(user, Some(media), content, message_id, now),
                Err(refused) => refused,
            },
            Self::Transfer => world.transfer(user, now),
            Self::Input => world.input(user, now),
            Self::Read { codes } => world.read(user, codes),
            Self::Disconnect => world.disconnect(user, now),
        }
    }
}

fn name(nickname: Option<&str>) -> Result<Option<&str>, Refusal> {
    if nickname.is_some_and(|name| name.chars().count() > MAX_NAME_CHARS) {
        return Err(Refusal::Request(format!(
            "senderNickname must have {MAX_NAME_CHARS} characters at most."
        )));
    }
    Ok(nickname)
}

/// What may be there must be as it is described (seed 000 §1.8 and §1.11; every example's time is
/// digits).
fn check_extras(request: &SendRequest) -> Result<(), Refusal> {
    AVATAR
        .check(request.avatar.as_deref().unwrap_or_default())
        .map_err(|error| Refusal::Request(format!("{error}.")))?;
    let time = request.timestamp.as_deref().unwrap_or_default();
    if time.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(Refusal::Request(
        "timestamp must be milliseconds since 1970, in digits.".to_owned(),
    ))
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

/// How long a message's content may be, in bytes.
fn most_bytes(media: &MediaType) -> usize {
    match media {
        MediaType::Text => TEXT_BYTES as usize,
        _ => CONTENT_BYTES,
    }
}

/// No document says how long content other than text may be; an agent's is 3.8 KB.
const CONTENT_BYTES: usize = 4096;

/// No document says how much: it is kept for every visitor.
const TRANS_DATA_BYTES: usize = 8192;
