//! The CEC / AICC web-client API on the wire.
//!
//! - **Decode leniently**: the documents contradict their own examples, so every form that any of
//!   them shows is read (numbers as strings, four spellings of the result code, null for what is
//!   mandatory). Unknown words and fields are kept or passed over, never refused.
//! - **Encode strictly**: what is written has the form of the documents' tables.
//! - No input or output and no clock: the widget, the proxy and the simulator bring their own, and
//!   each its own JSON (`serde_json` natively, the browser's own parser in the widget).
//!
//! ```
//! use frontdesk_protocol::{Answer, ControlType, PollResponse};
//!
//! let answer: PollResponse = serde_json::from_str(
//!     r#"{"returnCode": 0, "downlinkMessages": [{"content": "Hello", "sourceType": "ROBOT"}]}"#,
//! )?;
//! assert!(answer.is_success());
//! assert_eq!(answer.messages[0].control, ControlType::Chat);
//! # Ok::<(), serde_json::Error>(())
//! ```

#[macro_use]
mod lenient;

pub mod agent_gateway;
mod endpoint;
mod endpoints;
pub mod headers;
pub mod limits;
mod message;
mod result_code;

pub use endpoint::{Answer, Endpoint, Method};
pub use endpoints::apply_token::{
    ApplyToken, ApplyTokenRequest, ApplyTokenResponse, Features, Limits,
};
pub use endpoints::poll::{Poll, PollRequest, PollResponse};
pub use endpoints::poll_envelope::PollEnvelope;
pub use endpoints::queue::{QueryQueueInfo, QueueInfo, QueueRequest};
pub use endpoints::satisfaction::{
    Evaluation, SatisfactionRequest, SatisfactionResponse, SaveSatisfaction,
};
pub use endpoints::send::{Send, SendRequest, SendResponse};
pub use endpoints::token_by_ak_sk::{GatewayFault, TokenByAkSk, TokenRequest, TokenResponse};
pub use message::downlink::{DownlinkMessage, MessageKey};
pub use message::words::{ControlType, MediaType, SourceType};
pub use result_code::ResultCode;
