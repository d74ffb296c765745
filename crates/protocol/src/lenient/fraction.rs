//! Numbers with a fraction, as text.

/// Writes a number that has a fraction, and so is below 2^53, in decimals: at most seven, without zeros at the end, and fewer where a float of
/// that size holds no more, down to none. Without the core library's printing of floats, which is
/// large in the browser.
pub(super) fn text(number: f64) -> String {
    let size = number.abs();
    // A cast saturates, and cuts the fraction off.
    let mut whole = size as u64;
    let (mut unit, mut beyond) = (10_000_000_u64, 100_000_000_u64);
    while whole >= beyond && unit > 1 {
        unit /= 10;
        beyond *= 10;
    }
    let mut fraction = ((size - whole as f64) * unit as f64 + 0.5) as u64;
    if fraction >= unit {
        fraction = 0;
        whole += 1;
    }
    let mut text = String::new();
    if number < 0.0 && (whole, fraction) != (0, 0) {
        text.push('-');
    }
    text.push_str(&whole.to_string());
    if fraction > 0 {
        text.push('.');
        while fraction > 0 {
            unit /= 10;
            text.extend(char::from_digit((fraction / unit) as u32, 10));
            fraction %= unit;
        }
    }
    text
}
