//! Why the desk does not do something.

use super::agents::AgentId;

/// Why an agent cannot do that, in words for the person who tried.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeskRefusal {
    /// No agent of that id.
    #[error("there is no agent {0}")]
    NoSuchAgent(AgentId),
    /// The agent is signed out.
    #[error("{0} is signed out: sign in first")]
    SignedOut(String),
    /// The agent has as many conversations as may be.
    #[error("{name} has {capacity} conversations, which is as many as may be: end one first")]
    Full {
        /// The agent's name.
        name: String,
        /// How many conversations one agent may have.
        capacity: usize,
    },
    /// The agent has open conversations.
    #[error("{name} has {open} open conversations: hang up first")]
    StillTalking {
        /// The agent's name.
        name: String,
        /// How many.
        open: usize,
    },
    /// No agent is signed in, or all have as many conversations as may be.
    #[error("no agent has room: sign one in, or end a conversation")]
    NoRoom,
    /// Nobody is in the waiting line.
    #[error("nobody waits")]
    NobodyWaits,
    /// No visitor of that user id.
    #[error("there is no visitor {0}")]
    NoSuchVisitor(String),
    /// The visitor is not in the waiting line.
    #[error("{0} does not wait for a person")]
    NotWaiting(String),
    /// The visitor has no open conversation with this agent.
    #[error("{0} is not in a conversation with this agent")]
    NotInConversation(String),
    /// The visitor has no open session.
    #[error("{0} has no open session")]
    NoSession(String),
    /// No agent's message of that code, or it is withdrawn already.
    #[error("there is no message {0} of an agent's to withdraw")]
    NoSuchMessage(String),
}
