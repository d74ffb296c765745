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
pub mod push;
mod result_code;

pub use endpoint::{Answer, Endpoint, Method};
pub use endpoints::apply_token::{
    ApplyToken, ApplyTokenRequest, ApplyTokenResponse, Features, Limits,
};
pub use endpoints::click_to_call::OfChannel;
pub use endpoints::click_to_call::check::{CallSupport, CheckCalls};
pub use endpoints::click_to_call::create::{
    ClickToCallRequest, ClickToCallResponse, CreateClickToCall, MediaAbility,
};
pub use endpoints::click_to_call::drop::DropClickToCall;
pub use endpoints::click_to_call::events::{CallContent, CallEvent, CallEvents};
pub use endpoints::click_to_call::state::CallState;
pub use endpoints::create_call::{CallAccess, CreateCall, CreateCallRequest, CreateCallResponse};
pub use endpoints::feedback::{FeedbackRequest, FeedbackResponse, RobotFeedback};
pub use endpoints::files::download::{DownloadFile, DownloadRequest, DownloadResponse};
pub use endpoints::files::file_type::FileType;
pub use endpoints::files::upload::{UploadFile, UploadRequest, UploadResponse};
pub use endpoints::history::{HistoryRequest, HistoryResponse, QueryHistory};
pub use endpoints::leave_message::{LeaveMessage, LeaveMessageRequest, LeaveMessageResponse};
pub use endpoints::phrases::{PhrasesRequest, PhrasesResponse, QueryPhrases};
pub use endpoints::poll::{Poll, PollRequest, PollResponse};
pub use endpoints::poll_envelope::PollEnvelope;
pub use endpoints::queue::{QueryQueueInfo, QueueInfo, QueueRequest};
pub use endpoints::satisfaction::{
    Evaluation, SatisfactionRequest, SatisfactionResponse, SaveSatisfaction,
};
pub use endpoints::send::{Send, SendAsync, SendRequest, SendResponse};
pub use endpoints::survey_mode::{
    GetSurveyMode, Survey, SurveyLevel, SurveyModeRequest, SurveyModeResponse, SurveyQuestion,
    SurveyType,
};
pub use endpoints::token_by_ak_sk::{GatewayFault, TokenByAkSk, TokenRequest, TokenResponse};
pub use lenient::{EnvelopeMessage, ParseJson, Value as Json};
pub use message::content::{
    Card, Content, FileContent, MediaFile, Place, WebCard, looks_like_html,
};
pub use message::downlink::{DownlinkMessage, MessageKey};
pub use message::ids::{MessageId, UserId};
pub use message::questions::Questions;
pub use message::words::{ControlType, MediaType, SourceType};
pub use result_code::ResultCode;
