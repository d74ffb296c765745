//! What an endpoint is: method, path, request, answer.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ResultCode;

/// The two methods that the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The request is in the query.
    Get,
    /// The request is a JSON body.
    Post,
}

/// One call of the API. Proxy, simulator and widget all speak through these.
pub trait Endpoint {
    /// How it is called.
    const METHOD: Method;
    /// Its path under the API's prefix (`/apiaccess/ccmessaging`), with a leading slash.
    const PATH: &'static str;
    /// What is asked.
    type Request: Serialize + DeserializeOwned;
    /// What is answered.
    type Response: Answer + Serialize + DeserializeOwned;
}

/// An answer that carries a result.
pub trait Answer {
    /// The result as it was given; `None` where the answer had no code.
    fn code(&self) -> Option<&ResultCode>;

    /// Whether what was asked for is there. An answer with it and without a code is a success.
    fn has_payload(&self) -> bool {
        false
    }

    /// Whether the call did what it should.
    fn is_success(&self) -> bool {
        match self.code() {
            Some(code) => *code == ResultCode::Success,
            None => self.has_payload(),
        }
    }
}
