//! Clocks and chance, by the browser.

use std::cell::Cell;

use frontdesk_conversation::Monotonic;

/// A clock that never goes back: not when the day's clock is set, not over a reload or another tab,
/// and that goes on while the machine sleeps.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// The last moment told, and what the steady clock said then; both in milliseconds.
    last: Cell<f64>,
    steady: Cell<f64>,
}

impl Clock {
    /// Goes on from a moment that somebody else has seen.
    pub(crate) fn not_before(&self, moment: Monotonic) {
        let now = self.now().max(moment);
        self.last.set(now.as_millis() as f64);
    }

    pub(crate) fn now(&self) -> Monotonic {
        let steady = steady();
        let passed = (steady - self.steady.replace(steady)).max(0.0);
        let last = self.last.get();
        let now = if last > 0.0 { last + passed } else { 0.0 }.max(js_sys::Date::now());
        self.last.set(now);
        Monotonic::from_millis(now as u64)
    }
}

/// Milliseconds since the page began; it may stand still while the machine sleeps.
pub(crate) fn steady() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Milliseconds since 1970.
pub(crate) fn time_of_day() -> i64 {
    js_sys::Date::now() as i64
}

/// A seed that no other visit has.
pub(crate) fn seed() -> u64 {
    let mut bytes = [0_u8; 8];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if filled {
        u64::from_le_bytes(bytes)
    } else {
        (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64
    }
}
