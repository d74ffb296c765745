//! TEXT, RICHTEXT, EMAIL and the templates; text or HTML.

use frontdesk_protocol::{Card, Content, DownlinkMessage, SourceType, looks_like_html};

use super::{content, of_source, unknown};
use crate::format::{parse_json, test};

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn html(html: &str) -> Content {
    Content::Html(html.to_owned())
}

#[test]
fn text_is_text() {
    for line in ["Hello", "", " ", "1 < 2 > 0", "a <b", "<3", "{\"a\": 1}"] {
        assert_eq!(content("TEXT", line), text(line));
        assert_eq!(content("TXT", line), text(line));
    }
}

#[test]
fn text_of_an_agent_or_a_robot_may_be_html_and_a_visitors_never_is() {
    let line = "<p>Message sent by the agent</p>";
    for source in [SourceType::Agent, SourceType::Robot, SourceType::System] {
        assert_eq!(of_source(Some("TEXT"), line, source), html(line));
    }
    assert_eq!(
        of_source(Some("TEXT"), line, SourceType::Customer),
        text(line)
    );
}

#[test]
fn text_of_an_agent_or_a_robot_with_an_entity_is_html() {
    for line in [
        "a &amp; b",
        "1 &lt; 2",
        "&gt;",
        "&quot;a&quot;",
        "it&apos;s",
        "a&nbsp;b",
        "it&#39;s",
        "it&#x27;s &#X1F642;",
        "a & b &amp; c",
    ] {
        for source in [SourceType::Agent, SourceType::Robot] {
            assert_eq!(of_source(Some("TEXT"), line, source), html(line));
        }
        for source in [SourceType::Customer, SourceType::System] {
            assert_eq!(of_source(Some("TEXT"), line, source), text(line));
        }
        assert!(!looks_like_html(line), "{line}");
    }
    for line in [
        "a & b; c",
        "a &amp b",
        "&#;",
        "&#x;",
        "&#xg;",
        "&#12345678;",
        "&copy;",
        "?a=1&lt=2;",
        "&AMP;",
    ] {
        assert_eq!(of_source(Some("TEXT"), line, SourceType::Agent), text(line));
    }
}

#[test]
fn text_without_a_media_type_is_text() {
    assert_eq!(
        of_source(None, "Good bye", SourceType::System),
        text("Good bye")
    );
    let nothing = DownlinkMessage::default();
    assert_eq!(nothing.content(&parse_json), text(""));
}

#[test]
fn richtext_is_html_or_text() {
    assert_eq!(content("RICHTEXT", "<b>a</b>"), html("<b>a</b>"));
    assert_eq!(content("RICHTEXT", "a"), text("a"));
    for (json, expected) in [
        (r#"{"html": "<b>a</b>"}"#, html("<b>a</b>")),
        (r#" {"html": "", "content": "a"}"#, text("a")),
        (r#"{"type": 1, "text": "a&amp;b"}"#, html("a&amp;b")),
        (r#"{"type": 1}"#, text(r#"{"type": 1}"#)),
        ("[1]", text("[1]")),
        ("[a] b", text("[a] b")),
        ("{<b>a</b>}", html("{<b>a</b>}")),
    ] {
        assert_eq!(content("RICHTEXT", json), expected, "{json}");
    }
    let cards = r#"[{"title": "a"}]"#;
    let card = Card {
        title: Some("a".to_owned()),
        ..Card::default()
    };
    assert_eq!(content("RICHTEXT", cards), Content::Card(vec![card]));
}

#[test]
fn email_is_html_or_text() {
    assert_eq!(content("EMAIL", "<div>a</div>"), html("<div>a</div>"));
    assert_eq!(content("EMAIL", "a@example.com"), text("a@example.com"));
}

#[test]
fn whatsapptemplate_is_a_card_or_text() {
    let card = Card {
        title: Some("Order".to_owned()),
        text: Some("It is on its way".to_owned()),
        ..Card::default()
    };
    let json = r#"{"header": "Order", "body": "It is on its way"}"#;
    assert_eq!(content("WHATSAPPTEMPLATE", json), Content::Card(vec![card]));
    assert_eq!(
        content("WHATSAPPTEMPLATE", "Your order"),
        text("Your order")
    );
}

#[test]
fn smstemplate_is_a_card_or_text() {
    let card = Card {
        text: Some("Code 1".to_owned()),
        ..Card::default()
    };
    assert_eq!(
        content("SMSTEMPLATE", r#"{"text": "Code 1"}"#),
        Content::Card(vec![card])
    );
    assert_eq!(content("SMSTEMPLATE", "Code 1"), text("Code 1"));
    assert_eq!(content("SMSTEMPLATE", "{}"), text("{}"));
}

#[test]
fn a_type_that_nobody_knows_keeps_what_came() {
    assert_eq!(
        content("HOLOGRAM", "<b>a</b>"),
        unknown("HOLOGRAM", "<b>a</b>")
    );
}

#[test]
fn html_has_an_element_that_begins_and_ends_or_a_line_break() {
    for line in [
        "<p>a</p>",
        "<P CLASS=\"x\">a</P>",
        "a<br>b",
        "a<br/>b",
        "<hr >",
        "<img src=\"a\">",
        "<INPUT>",
        "<i>a<b>b</b>",
        "<h1>a</h1 >",
    ] {
        assert!(looks_like_html(line), "{line}");
    }
    for line in [
        "<p>a",
        "<b>a</b",
        "a</p>",
        "1 < 2",
        "if a<b and c>d",
        "<you>",
        "</you>",
        "<pre>a</p>",
        "</p><p>",
        "<>a</>",
        "<1>a</1>",
        "<!-- a -->",
        "&lt;p&gt;",
    ] {
        assert!(!looks_like_html(line), "{line}");
    }
}

#[test]
fn a_megabyte_of_ends_that_fit_no_beginning_is_looked_through_at_once() {
    let ends = "</a>".repeat(250_000);
    assert!(!looks_like_html(&ends));
    let mut names = String::new();
    for number in 0..100_000 {
        names.push_str(&format!("<a{number}></b{number}>"));
    }
    assert!(!looks_like_html(&names));
}
