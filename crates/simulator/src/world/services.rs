//! What is kept of everything that is offered beside the conversation.

use super::files::Files;

/// Of all visitors together.
#[derive(Debug, Default)]
pub(crate) struct Services {
    pub(crate) files: Files,
}
