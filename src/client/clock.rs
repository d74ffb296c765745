//! Clocks and chance, by the browser.

use frontdesk_conversation::Monotonic;

/// Milliseconds since the page began; never goes back.
pub(crate) fn monotonic() -> Monotonic {
    let millis = web_sys::window()
        .and_then(|window| window.performance())
        .map_or_else(js_sys::Date::now, |performance| performance.now());
    Monotonic::from_millis(millis as u64)
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
