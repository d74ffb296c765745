//! Many visits at once through faults and restarts, and what came of every message.
//!
//! Visitors are driven by the same [`Conversation`](frontdesk_conversation::Conversation) as the
//! widget, over HTTP, through the real proxy as a process of its own, which is killed now and then,
//! to the simulator, whose agents answer. Faults lie on both legs. At the end the books of visitor,
//! proxy and upstream are compared.
//!
//! [`visitor::Page`] alone, without a stage, is a load generator's visitor.

pub mod agents;
pub mod books;
pub mod campaign;
pub mod cli;
pub mod report;
pub mod stage;
pub mod visitor;
