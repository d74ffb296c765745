//! How a call fails, and what follows from it.

use std::time::Duration;

use crate::phase::Trouble;

/// A call that has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It never left: the browser is offline.
    NotSent,
    /// It left, and whether it arrived is not known.
    Lost,
    /// It was answered by something that is not the API's answer.
    Garbage,
    /// It was refused.
    Refused {
        /// HTTP status.
        status: u16,
        /// The proxy's own reason; `None` where upstream refused.
        reason: Option<Refusal>,
        /// How long to wait before the next try.
        retry_after: Option<Duration>,
    },
}

/// The proxy's reasons (the header `frontdesk-refused`), as far as they ask for something of their
/// own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The seal is missing, broken or too old: apply for a new one.
    Seal,
    /// May have been carried.
    OutcomeUnknown,
    /// Was not carried; the service is not there now.
    Unavailable,
    /// Too many requests.
    Limit,
    /// What was asked cannot be, now or later.
    Final,
}

impl Refusal {
    /// Reads the header's value.
    pub fn parse(reason: &str) -> Self {
        match reason {
            "seal-missing" | "seal-invalid" | "seal-expired" => Self::Seal,
            "outcome-unknown" => Self::OutcomeUnknown,
            "draining" | "busy" | "upstream-down" | "store-down" | "upstream-timeout"
            | "upstream-auth" | "upstream-garbage" => Self::Unavailable,
            "limit" => Self::Limit,
            _ => Self::Final,
        }
    }
}

/// What follows from a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Apply for a new seal, then call again.
    Renew,
    /// It was not carried: call again, not before this.
    Repeat(Option<Duration>),
    /// It may have been carried.
    Unknown,
    /// Calling again helps nobody.
    Final,
}

impl Failure {
    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            Self::NotSent => Verdict::Repeat(None),
            Self::Lost | Self::Garbage => Verdict::Unknown,
            Self::Refused {
                status,
                reason,
                retry_after,
            } => match (reason, status) {
                (Some(Refusal::Seal), _) | (None, 401) => Verdict::Renew,
                (Some(Refusal::OutcomeUnknown), _) => Verdict::Unknown,
                (Some(Refusal::Unavailable | Refusal::Limit), _) | (None, 429 | 503) => {
                    Verdict::Repeat(*retry_after)
                }
                (None, 500..) => Verdict::Unknown,
                _ => Verdict::Final,
            },
        }
    }

    pub(crate) fn trouble(&self) -> Trouble {
        match self {
            Self::NotSent => Trouble::Offline,
            Self::Refused {
                reason: Some(Refusal::Limit),
                ..
            }
            | Self::Refused {
                reason: None,
                status: 429,
                ..
            } => Trouble::Busy,
            _ if self.verdict() == Verdict::Final => Trouble::NotAvailable,
            _ => Trouble::Unreachable,
        }
    }
}
