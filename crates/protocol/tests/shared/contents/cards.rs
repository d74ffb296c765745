//! WEBCARD, COBROWSESITE, CARD and MULTICARD.

use frontdesk_protocol::{Card, Content, WebCard};

use super::{content, unknown};
use crate::format::test;

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn webcard_is_json_in_a_string() {
    let json = r#"{"title": "Test title", "description": "Test description",
        "mediaFileId": "2e171ac78313", "mediaFileType": "img", "new": [],
        "redirectUrl": "https://a.example/?q=1"}"#;
    let card = WebCard {
        title: text("Test title"),
        description: text("Test description"),
        file_id: text("2e171ac78313"),
        file_type: text("img"),
        url: text("https://a.example/?q=1"),
    };
    assert_eq!(content("WEBCARD", json), Content::WebCard(card));
    for (json, title, url) in [
        (r#"{"title": "a"}"#, text("a"), None),
        (r#"{"title": 7, "redirectUrl": null}"#, text("7"), None),
        (
            r#"{"url": "https://a.example"}"#,
            None,
            text("https://a.example"),
        ),
        (r#"{"redirectUrl": "", "title": "a"}"#, text("a"), text("")),
    ] {
        let card = WebCard {
            title,
            url,
            ..WebCard::default()
        };
        assert_eq!(content("WEBCARD", json), Content::WebCard(card), "{json}");
    }
}

#[test]
fn webcard_with_nothing_to_show_is_shown_as_it_came() {
    for json in [
        "",
        "{}",
        "[]",
        "null",
        "\"a\"",
        "{\"title\": ",
        "https://a.example",
        r#"{"title": null}"#,
        r#"{"title": " ", "redirectUrl": ""}"#,
        r#"{"description": "a"}"#,
        r#"[{"title": "a"}]"#,
    ] {
        assert_eq!(content("WEBCARD", json), unknown("WEBCARD", json));
    }
}

#[test]
fn cobrowsesite_is_a_card_or_a_bare_address() {
    let link = |url: &str| {
        Content::WebCard(WebCard {
            url: text(url),
            ..WebCard::default()
        })
    };
    for (json, url) in [
        (" https://a.example/b ", "https://a.example/b"),
        ("http://a.example", "http://a.example"),
        ("HTTPS://a.example", "HTTPS://a.example"),
        (r#"{"link": "https://a.example"}"#, "https://a.example"),
    ] {
        assert_eq!(content("COBROWSESITE", json), link(url), "{json}");
    }
    for other in [
        "",
        "javascript:alert(1)",
        "javascript://a.example/%0aalert(1)",
        "ftp://a.example",
        "https://",
        "https://a.example b",
        "a.example",
        "{}",
        r#"{"title": "a"}"#,
        r#"{"title": "a", "link": "javascript:alert(1)"}"#,
        r#"{"redirectUrl": "data:text/html,a"}"#,
        r#"{"redirectUrl": "//a.example"}"#,
    ] {
        assert_eq!(
            content("COBROWSESITE", other),
            unknown("COBROWSESITE", other)
        );
    }
}

#[test]
fn card_is_found_by_the_usual_names() {
    let card = Card {
        title: text("a"),
        text: text("b"),
        url: text("https://a.example"),
        picture: text("7"),
    };
    for json in [
        r#"{"title": "a", "description": "b", "redirectUrl": "https://a.example", "mediaFileId": 7}"#,
        r#"{"name": "a", "text": "b", "url": "https://a.example", "imageUrl": "7"}"#,
        r#"{"title": null, "header": "a", "body": "b", "href": "https://a.example", "picUrl": "7"}"#,
        r#"{"title": " ", "name": "a", "description": {}, "body": "b", "url": "", "href": "https://a.example", "image": 7}"#,
        r#"[{"title": "a", "summary": "b", "link": "https://a.example", "picture": "7"}]"#,
    ] {
        assert_eq!(
            content("CARD", json),
            Content::Card(vec![card.clone()]),
            "{json}"
        );
    }
}

#[test]
fn multicard_is_a_list_bare_or_under_a_name() {
    let card = |title: &str| Card {
        title: text(title),
        ..Card::default()
    };
    let cards = Content::Card(vec![card("a"), card("b")]);
    for json in [
        r#"[{"title": "a"}, {"title": "b"}]"#,
        r#"[{"title": "a"}, {}, null, {"title": " "}, "c", {"title": "b"}]"#,
        r#"{"cards": [{"title": "a"}, {"title": "b"}]}"#,
        r#"{"title": "Both", "items": [{"title": "a"}, {"title": "b"}]}"#,
        r#"{"elements": [{"title": "a"}, {"title": "b"}]}"#,
    ] {
        assert_eq!(content("MULTICARD", json), cards, "{json}");
    }
    let one = Content::Card(vec![card("a")]);
    assert_eq!(content("MULTICARD", r#"{"articles": {"title": "a"}}"#), one);
}

#[test]
fn a_card_with_nothing_to_show_is_shown_as_it_came() {
    for json in [
        "",
        "a",
        "{}",
        "[]",
        "[{}]",
        "7",
        r#"{"cards": []}"#,
        r#"{"title": ""}"#,
    ] {
        assert_eq!(content("CARD", json), unknown("CARD", json));
        assert_eq!(content("MULTICARD", json), unknown("MULTICARD", json));
    }
}
