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
    /// It was answered by something that is not the API's answer: as little is known as if the
    /// answer were lost.
    Garbage,
    /// It was refused.
    Refused {
        /// HTTP status.
        status: u16,
        /// The proxy's own reason; `None` where upstream, or something on the way, refused.
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
    /// May have been carried, and nobody will ever know.
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
    /// It may have been carried: only the same call may be made again, not before this.
    Maybe(Option<Duration>),
    /// It may have been carried, and nobody will ever know.
    Unknown,
    /// Calling again helps nobody.
    Final,
}

impl Failure {
    /// The service is there and does not take this now.
    pub(crate) const BUSY: Self = Self::Refused {
        status: 429,
        reason: Some(Refusal::Limit),
        retry_after: None,
    };

    pub(crate) fn verdict(&self) -> Verdict {
        let Self::Refused {
            status,
            reason,
            retry_after,
        } = self
        else {
            return match self {
                Self::NotSent => Verdict::Repeat(None),
                _ => Verdict::Maybe(None),
            };
        };
        match (reason, status) {
            (Some(Refusal::Seal), _) => Verdict::Renew,
            // The id belongs to something else: what became of this one is not known.
            (Some(Refusal::OutcomeUnknown), _) | (Some(Refusal::Final), 409) => Verdict::Unknown,
            (Some(Refusal::Unavailable | Refusal::Limit), _) => Verdict::Repeat(*retry_after),
            // Whoever it was stands between us and the proxy, on either way.
            (None, 401 | 408 | 429 | 500..) => Verdict::Maybe(*retry_after),
            _ => Verdict::Final,
        }
    }

    /// The address is not there: an older proxy, or one that does not offer it.
    pub(crate) fn is_no_route(&self) -> bool {
        matches!(
            self,
            Self::Refused {
                status: 404 | 405,
                ..
            }
        )
    }

    /// What was sent is too large.
    pub(crate) fn is_too_large(&self) -> bool {
        matches!(self, Self::Refused { status: 413, .. })
    }

    pub(crate) fn trouble(&self) -> Trouble {
        match self {
            Self::NotSent => Trouble::Offline,
            Self::Refused { status: 429, .. } => Trouble::Busy,
            _ if self.verdict() == Verdict::Final => Trouble::NotAvailable,
            _ => Trouble::Unreachable,
        }
    }
}
