//! When a push was signed.

/// Milliseconds since 1970 of a push's timestamp: `2021-07-10T06:27:33Z`, the same with
/// milliseconds, or the number itself. `None` for anything else.
pub fn epoch_millis(timestamp: &str) -> Option<i64> {
    if timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
        return timestamp.parse().ok();
    }
    let (date, time) = timestamp.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let (time, fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, millis(fraction)?),
        None => (time, 0),
    };
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    // A leap second is the last of its day.
    let is_leap_second = (hour, minute, second) == (23, 59, 60);
    let in_range = (1..=12).contains(&month)
        && (1..=days_of_month(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && (second < 60 || is_leap_second);
    in_range.then(|| {
        let days = days_since_1970(year, month, day);
        (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + fraction
    })
}

/// Three numbers with so many digits each.
fn numbers(text: &str, separator: char, widths: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(separator);
    let mut number = |width: usize| {
        let part = parts.next()?;
        let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse().ok() } else { None }
    };
    let [first, second, third] = widths;
    let numbers = [number(first)?, number(second)?, number(third)?];
    parts.next().is_none().then_some(numbers)
}

/// The first three digits of a fraction of a second.
fn millis(fraction: &str) -> Option<i64> {
    let digits =
        (1..=9).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return None;
    }
    format!("{fraction:0<3}").get(..3)?.parse().ok()
}

/// Days from 1970-01-01 in the Gregorian calendar, by counting years from March on, so that the leap
/// day is the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    let days_before_month = (month * 153 + 2) / 5;
    year * 365 + leap_days + days_before_month + day - 1 - DAYS_TO_1970
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// From March 1st of the year 0 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;
