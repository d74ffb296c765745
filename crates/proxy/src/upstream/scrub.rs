//! Keeps secrets out of what the cloud says: error texts like to repeat the token they refuse.

use std::borrow::Cow;

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

/// What is shorter is no secret anybody could keep, and may well be part of a word.
const TELLING_BYTES: usize = 8;

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
}
