//! A call that a signed-in operator starts (seed 003 §16). It dials out, so no visitor may reach it.

use crate::{Answer, Endpoint, Method, ResultCode};

/// `POST /v1/mobileagent/createcall`: with Bearer and app key, without a visitor's token.
#[derive(Debug)]
pub struct CreateCall;

impl Endpoint for CreateCall {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/mobileagent/createcall";
    type Request = CreateCallRequest;
    type Response = CreateCallResponse;
}

wire! {
    /// Whom to call.
    pub struct CreateCallRequest {
        /// The called number, at most 32 characters.
        pub called: Option<String> => "called",
        /// Data that goes with the call, at most 1024 characters.
        pub call_data: Option<String> => "callData",
        /// The number that the called one sees, at most 32 characters.
        pub caller_present: Option<String> => "callerPresent",
    }
}

wire! {
    /// How the call is joined.
    pub struct CreateCallResponse {
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
        /// Only on success.
        pub data: Option<CallAccess> => "resultData",
    }
}

wire! {
    /// Where the operator's SIP client has to go.
    pub struct CallAccess {
        /// Names the outgoing call, at most 50 characters.
        pub call_serial: Option<String> => "callSerialNo",
        /// SIP server, `ip:port`.
        pub sip_address: Option<String> => "sipServiceAddress",
        /// Access code and UVID.
        pub access_code: Option<String> => "accesscode",
    }
}

impl Answer for CreateCallResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        self.data.is_some()
    }
}
