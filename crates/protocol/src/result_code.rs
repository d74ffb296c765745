//! Result codes.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use crate::lenient::{Field, Value};

/// The result of a call. The same number means different things at different calls, so the names
/// are those of the meaning that the calls share; what one call alone means stands with that call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultCode {
    /// `0`.
    Success,
    /// `1`: it failed, and no more is said.
    Failure,
    /// `5`: the session has ended.
    SessionEnded,
    /// `6`: the session is not valid.
    SessionInvalid,
    /// `12`: outside working hours.
    NotWorkingTime,
    /// `13`: no agents, or failed; on TRANS2AGENT possibly "it has been agent service".
    NoAgents,
    /// `1001000001` or `10010000001`: the Bearer was refused.
    AuthFailed,
    /// `1001000002` or `10010000002`: flow control.
    FlowControl,
    /// `160004`: no such session.
    SessionNotFound,
    /// `160021`: an agent is already there.
    WithAgent,
    /// `160022`: in the IVR.
    InIvr,
    /// Any other, as it was written.
    Other(String),
}

impl ResultCode {
    /// The code as the API writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Success => "0",
            Self::Failure => "1",
            Self::SessionEnded => "5",
            Self::SessionInvalid => "6",
            Self::NotWorkingTime => "12",
            Self::NoAgents => "13",
            Self::AuthFailed => "1001000001",
            Self::FlowControl => "1001000002",
            Self::SessionNotFound => "160004",
            Self::WithAgent => "160021",
            Self::InIvr => "160022",
            Self::Other(code) => code,
        }
    }
}

impl From<&str> for ResultCode {
    fn from(code: &str) -> Self {
        match code.trim() {
            "0" => Self::Success,
            "1" => Self::Failure,
            "5" => Self::SessionEnded,
            "6" => Self::SessionInvalid,
            "12" => Self::NotWorkingTime,
            "13" => Self::NoAgents,
            "1001000001" | "10010000001" => Self::AuthFailed,
            "1001000002" | "10010000002" => Self::FlowControl,
            "160004" => Self::SessionNotFound,
            "160021" => Self::WithAgent,
            "160022" => Self::InIvr,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for ResultCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for ResultCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Field for Option<ResultCode> {
    fn read(value: Value) -> Self {
        let text = value.into_text().filter(|text| !text.trim().is_empty());
        text.map(|text| text.as_str().into())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}
