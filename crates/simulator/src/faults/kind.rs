//! What can go wrong, and where.

/// Between whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leg {
    /// Proxy and upstream.
    Up,
    /// Visitor and proxy; only where a relay stands between them.
    Down,
}

impl Leg {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Up, Self::Down];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|leg| leg.as_str() == word)
    }
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// The connection is closed without an answer, before or after the call was carried.
    Drop,
    /// The call or its answer is held up.
    Delay,
    /// The connection is closed in the middle of the answer's body, or in place of an answer that has
    /// none.
    Cut,
    /// HTTP 200 with HTML or broken JSON, before or after the call was carried.
    Garbage,
    /// The call is carried twice; on a poll upstream, the messages that it had are handed out again,
    /// and one without any is left alone.
    Duplicate,
    /// 401, not carried.
    Unauthorized,
    /// 403, not carried.
    Forbidden,
    /// 429 with or without Retry-After, not carried.
    TooMany,
    /// 500 with or without a body, not carried.
    Failure,
    /// The visitor's token or the Bearer expires. A relay has neither: it answers 401.
    Expire,
}

impl FaultKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Drop,
        Self::Delay,
        Self::Cut,
        Self::Garbage,
        Self::Duplicate,
        Self::Unauthorized,
        Self::Forbidden,
        Self::TooMany,
        Self::Failure,
        Self::Expire,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drop => "drop",
            Self::Delay => "delay",
            Self::Cut => "cut",
            Self::Garbage => "garbage",
            Self::Duplicate => "duplicate",
            Self::Unauthorized => "401",
            Self::Forbidden => "403",
            Self::TooMany => "429",
            Self::Failure => "500",
            Self::Expire => "expire",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
