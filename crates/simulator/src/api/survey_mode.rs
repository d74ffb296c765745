//! `getsatisfactionsurveymode`.

use axum::Json;
use axum::extract::State;
use frontdesk_protocol::{ResultCode, Survey, SurveyModeRequest, SurveyModeResponse, SurveyType};

use super::survey_levels::levels;
use crate::server::App;
use crate::server::json::JsonBody;

/// The survey in the language that is asked for; where none is held, nothing to choose from.
pub(super) async fn survey_mode(
    State(app): State<App>,
    JsonBody(request): JsonBody<SurveyModeRequest>,
) -> Json<SurveyModeResponse> {
    let config = &app.config.services.survey;
    let survey = if config.kind == SurveyType::No {
        Survey {
            kind: Some(SurveyType::No),
            ..Survey::default()
        }
    } else {
        Survey {
            kind: Some(config.kind.clone()),
            levels: levels(request.language.as_deref()),
            questions: config.questions.clone(),
        }
    };
    Json(SurveyModeResponse {
        survey: Some(survey),
        code: Some(ResultCode::Success),
        description: Some("query satisfaction survey mode success.".to_owned()),
    })
}
