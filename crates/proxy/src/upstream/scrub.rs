//! Keeps secrets out of what the cloud says: error texts like to repeat the token they refuse.

use std::borrow::Cow;
use std::collections::HashMap;
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
        for range in parts(&text, secret).into_iter().rev() {
            text.to_mut().replace_range(range, WITHHELD);
        }
    }
    text
}

/// Parts of the secret that tell something, in order. Each holds one of the secret's blocks whole.
/// The text is gone through once, however long the secret is: answers come often.
fn parts(text: &str, secret: &str) -> Vec<Range<usize>> {
    let (text, secret) = (text.as_bytes(), secret.as_bytes());
    let mut blocks: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (number, block) in secret.chunks_exact(BLOCK_BYTES).enumerate() {
        blocks.entry(block).or_default().push(number * BLOCK_BYTES);
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (at, bytes) in text.windows(BLOCK_BYTES).enumerate() {
        let done = parts.last().map_or(0, |part| part.end);
        let Some(starts) = blocks.get(bytes).filter(|_| at >= done) else {
            continue;
        };
        let around = |start: &usize| {
            let before = secret.get(..*start)?.iter().rev();
            let before = before.zip(text.get(done..at)?.iter().rev());
            let after = secret.get(*start..)?.iter().zip(text.get(at..)?);
            let same = |(one, other): &(&u8, &u8)| one == other;
            Some(at - before.take_while(same).count()..at + after.take_while(same).count())
        };
        let longest = starts.iter().filter_map(around).max_by_key(Range::len);
        parts.extend(longest.filter(|part| part.len() >= PART_BYTES));
    }
    parts
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

    #[test]
    fn every_part_is_taken_out_and_nothing_between_them() {
        let secret = "eyJ0ZW5hbnRJZCI6ImEtdGVuYW50In0";
        let (one, other) = (&secret[3..17], &secret[9..]);
        let text = format!("{one} and {other}, {other}{one}.");
        assert_eq!(
            scrub_parts(text.into(), &[secret]),
            "[withheld] and [withheld], [withheld][withheld]."
        );
    }
}
