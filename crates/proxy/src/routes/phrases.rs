//! `queryPhraseByKeyword`: phrases that begin like what the visitor writes.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::limits::Limit;
use frontdesk_protocol::{PhrasesRequest, QueryPhrases};

use super::body::Body;
use super::carry::{self, Carried};
use super::field;
use super::ids::{Id, web};
use super::visitor::Visitor;
use crate::app::App;
use crate::identity::Language;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    Body(request): Body<PhrasesRequest>,
) -> Carried {
    visitor.owns(&[Id::Kind(&request.channel)])?;
    let limit = Limit::bytes("strContent", app.limits().text_bytes as usize);
    let text = field::text(limit, request.text)?;
    let locale = request.locale.filter(|locale| !locale.is_empty());
    let language = locale.map_or(visitor.claims.language, |locale| Language::of(&locale));
    let request = PhrasesRequest {
        text: Some(text),
        locale: Some(language.as_str().to_owned()),
        channel: web(),
    };
    carry::query::<QueryPhrases>(&app, &visitor, &request).await
}
