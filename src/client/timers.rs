//! At most one timer of each kind; dropping one stops it.

use std::cell::RefCell;
use std::time::Duration;

use frontdesk_conversation::Timer;
use gloo_timers::callback::Timeout;

#[derive(Default)]
pub(crate) struct Timers(RefCell<Vec<(Timer, Timeout)>>);

impl Timers {
    pub(crate) fn set(&self, timer: Timer, wait: Duration, fire: impl FnOnce() + 'static) {
        let millis = u32::try_from(wait.as_millis()).unwrap_or(u32::MAX);
        let timeout = Timeout::new(millis, fire);
        self.clear(timer);
        self.0.borrow_mut().push((timer, timeout));
    }

    pub(crate) fn clear(&self, timer: Timer) {
        self.0.borrow_mut().retain(|(running, _)| *running != timer);
    }

    pub(crate) fn clear_all(&self) {
        self.0.borrow_mut().clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }
}
