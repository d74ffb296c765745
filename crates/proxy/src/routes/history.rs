//! `queryHistoryChatMessage`: what was said before.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::{HistoryRequest, QueryHistory};

use super::body::Body;
use super::carry::{Carried, handed_down};
use super::field;
use super::ids::{Id, web};
use super::visitor::Visitor;
use crate::app::App;
use crate::record::{Way, files_of};
use crate::refusal::Refusal;
use crate::seal::Instant;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    Body(request): Body<HistoryRequest>,
) -> Carried {
    visitor.owns(&[
        Id::Channel("channelId", &request.channel_id),
        Id::User("userId", &request.user_id),
        Id::Kind(&request.channel),
    ])?;
    let number = |name, text: &Option<String>| field::number(name, text.as_deref());
    let Some(start) = number("startTime", &request.start)? else {
        return Err(Refusal::invalid("startTime", "is missing").into());
    };
    let limit = number("limit", &request.limit)?.unwrap_or(MOST);
    if !(1..=MOST).contains(&limit) {
        return Err(Refusal::invalid("limit", format!("is none of 1 to {MOST}")).into());
    }
    let request = HistoryRequest {
        channel_id: visitor.channel_id(),
        user_id: visitor.user_id(),
        start: Some(start.to_string()),
        end: number("endTime", &request.end)?.map(|end| end.to_string()),
        limit: Some(limit.to_string()),
        offset: Some(
            number("offset", &request.offset)?
                .unwrap_or_default()
                .to_string(),
        ),
        channel: web(),
    };
    let behalf = visitor.on_behalf();
    let whole = app
        .upstream()
        .query::<QueryHistory>(&behalf, &request)
        .await?;
    let ids: Vec<String> = whole.answer.messages.iter().flat_map(files_of).collect();
    if !ids.is_empty() {
        let session = &visitor.session;
        session
            .store()
            .allow_files(&session.who, &ids, Way::Came, Instant::now())
            .await?;
    }
    handed_down(whole)
}

const MOST: u64 = 100;
