//! Numbers that are called.

/// Whether it is made of what numbers are made of.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    !digits.is_empty()
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"*#".contains(&byte))
}

/// As it stands in logs: its last three digits.
pub(super) fn masked(number: &str) -> String {
    let hidden = number.len().saturating_sub(SHOWN);
    let shown = number.get(hidden..).unwrap_or_default();
    format!("{}{shown}", "*".repeat(hidden))
}

const SHOWN: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_digits_and_their_ends_alone_are_shown() {
        for (number, shown) in [
            ("+8675512345678", "***********678"),
            ("10086", "**086"),
            ("*21#", "*21#"),
            ("12", "12"),
        ] {
            assert!(is_number(number), "{number}");
            assert_eq!(masked(number), shown);
        }
        for none in ["", "+", "12 34", "1-2", "sip:1@x", "1;2", "１２"] {
            assert!(!is_number(none), "{none}");
        }
    }
}
