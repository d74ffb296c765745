//! Why a call is refused before it reaches the world, as the vendor's gateway says it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use frontdesk_protocol::{GatewayFault, ResultCode, SendResponse};

/// A refusal is its HTTP answer.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The Bearer or the app key: 403, not 401.
    Tenant,
    /// The visitor's token: 401.
    Visitor(&'static str),
    /// Something mandatory is missing or is not what it must be: 400.
    Request(String),
    /// The body: 413.
    TooLarge,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Tenant => (StatusCode::FORBIDDEN, Json(gateway_fault())).into_response(),
            Self::Visitor(why) => with_result(StatusCode::UNAUTHORIZED, why.to_owned()),
            Self::Request(why) => with_result(StatusCode::BAD_REQUEST, why),
            Self::TooLarge => with_result(
                StatusCode::PAYLOAD_TOO_LARGE,
                "the request body is too large.".to_owned(),
            ),
        }
    }
}

fn gateway_fault() -> GatewayFault {
    GatewayFault {
        code: Some("0".to_owned()),
        info: Some("auth fail! illegal or expired token info.".to_owned()),
    }
}

fn with_result(status: StatusCode, description: String) -> Response {
    let result = SendResponse {
        code: Some(ResultCode::Failure),
        description: Some(description),
    };
    (status, Json(result)).into_response()
}
