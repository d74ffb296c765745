//! Calling an agent from the browser (seed 003 §11 to §14). A text session must be open.

pub(crate) mod check;
pub(crate) mod create;
pub(crate) mod drop;
pub(crate) mod events;
pub(crate) mod state;

wire! {
    /// For which kind of channel.
    pub struct OfChannel {
        /// `WEB`.
        pub channel: Option<String> => "channel",
    }
}

impl OfChannel {
    /// The query, name and value, not yet encoded.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        self.channel
            .as_deref()
            .map(|channel| ("channel", channel))
            .into_iter()
            .collect()
    }
}
