//! send: what messages other than text must hold.

use serde_json::{Value, json};

use crate::desk::{Desk, Visitor, clean};
use crate::files::upload;

async fn send(visitor: &Visitor, media: &str, content: &str) -> Value {
    let mut message = visitor.message("CHAT", content);
    message["mediaType"] = json!(media);
    visitor.answer("/send", &message).await
}

#[tokio::test]
async fn files_that_the_visitor_has_sent_reach_the_agent() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.served("ann").await;
    let image = upload(&visitor, "png", b"image").await;
    let video = upload(&visitor, "mp4", b"video").await;
    let text = upload(&visitor, "txt", b"text").await;
    for (media, content) in [
        ("FILE_IMAGE", format!("{image},png")),
        ("FILE_VIDEO", format!("{video},mp4")),
        ("FILE", format!("a, name.txt,4,{text},txt")),
        ("FILE", format!(",5,{image},png")),
    ] {
        let answer = send(&visitor, media, &content).await;
        assert_eq!(answer["resultCode"], "0", "{media} {content}");
    }
    assert_eq!(desk.running.world().heard("ann").len(), 4);
}

#[tokio::test]
async fn a_file_that_the_visitor_has_not_sent_is_refused() {
    let desk = Desk::with(clean()).await;
    let (ann, bob) = (desk.served("ann").await, desk.guest("bob").await);
    let foreign = upload(&bob, "png", b"image").await;
    let text = upload(&ann, "txt", b"text").await;
    for (media, content) in [
        ("FILE_IMAGE", format!("{foreign},png")),
        (
            "FILE_IMAGE",
            "44992392-2078-4caa-af3f-16cc328db296,png".to_owned(),
        ),
        ("FILE_IMAGE", format!("{text},txt")),
        ("FILE_VIDEO", format!("{text},txt")),
        ("FILE", format!("a.txt,4,{text},csv")),
        ("FILE", "a.txt".to_owned()),
        ("FILE_IMAGE", ",png".to_owned()),
    ] {
        let answer = send(&ann, media, &content).await;
        assert_eq!(answer["resultCode"], "1", "{media} {content}");
        assert!(!answer["resultDesc"].as_str().unwrap().is_empty());
    }
    assert!(desk.running.world().heard("ann").is_empty());
}

fn card(url: &str) -> String {
    json!({ "title": "Bicycle", "description": "", "mediaFileId": "x", "mediaFileType": "img",
        "redirectUrl": url })
    .to_string()
}

#[tokio::test]
async fn a_card_leads_only_to_addresses_of_the_trust_list() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.served("ann").await;
    for url in ["https://example.com/a", "https://shop.veloro.example"] {
        let answer = send(&visitor, "WEBCARD", &card(url)).await;
        assert_eq!(answer["resultCode"], "0", "{url}");
    }
    for url in [
        "https://notexample.com/",
        "https://example.com.evil.test/",
        "javascript:1",
        "",
    ] {
        let answer = send(&visitor, "WEBCARD", &card(url)).await;
        assert_eq!(answer["resultCode"], "3", "{url}");
        assert_eq!(
            answer["resultDesc"],
            "The redirection address is not in the trust list, contact operation staff to add it."
        );
    }
    assert_eq!(
        send(&visitor, "WEBCARD", "bicycle").await["resultCode"],
        "1"
    );
}

#[tokio::test]
async fn a_place_must_be_on_the_globe() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.served("ann").await;
    let answer = send(&visitor, "LOCATE", "52.52/13.405/Shop/back yard").await;
    assert_eq!(answer["resultCode"], "0");
    for content in ["91/0/x", "north/east/x", "52.52"] {
        let answer = send(&visitor, "LOCATE", content).await;
        assert_eq!(answer["resultCode"], "1", "{content}");
    }
}
