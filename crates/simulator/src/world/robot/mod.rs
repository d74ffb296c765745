//! The robot: it says what its script says.

mod entry;
mod fill;
mod phrases;
mod read;
mod script;
mod session;
mod talk;

pub use self::read::ScriptFaults;
pub use self::script::Script;
pub(crate) use self::session::RobotSession;
