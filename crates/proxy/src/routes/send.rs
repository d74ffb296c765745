//! `send`: what the visitor does and says.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::limits::MESSAGE_ID_CHARS;
use frontdesk_protocol::{Answer, ControlType, MediaType, Send, SendRequest, SourceType};
use http::header::{HeaderMap, USER_AGENT};
use serde_json::value::RawValue;

use super::body::Body;
use super::command::Command;
use super::denied::Denied;
use super::visitor::{Visitor, refuse_other};
use crate::app::App;
use crate::refusal::{Reason, Refusal};
use crate::seal::Instant;
use crate::session::Session;
use crate::store::StoreDown;
use crate::upstream::CHANNEL;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Body(request): Body<SendRequest>,
) -> Result<Json<Box<RawValue>>, Denied> {
    let said = Said::parse(request, &visitor, app.limits().text_bytes)?;
    let control = said.control.clone();
    let command = said.command(&headers)?;
    let request = said.into_request(&visitor, &headers);
    let caller = visitor.clone();
    let work = async move {
        let answer = app
            .upstream()
            .command::<Send>(&visitor.on_behalf(), &request)
            .await;
        let carried = match &answer {
            Ok(answer) => answer.is_success(),
            Err(not_answered) => not_answered.may_be_carried(),
        };
        if carried && note(&visitor.session, &control).await.is_err() {
            tracing::error!("how a visit stands cannot be stored");
        }
        answer
    };
    Ok(Json(command.carry(&caller, work).await?))
}

/// What a command that was carried says about the visit. Not CONNECT alone opens one: after a restart
/// of the proxy, a message that the cloud takes shows as well that there is a conversation.
async fn note(session: &Session, control: &ControlType) -> Result<(), StoreDown> {
    match control {
        ControlType::Disconnect => session.update(|visit| visit.over = true).await,
        ControlType::TransferToAgent => {
            session.connect().await?;
            session.update(|visit| visit.with_agent = true).await
        }
        ControlType::Connect => {
            session.connect().await?;
            session.update(|visit| visit.with_agent = false).await
        }
        _ => session.connect().await,
    }
}

/// What a visitor says, checked.
struct Said {
    control: ControlType,
    content: String,
    message_id: Option<String>,
    trans_data: Option<String>,
}

impl Said {
    fn parse(request: SendRequest, visitor: &Visitor, limit: u32) -> Result<Self, Refusal> {
        visitor.refuse_other_user("from", request.from.as_deref())?;
        visitor.refuse_other_channel("to", request.to.as_deref())?;
        refuse_other(
            Reason::Channel,
            "channel",
            request.channel.as_deref(),
            CHANNEL,
        )?;
        if request
            .source
            .is_some_and(|source| source != SourceType::Customer)
        {
            return Err(Refusal::foreign(Reason::Identity, "sourceType"));
        }

        let control = match request.control {
            Some(ControlType::Recall | ControlType::Other(_)) => {
                return Err(Refusal::invalid(
                    "controlType",
                    "is none of CONNECT, CHAT, TRANS2AGENT, INPUT, DISCONNECT and READ",
                ));
            }
            Some(control) => control,
            None => return Err(Refusal::invalid("controlType", "is missing")),
        };
        if request.media.is_some_and(|media| media != MediaType::Text) {
            return Err(Refusal::invalid("mediaType", "is not TEXT"));
        }
        let content = request.content.unwrap_or_default();
        if control == ControlType::Chat && content.is_empty() {
            return Err(Refusal::invalid("content", "is empty"));
        }
        let text_bytes = u32::try_from(content.len()).unwrap_or(u32::MAX);
        // A list of what was read is no text: it is bounded by the body alone.
        if control != ControlType::Read && text_bytes > limit {
            return Err(Refusal::invalid(
                "content",
                format!("is longer than {limit} bytes"),
            ));
        }
        let message_id = request.message_id.filter(|id| !id.is_empty());
        if let Some(id) = &message_id {
            check_message_id(id)?;
        }
        let trans_data = request
            .trans_data
            .filter(|_| control == ControlType::Connect);
        Ok(Self {
            control,
            content,
            message_id,
            trans_data,
        })
    }

    /// What a repeat must say again; the time and the browser may be others.
    fn command(&self, headers: &HeaderMap) -> Result<Command, Refusal> {
        let what = (self.control.as_str(), &self.content, &self.trans_data);
        Command::new("send", self.message_id.as_deref(), &what, headers)
    }

    fn into_request(self, visitor: &Visitor, headers: &HeaderMap) -> SendRequest {
        let claims = &visitor.claims;
        SendRequest {
            control: Some(self.control),
            media: Some(MediaType::Text),
            content: Some(self.content),
            message_id: self.message_id,
            trans_data: self.trans_data,
            timestamp: Some(Instant::now().as_millis().to_string()),
            from: Some(claims.user_id.as_str().to_owned()),
            to: Some(claims.channel.clone()),
            channel: Some(CHANNEL.to_owned()),
            source: Some(SourceType::Customer),
            nickname: Some(claims.name.clone()),
            user_agent: browser(headers),
            // An address that the visitor chose would be fetched by the agent.
            avatar: None,
        }
    }
}

fn check_message_id(id: &str) -> Result<(), Refusal> {
    if id.chars().count() > MESSAGE_ID_CHARS {
        let what = format!("is longer than {MESSAGE_ID_CHARS} characters");
        return Err(Refusal::invalid("messageId", what));
    }
    if id.contains(',') || id.chars().any(char::is_control) {
        return Err(Refusal::invalid(
            "messageId",
            "has a comma or a control character in it",
        ));
    }
    Ok(())
}

fn browser(headers: &HeaderMap) -> Option<String> {
    let agent = headers.get(USER_AGENT)?.to_str().ok()?;
    Some(agent.chars().take(USER_AGENT_CHARS).collect())
}

const USER_AGENT_CHARS: usize = 256;
