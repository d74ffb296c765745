//! The visitor's call: one at a time.

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use crate::rates::Reached;
use crate::sync::lock;

/// The call that a visitor has, as far as this process knows.
#[derive(Debug, Default)]
pub(crate) struct Call(Mutex<Option<Live>>);

#[derive(Debug)]
struct Live {
    /// Under which it was asked for.
    id: Option<String>,
    since: Instant,
}

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A call.
    New,
    /// The call that there is, once more.
    Again,
}

impl Call {
    /// A call is asked for under an id.
    ///
    /// # Errors
    /// There is one.
    pub(crate) fn begin(&self, id: Option<&str>, now: Instant) -> Result<Asked, Reached> {
        let mut live = lock(&self.0);
        if let Some(live) = live.as_ref().filter(|live| now < live.since + LONGEST) {
            return if id.is_some() && live.id.as_deref() == id {
                Ok(Asked::Again)
            } else {
                Err(Reached {
                    what: "This visitor has a call, which must be ended first.",
                    after: PAUSE,
                })
            };
        }
        let (id, since) = (id.map(str::to_owned), now);
        *live = Some(Live { id, since });
        Ok(Asked::New)
    }

    /// It is over, or was never there.
    pub(crate) fn end(&self) {
        *lock(&self.0) = None;
    }
}

/// A call whose end nobody heard of does not keep its visitor from the next one for ever.
const LONGEST: Duration = Duration::from_secs(2 * 60 * 60);
const PAUSE: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_call_until_it_is_over() {
        let (call, now) = (Call::default(), Instant::now());
        assert_eq!(call.begin(Some("a"), now), Ok(Asked::New));
        assert_eq!(call.begin(Some("a"), now), Ok(Asked::Again));
        assert!(call.begin(Some("b"), now).is_err() && call.begin(None, now).is_err());
        call.end();
        assert_eq!(call.begin(None, now), Ok(Asked::New));
        assert!(call.begin(None, now).is_err());
        assert_eq!(call.begin(Some("b"), now + LONGEST), Ok(Asked::New));
    }
}
