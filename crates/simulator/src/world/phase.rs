//! Where a session stands.

/// Where a visitor's session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// There was none yet.
    New,
    /// The robot answers.
    Robot,
    /// In the waiting line; the robot is silent.
    Queued,
    /// An agent has accepted.
    WithAgent,
    /// Over.
    Ended,
}

impl Phase {
    /// The word for it on the console's wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Robot => "robot",
            Self::Queued => "queued",
            Self::WithAgent => "with-agent",
            Self::Ended => "ended",
        }
    }

    /// Whether a session is open.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Robot | Self::Queued | Self::WithAgent)
    }
}
