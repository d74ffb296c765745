//! `getsatisfactionsurveymode`: what a visitor is asked at the end.

use axum::Extension;
use axum::extract::State;
use frontdesk_protocol::{GetSurveyMode, SurveyModeRequest};

use super::body::Body;
use super::carry::{self, Carried};
use super::visitor::Visitor;
use crate::app::App;
use crate::refusal::Refusal;

pub(super) async fn handle(
    State(app): State<App>,
    Extension(visitor): Extension<Visitor>,
    Body(request): Body<SurveyModeRequest>,
) -> Carried {
    let language = match request.language.filter(|language| !language.is_empty()) {
        Some(language) if is_locale(&language) => language,
        Some(_) => return Err(Refusal::invalid("language", "is no language, as en_US is").into()),
        None => visitor.claims.language.as_str().to_owned(),
    };
    let request = SurveyModeRequest {
        language: Some(language),
    };
    carry::query::<GetSurveyMode>(&app, &visitor, &request).await
}

fn is_locale(text: &str) -> bool {
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    (2..=LOCALE_CHARS).contains(&text.len()) && text.bytes().all(letters)
}

const LOCALE_CHARS: usize = 16;
