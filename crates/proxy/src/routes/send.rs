//! `send`: what the visitor does and says.

use axum::extract::State;
use axum::{Extension, Json};
use frontdesk_protocol::limits;
use frontdesk_protocol::{
    Answer, ControlType, MediaType, MessageId, Send, SendRequest, SourceType,
};
use http::header::{HeaderMap, USER_AGENT};

use super::body::Body;
use super::carry::Carried;
use super::command::Command;
use super::content::{self, Checked};
use super::field;
use super::ids::{Id, web};
use super::visitor::Visitor;
use crate::app::App;
use crate::record::Way;
use crate::refusal::{Reason, Refusal};
use crate::seal::Instant;
use crate::session::Session;
use crate::store::StoreDown;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Body(request): Body<SendRequest>,
) -> Carried {
    let said = Said::parse(request, &visitor, app.limits().text_bytes)?;
    let control = said.control.clone();
    if let Some(file) = &said.file {
        let (store, who) = (visitor.session.store(), &visitor.session.who);
        if store.has_file(who, file).await? != Some(Way::Sent) {
            return Err(Reason::File.into());
        }
    }
    let command = said.command(&headers)?;
    let request = said.into_request(&visitor, &headers);
    let caller = visitor.clone();
    let work = async move {
        let answer = app
            .upstream()
            .command::<Send>(&visitor.on_behalf(), &request)
            .await;
        let carried = match &answer {
            Ok(whole) => whole.answer.is_success(),
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
        ControlType::Disconnect => {
            session.call.end();
            session.update(|visit| visit.over = true).await
        }
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
    media: MediaType,
    content: String,
    /// The file that it names.
    file: Option<String>,
    message_id: Option<String>,
    trans_data: Option<String>,
}

impl Said {
    fn parse(request: SendRequest, visitor: &Visitor, limit: u32) -> Result<Self, Refusal> {
        visitor.owns(&[
            Id::User("from", &request.from),
            Id::Channel("to", &request.to),
            Id::Kind(&request.channel),
        ])?;
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
        let media = request.media.unwrap_or(MediaType::Text);
        let content = request.content.unwrap_or_default();
        let limit = limits::text(limit as usize);
        let Checked { content, file } = match control {
            ControlType::Chat => content::check(&media, content, limit)?,
            _ if media != MediaType::Text => {
                return Err(Refusal::invalid("mediaType", "is not TEXT"));
            }
            // A list of what was read is no text: it is bounded by the body alone.
            ControlType::Read => Checked {
                content,
                file: None,
            },
            _ => Checked {
                content: field::optional_text(limit, Some(content))?,
                file: None,
            },
        };
        let message_id = request.message_id.filter(|id| !id.is_empty());
        if let Some(id) = &message_id {
            check_message_id(id)?;
        }
        let trans_data = request
            .trans_data
            .filter(|_| control == ControlType::Connect);
        Ok(Self {
            control,
            media,
            content,
            file,
            message_id,
            trans_data,
        })
    }

    /// What a repeat must say again; the time and the browser may be others.
    fn command(&self, headers: &HeaderMap) -> Result<Command, Refusal> {
        let what = (
            self.control.as_str(),
            self.media.as_str(),
            &self.content,
            &self.trans_data,
        );
        Command::new("send", self.message_id.as_deref(), &what, headers)
    }

    fn into_request(self, visitor: &Visitor, headers: &HeaderMap) -> SendRequest {
        let claims = &visitor.claims;
        SendRequest {
            control: Some(self.control),
            media: Some(self.media),
            content: Some(self.content),
            message_id: self.message_id,
            trans_data: self.trans_data,
            timestamp: Some(Instant::now().as_millis().to_string()),
            from: visitor.user_id(),
            to: visitor.channel_id(),
            channel: web(),
            source: Some(SourceType::Customer),
            nickname: Some(claims.name.clone()),
            user_agent: browser(headers),
            // An address that the visitor chose would be fetched by the agent.
            avatar: None,
        }
    }
}

fn check_message_id(id: &str) -> Result<(), Refusal> {
    MessageId::new(id)?;
    if id.chars().any(char::is_control) {
        return Err(Refusal::invalid(
            "messageId",
            "has a control character in it",
        ));
    }
    Ok(())
}

fn browser(headers: &HeaderMap) -> Option<String> {
    let agent = headers.get(USER_AGENT)?.to_str().ok()?;
    Some(agent.chars().take(USER_AGENT_CHARS).collect())
}

const USER_AGENT_CHARS: usize = 256;
