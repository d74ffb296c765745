//! Keeps secrets out of what the cloud says: error texts like to repeat the token they refuse.

use std::borrow::Cow;
use std::ops::Range;

/// The text without these secrets, also where JSON writes `=` and `/` as escapes.
pub(super) fn scrub<'a>(text: Cow<'a, str>, secrets: &[&str]) -> Cow<'a, str> {
    let mut text = text;
    for secret in secrets
        .iter()
        .filter(|secret| secret.len() >= TELLING_BYTES)
    {
        let forms = [
            Cow::Borrowed(*secret),
            Cow::Owned(secret.replace('=', r"\u003d")),
            Cow::Owned(secret.replace('/', r"\/")),
        ];
        for form in forms {
            if text.contains(form.as_ref()) {
                text = Cow::Owned(text.replace(form.as_ref(), WITHHELD));
            }
        }
    }
    text
}

/// The text without parts of these secrets either: who shortens a token in an error text still tells
/// much of it. Long texts are no error texts, and stay as they are.
pub(super) fn scrub_parts<'a>(text: Cow<'a, str>, secrets: &[&str]) -> Cow<'a, str> {
    let mut text = text;
    if text.len() > ERROR_TEXT_BYTES {
        return text;
    }
    for secret in secrets.iter().filter(|secret| secret.is_ascii()) {
        while let Some(range) = part(&text, secret) {
            text.to_mut().replace_range(range, WITHHELD);
        }
    }
    text
}

/// A part of the secret that tells something. It holds one of the secret's blocks whole.
fn part(text: &str, secret: &str) -> Option<Range<usize>> {
    let starts = (0..secret.len()).step_by(BLOCK_BYTES);
    let blocks = starts.filter_map(|start| Some((start, secret.get(start..start + BLOCK_BYTES)?)));
    blocks
        .flat_map(|(start, block)| text.match_indices(block).map(move |(at, _)| (start, at)))
        .find_map(|(start, at)| {
            let (secret, text) = (secret.as_bytes(), text.as_bytes());
            let before = secret.get(..start)?.iter().rev();
            let before = before.zip(text.get(..at)?.iter().rev());
            let after = secret.get(start..)?.iter().zip(text.get(at..)?);
            let same = |(one, other): &(&u8, &u8)| one == other;
            let (before, after) = (
                before.take_while(same).count(),
                after.take_while(same).count(),
            );
            (before + after >= PART_BYTES).then_some(at - before..at + after)
        })
}

/// What is shorter is no secret anybody could keep, and may well be part of a word.
const TELLING_BYTES: usize = 8;

/// Of a shorter part nobody can make anything.
const PART_BYTES: usize = 12;

/// A part holds a whole block, wherever it begins.
const BLOCK_BYTES: usize = PART_BYTES / 2;

const ERROR_TEXT_BYTES: usize = 64 * 1024;

const WITHHELD: &str = "[withheld]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_in_every_form() {
        let text = r#"{"resultDesc":"bad ey+J/abc=, ey+J/abc\u003d and ey+J\/abc="}"#;
        let scrubbed = scrub(text.into(), &["ey+J/abc=", "", "bad"]);
        assert_eq!(
            scrubbed,
            r#"{"resultDesc":"bad [withheld], [withheld] and [withheld]"}"#
        );
        assert!(matches!(
            scrub("clean".into(), &["a-secret"]),
            Cow::Borrowed(_)
        ));
    }

    #[test]
    fn a_part_of_a_secret_is_taken_out_wherever_it_is_cut() {
        let secret = "eyJ0ZW5hbnRJZCI6ImEtdGVuYW50In0";
        for start in 0..secret.len() {
            for end in start..=secret.len() {
                let text = format!("é{}… and so on", &secret[start..end]);
                let scrubbed = scrub_parts(text.as_str().into(), &[secret]);
                if end - start < PART_BYTES {
                    assert_eq!(scrubbed, text);
                } else {
                    assert_eq!(scrubbed, "é[withheld]… and so on");
                }
            }
        }
    }
}
