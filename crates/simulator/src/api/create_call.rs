//! `createcall` (seed 003 §16): for operators, so there is no visitor's token.

use axum::Json;
use axum::extract::State;
use frontdesk_protocol::limits::{CALL_DATA, CALLED, CALLER_PRESENT, ComposeError};
use frontdesk_protocol::{CreateCallRequest, CreateCallResponse, ResultCode};

use crate::server::App;
use crate::server::json::JsonBody;

/// Answers how the call is joined. What is not as described is a result code here, not HTTP 400.
pub(super) async fn create_call(
    State(app): State<App>,
    JsonBody(request): JsonBody<CreateCallRequest>,
) -> Json<CreateCallResponse> {
    if let Err(error) = check(&request) {
        return refused(
            ResultCode::Other(INVALID.to_owned()),
            Some(format!("{error}.")),
        );
    }
    match app.world(|world, _| world.operator_call()) {
        Ok(data) => Json(CreateCallResponse {
            code: Some(ResultCode::Success),
            description: Some("Success".to_owned()),
            data: Some(data),
        }),
        Err(code) => {
            let meaning = code.meaning().map(str::to_owned);
            refused(code, meaning)
        }
    }
}

/// Without `callerPresent` the platform's own number is shown, says the table that calls it
/// mandatory.
fn check(request: &CreateCallRequest) -> Result<(), ComposeError> {
    let called = request.called.as_deref().unwrap_or_default();
    if called.trim().is_empty() {
        return Err(ComposeError::Empty {
            field: CALLED.field,
        });
    }
    CALLED.check(called)?;
    CALL_DATA.check(request.call_data.as_deref().unwrap_or_default())?;
    CALLER_PRESENT.check(request.caller_present.as_deref().unwrap_or_default())?;
    Ok(())
}

fn refused(code: ResultCode, description: Option<String>) -> Json<CreateCallResponse> {
    Json(CreateCallResponse {
        code: Some(code),
        description,
        data: None,
    })
}

const INVALID: &str = "30010000003";
