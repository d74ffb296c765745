//! Names as an agent may see them.

/// A name as an agent may see it: one line that reads in one direction, and not too long.
pub(super) fn shown(name: &str) -> Option<String> {
    let plain: String = name
        .chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .filter(|character| !TURNS.contains(character))
        .collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(NAME_CHARS).collect();
    let short = short.trim_end();
    (!short.is_empty()).then(|| short.to_owned())
}

const NAME_CHARS: usize = 64;

/// Characters that are not seen, and change how what is around them is read or broken.
const TURNS: [char; 15] = [
    '\u{200b}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}',
    '\u{2028}', '\u{2029}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_line_that_reads_in_one_direction() {
        assert_eq!(shown("Ada\r\nLovelace\u{0}"), Some("Ada Lovelace".into()));
        assert_eq!(shown("\u{202e}ecivreS\u{202c}"), Some("ecivreS".into()));
        assert_eq!(shown(" \n\u{200b}"), None);
        assert_eq!(shown(&"é".repeat(100)), Some("é".repeat(64)));
    }
}
