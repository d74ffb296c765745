//! How well the cloud is.

/// What the upstream API does. The console and the agent gateway work in every mode, so that what
/// an agent writes during an outage is there when it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Everything works.
    #[default]
    Normal,
    /// Every call answers 503 without a body; held polls are broken off.
    Down,
    /// Every call with a Bearer is refused by the gateway with 403. `tokenByAkSk` works, so a
    /// fresh Bearer is to be had and is refused again.
    Forbidden,
    /// Every call answers a page of HTML under HTTP 200, as a broken gateway does.
    Garbage,
    /// CONNECT answers 12: outside working hours.
    NotWorking,
    /// TRANS2AGENT answers 13: no agents.
    NoAgents,
}

impl Mode {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Normal,
        Self::Down,
        Self::Forbidden,
        Self::Garbage,
        Self::NotWorking,
        Self::NoAgents,
    ];

    /// The word for it on the console's wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Down => "down",
            Self::Forbidden => "forbidden",
            Self::Garbage => "garbage",
            Self::NotWorking => "not-working",
            Self::NoAgents => "no-agents",
        }
    }

    /// Reads [`Mode::as_str`]'s word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == word)
    }
}
