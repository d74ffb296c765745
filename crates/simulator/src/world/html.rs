//! An agent's text on the wire is HTML (seed 001's example).

/// Plain text in one paragraph, escaped.
pub(crate) fn wrap(text: &str) -> String {
    format!("<p>{}</p>", escape(text).replace('\n', "<br>"))
}

/// Text that is no tag anywhere.
pub(crate) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

/// What a reader sees of it: tags away, breaks and ends of paragraphs as line breaks.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tagged)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tagged.split_once('>') else {
            // Not a tag after all, and nor is anything behind it.
            text.push('<');
            rest = tagged;
            break;
        };
        if matches!(
            tag.trim().trim_end_matches('/').trim(),
            "br" | "/p" | "/div" | "p/"
        ) {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    let text = ENTITIES
        .iter()
        .fold(text, |text, (entity, letter)| text.replace(entity, letter));
    text.trim().to_owned()
}

/// `&amp;` last, so that `&amp;lt;` is read as `&lt;`.
const ENTITIES: [(&str, &str); 6] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_wrapped_reads_as_it_was_written() {
        for text in [
            "Hello",
            "a < b && c > \"d\"",
            "one\ntwo",
            "&lt;p&gt;",
            "<b>x</b>",
        ] {
            assert_eq!(plain(&wrap(text)), text);
        }
    }

    #[test]
    fn tags_are_not_shown() {
        assert_eq!(
            plain("<p>Message sent by the <b>agent</b></p>"),
            "Message sent by the agent"
        );
        assert_eq!(plain("<p>one</p><p>two</p>"), "one\ntwo");
        assert_eq!(plain("<b>1 < 2</b> << 3"), "1  << 3");
    }

    #[test]
    fn what_never_becomes_a_tag_is_read_once() {
        let text = "<".repeat(1_000_000);
        assert_eq!(plain(&text), text);
    }
}
