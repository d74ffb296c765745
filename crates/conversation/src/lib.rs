//! One visit as a value: `(state, input, now) → (state, effects)`.
//!
//! - No input or output, no clock, no browser: what happened comes in as an [`Input`], what is to
//!   be done goes out as [`Effect`]s, and `now` is given. So every flow, fault and race is a native
//!   test, and the same value drives the widget and a load generator.
//! - What must survive a crash is stored before it acts: a message goes up, and what came down is
//!   acknowledged, only after [`Input::Stored`] has confirmed the snapshot that holds it.
//! - Randomness (ids, jitter) comes from a seed given at construction.
//!
//! ```
//! use frontdesk_conversation::{Conversation, Effect, Input, Monotonic, Phase};
//!
//! let mut conversation = Conversation::new(7, None);
//! let effects = conversation.handle(Input::Opened, Monotonic::from_millis(0));
//! assert_eq!(conversation.phase(), &Phase::Connecting);
//! assert!(effects.iter().any(|effect| matches!(effect, Effect::Call(..))));
//! ```

mod backoff;
mod effect;
mod failure;
mod input;
mod lane;
mod monotonic;
mod outbox;
mod phase;
#[cfg(feature = "sabotage")]
mod sabotage;
mod seen;
mod transcript;
mod visit;

pub use effect::{Announcement, Call, CallId, Effect, Timer};
pub use failure::{Failure, Refusal};
pub use input::{FileRef, Heard, Input, Rated, Reply};
pub use monotonic::Monotonic;
pub use phase::{EndReason, Phase, Place, Rating, Trouble};
#[cfg(feature = "sabotage")]
pub use sabotage::Sabotage;
pub use transcript::{Body, Delivery, Event, Line, LineKey, NotSent, Sender};
pub use visit::Conversation;
pub use visit::snapshot::Snapshot;
