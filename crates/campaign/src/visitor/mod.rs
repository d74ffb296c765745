//! A visitor: a page that drives the conversation, and whoever sits before it.

mod carrier;
mod human;
mod net;
mod page;
mod storage;
mod stream;

pub use carrier::Carrier;
pub use human::{End, Human, Script, Step};
pub use net::Net;
pub use page::{Counts, Page, Streams};
