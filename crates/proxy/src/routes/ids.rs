//! Ids of the caller's: checked where a request brings them along, filled in where it goes on.

use super::visitor::Visitor;
use crate::refusal::{Reason, Refusal};
use crate::upstream::CHANNEL;

/// A field that names the caller. Nothing there is no claim.
pub(super) enum Id<'r> {
    /// The user id.
    User(&'static str, &'r Option<String>),
    /// The channel configuration id.
    Channel(&'static str, &'r Option<String>),
    /// The kind of channel, in the field `channel`.
    Kind(&'r Option<String>),
}

impl Visitor {
    /// Refuses ids that are somebody else's.
    pub(super) fn owns(&self, ids: &[Id<'_>]) -> Result<(), Refusal> {
        for id in ids {
            let (reason, field, theirs, ours) = match id {
                Id::User(field, theirs) => (
                    Reason::Identity,
                    *field,
                    theirs,
                    self.claims.user_id.as_str(),
                ),
                Id::Channel(field, theirs) => (
                    Reason::Channel,
                    *field,
                    theirs,
                    self.claims.channel.as_str(),
                ),
                Id::Kind(theirs) => (Reason::Channel, "channel", theirs, CHANNEL),
            };
            let theirs = theirs.as_deref().filter(|theirs| !theirs.is_empty());
            if theirs.is_some_and(|theirs| theirs != ours) {
                return Err(Refusal::foreign(reason, field));
            }
        }
        Ok(())
    }

    /// The user id, to be filled in.
    pub(super) fn user_id(&self) -> Option<String> {
        Some(self.claims.user_id.as_str().to_owned())
    }

    /// The channel configuration id, to be filled in.
    pub(super) fn channel_id(&self) -> Option<String> {
        Some(self.claims.channel.clone())
    }
}

/// The kind of channel, to be filled in.
pub(super) fn web() -> Option<String> {
    Some(CHANNEL.to_owned())
}
