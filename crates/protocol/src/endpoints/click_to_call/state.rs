//! In what state a call is.

/// In what state a call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallState {
    /// It waits for an agent.
    Queued,
    /// Nobody took it in time.
    QueueTimeout,
    /// It is there: join it.
    Connected,
    /// It is over.
    Disconnected,
    /// It could not be made.
    Failed,
    /// Nothing has happened.
    Quiet,
    /// Something that the documents do not have; to be passed over.
    Unknown,
}

impl CallState {
    /// All that can be told, with the words that tell it.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Connected, "Call connected"),
        (Self::QueueTimeout, "Call queued timeout"),
        (Self::Queued, "Call in queue"),
        (Self::Disconnected, "Call disconnected"),
        (Self::Failed, "Call failed"),
        (Self::Quiet, "without any events"),
        (Self::Unknown, "unknown events"),
    ];

    /// The event id of [`CallState::Connected`].
    pub const CONNECTED: &'static str = "168101";

    /// By event id where there is one that is known, else by the words.
    pub(crate) fn of(event_id: Option<&str>, words: Option<&str>) -> Self {
        if event_id.map(str::trim) == Some(Self::CONNECTED) {
            return Self::Connected;
        }
        let words = words.unwrap_or_default().to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|(_, known)| words.contains(&known.to_ascii_lowercase()))
            .map_or(Self::Unknown, |(state, _)| state)
    }
}
