//! Files that came down, as a visitor sees and saves them.

use std::sync::Arc;

use frontdesk::client::LineView;
use frontdesk_conversation::{Body, Delivery, Line, Sender};
use leptos::prelude::Set;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlImageElement;

use crate::support::lines::line;
use crate::support::page::{Proxy, Saved, Shadowed, Uploads, drop as drop_file, file_of};
use crate::support::{Stage, next_frame, settled, until};

const DOWNLOAD: &str = "downloadFileStream";

/// Four bytes, broken into lines as the cloud may send them.
const BYTES: &str = r#"{"fileStream": "Zm\r\n9v\nIQ=="}"#;

/// A picture of one point.
const PIXEL: &str = r#"{"resultCode": "0", "fileStream": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}"#;

fn came(media: &str, content: &str, file_type: Option<&str>) -> LineView {
    let body = Body::Content {
        media: Some(media.to_owned()),
        content: content.to_owned(),
    };
    let view = line(0, Sender::Agent(Some("Ada".to_owned())), body, None);
    let line = Line {
        file_type: file_type.map(str::to_owned),
        is_local_file: true,
        ..Line::clone(&view.line)
    };
    LineView {
        line: Arc::new(line),
        ..view
    }
}

async fn with(media: &str, content: &str, file_type: Option<&str>) -> (Proxy, Saved, Stage) {
    let proxy = Proxy::new();
    let saved = Saved::new();
    let stage = Stage::new().await;
    let lines = vec![came(media, content, file_type)];
    stage.show_lines(lines).await;
    (proxy, saved, stage)
}

#[wasm_bindgen_test]
async fn a_picture_is_fetched_when_it_is_seen_and_shown() {
    let (proxy, _saved, stage) = with("IMAGE", "a-key", Some("png")).await;
    until("a download", || proxy.bodies(DOWNLOAD).len() == 1).await;
    assert_eq!(
        proxy.bodies(DOWNLOAD),
        [r#"{"fileId":"local/a-key","fileType":"png"}"#]
    );
    assert_eq!(stage.text(".file .state").trim(), "Loading…");
    proxy.give(DOWNLOAD, PIXEL);
    until("a picture", || stage.find(".media img").is_some()).await;
    let picture: HtmlImageElement = stage.the(".media img").unchecked_into();
    assert_eq!(picture.alt(), "Picture");
    until("its points", || picture.natural_width() == 1).await;
    let link = stage.the(".media a");
    assert_eq!(link.get_attribute("href"), Some(picture.src()));
    assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    assert!(picture.src().starts_with("blob:"));
}

#[wasm_bindgen_test]
async fn nothing_is_fetched_while_the_panel_is_closed() {
    let proxy = Proxy::new();
    let stage = Stage::new().await;
    stage
        .shown
        .lines
        .set(vec![came("IMAGE", "a-key", Some("png"))]);
    next_frame().await;
    assert!(proxy.asked().is_empty());
    stage
        .show_lines(vec![came("IMAGE", "a-key", Some("png"))])
        .await;
    until("a download", || proxy.bodies(DOWNLOAD).len() == 1).await;
}

#[wasm_bindgen_test]
async fn a_line_that_goes_gives_its_download_up_and_its_picture_away() {
    let (proxy, saved, stage) = with("IMAGE", "a-key", Some("png")).await;
    until("a download", || proxy.bodies(DOWNLOAD).len() == 1).await;
    assert!(!proxy.is_given_up(DOWNLOAD));
    stage.show_lines(Vec::new()).await;
    assert!(proxy.is_given_up(DOWNLOAD));
    drop((stage, saved, proxy));

    let (proxy, saved, stage) = with("IMAGE", "a-key", Some("png")).await;
    proxy.give(DOWNLOAD, PIXEL);
    until("a picture", || stage.find(".media img").is_some()).await;
    assert_eq!(saved.kept(), 1);
    stage.show_lines(Vec::new()).await;
    assert_eq!(saved.kept(), 0);
}

#[wasm_bindgen_test]
async fn a_document_is_saved_under_its_name_and_never_as_something_that_runs() {
    for (media, content, file_type, name, mime) in [
        (
            "FILE",
            "面包 الخبز.pdf,4,a-key,pdf",
            None,
            "面包 الخبز.pdf",
            "application/octet-stream",
        ),
        (
            "FILE",
            "Terms,4,a-key,pdf",
            None,
            "Terms.pdf",
            "application/octet-stream",
        ),
        (
            "FILE",
            "a.html,4,a-key,html",
            None,
            "a.html",
            "application/octet-stream",
        ),
        (
            "FILE",
            "a.png,4,a-key,png",
            None,
            "a.png",
            "application/octet-stream",
        ),
        (
            "DOCUMENT",
            "a-key",
            Some("pdf"),
            "File.pdf",
            "application/octet-stream",
        ),
        (
            "IMAGE",
            "a-key",
            Some("svg"),
            "Picture.svg",
            "application/octet-stream",
        ),
        (
            "VIDEO",
            "a-key",
            Some("html"),
            "Video.html",
            "application/octet-stream",
        ),
        (
            "HOLOGRAM",
            "a-key",
            Some("zip"),
            "File.zip",
            "application/octet-stream",
        ),
    ] {
        let (proxy, saved, stage) = with(media, content, file_type).await;
        next_frame().await;
        assert!(proxy.asked().is_empty(), "{name}: unasked");
        let button = stage.the(".media button");
        assert_eq!(stage.text(".media .name"), name);
        assert_eq!(
            button.get_attribute("aria-label").unwrap(),
            format!("Save: {name}")
        );
        button.click();
        proxy.give(DOWNLOAD, BYTES);
        until("it is saved", || saved.all().len() == 1).await;
        assert_eq!(saved.all(), [format!("{name} {mime} foo!")]);
        stage.the(".media button").click();
        until("it is saved again", || saved.all().len() == 2).await;
        assert_eq!(proxy.bodies(DOWNLOAD).len(), 1, "{name}");
        assert!(stage.find(".media img, .media video").is_none());
    }
}

#[wasm_bindgen_test]
async fn the_button_keeps_the_focus_while_its_file_comes() {
    let (proxy, saved, stage) = with("FILE", "Terms.pdf,4,a-key,pdf", None).await;
    assert_eq!(stage.text(".file .state").trim(), "4 byte Save");
    stage.the(".media button").focus().unwrap();
    stage.the(".media button").click();
    next_frame().await;
    let button = stage.the(".media button");
    assert_eq!(
        button.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    assert_eq!(stage.focused().as_ref(), Some(button.as_ref()));
    button.click();
    proxy.give(DOWNLOAD, BYTES);
    until("it is saved", || saved.all().len() == 1).await;
    next_frame().await;
    assert_eq!(
        stage.focused().as_ref(),
        Some(stage.the(".media button").as_ref())
    );
    assert_eq!(proxy.bodies(DOWNLOAD).len(), 1);
}

#[wasm_bindgen_test]
async fn sound_and_video_wait_for_a_tap_and_what_cannot_be_played_can_be_saved() {
    for (media, file_type) in [("AUDIO", "mp3"), ("VIDEO", "mp4")] {
        let (proxy, saved, stage) = with(media, "a-key", Some(file_type)).await;
        next_frame().await;
        assert!(proxy.asked().is_empty());
        assert_eq!(stage.text(".media button"), "Play");
        stage.the(".media button").click();
        until("a download", || proxy.bodies(DOWNLOAD).len() == 1).await;
        proxy.give(DOWNLOAD, BYTES);
        let can_be_saved = || {
            let button = stage.find(".media button");
            button.is_some_and(|button| button.text_content().unwrap() == "Save")
        };
        until("the way out", can_be_saved).await;
        assert!(stage.find("audio, video").is_none());
        stage.the(".media button").click();
        until("it is saved", || saved.all().len() == 1).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_no_picture_can_be_saved() {
    let (proxy, saved, stage) = with("IMAGE", "a-key", Some("png")).await;
    proxy.give(DOWNLOAD, BYTES);
    until("the way out", || stage.find(".media button").is_some()).await;
    stage.the(".media button").click();
    until("it is saved", || saved.all().len() == 1).await;
    assert_eq!(saved.all(), ["Picture.png image/png foo!"]);
}

#[wasm_bindgen_test]
async fn what_did_not_come_says_so_and_is_asked_for_again_by_a_button() {
    let (proxy, saved, stage) = with("FILE", "Terms.pdf,4,a-key,pdf", None).await;
    stage.the(".media button").click();
    proxy.give_with(
        DOWNLOAD,
        503,
        r#"{"frontdesk-refused": "upstream-down"}"#,
        "{}",
    );
    until("a failure", || {
        stage
            .text(".file .state")
            .starts_with("It could not be loaded.")
    })
    .await;
    for answer in [
        r#"{"resultCode": "1"}"#,
        r#"{"fileStream": "no base64!"}"#,
        "[]",
    ] {
        stage.the(".media button").click();
        settled().await;
        assert!(stage.text(".file .state").starts_with("Loading"));
        proxy.give(DOWNLOAD, answer);
        until("a failure", || {
            stage.text(".file .state").starts_with("It could not")
        })
        .await;
    }
    assert_eq!(stage.text(".media button"), "Try again");
    stage.the(".media button").click();
    proxy.give(DOWNLOAD, BYTES);
    until("it is saved", || saved.all().len() == 1).await;
}

#[wasm_bindgen_test]
async fn what_is_refused_for_good_says_so() {
    let (proxy, _saved, stage) = with("IMAGE", "a-key", Some("png")).await;
    proxy.give_with(DOWNLOAD, 403, r#"{"frontdesk-refused": "file"}"#, "{}");
    until("the end", || {
        stage.text(".file .state").trim() == "It is no longer available."
    })
    .await;
    assert!(stage.find(".media button").is_none());
}

#[wasm_bindgen_test]
async fn an_old_seal_is_renewed_once_and_the_file_asked_for_again() {
    let (proxy, saved, stage) = with("FILE", "Terms.pdf,4,a-key,pdf", None).await;
    stage.the(".media button").click();
    proxy.give_with(
        DOWNLOAD,
        401,
        r#"{"frontdesk-refused": "seal-expired"}"#,
        "{}",
    );
    proxy.give("applyToken", r#"{"resultCode": "0", "token": "seal-2"}"#);
    proxy.give(DOWNLOAD, BYTES);
    until("it is saved", || saved.all().len() == 1).await;
    assert_eq!(proxy.headers(DOWNLOAD, "ccmessaging-token"), ["", "seal-2"]);
}

#[wasm_bindgen_test]
async fn a_file_elsewhere_is_a_link_and_only_to_a_secure_place() {
    let (proxy, _saved, stage) = with("IMAGE", "a-key", Some("png")).await;
    proxy.give(DOWNLOAD, r#"{"fileUrl": "https://files.example/a?b"}"#);
    until("a link", || stage.find(".media a").is_some()).await;
    let link = stage.the(".media a");
    assert_eq!(link.text_content().unwrap(), "Open in a new tab");
    assert_eq!(
        link.get_attribute("href").as_deref(),
        Some("https://files.example/a?b")
    );
    assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    assert!(link.get_attribute("rel").unwrap().contains("noopener"));
    assert!(stage.find(".media img").is_none());
    for hostile in [
        "http://files.example/a",
        "javascript:alert(1)",
        "data:text/html,x",
    ] {
        let (proxy, _saved, stage) = with("IMAGE", "a-key", Some("png")).await;
        proxy.give(DOWNLOAD, &format!(r#"{{"fileUrl": "{hostile}"}}"#));
        until("a failure", || {
            stage.text(".file .state").starts_with("It could not")
        })
        .await;
        assert!(stage.find(".media a").is_none());
    }
}

#[wasm_bindgen_test]
async fn a_sticker_is_a_picture_and_leads_nowhere() {
    let (proxy, _saved, stage) = with("EMOTICONS", "a-key", None).await;
    proxy.give(DOWNLOAD, PIXEL);
    until("a sticker", || stage.find(".sticker img").is_some()).await;
    assert!(stage.find(".sticker a").is_none());
    assert_eq!(
        proxy.bodies(DOWNLOAD),
        [r#"{"fileId":"local/a-key","fileType":"gif"}"#]
    );
}

#[wasm_bindgen_test]
async fn the_visitors_own_picture_is_shown_without_a_download() {
    let _uploads = Shadowed::uploads();
    let proxy = Proxy::welcoming();
    let stage = Stage::new().await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    drop_file(&stage.the(".composer"), &file_of("Chain.png", 3));
    until("an upload", || Uploads::asked().len() == 1).await;
    Uploads::answer(200, r#"{"resultCode": "0", "objectKey": "a-key"}"#);
    // The bytes are none of a picture.
    until("its own file", || {
        stage.find(".from-visitor .media button").is_some()
    })
    .await;
    assert_eq!(stage.text(".from-visitor .name"), "Chain.png");
    assert!(proxy.bodies(DOWNLOAD).is_empty());
}

#[wasm_bindgen_test]
async fn what_the_visitor_sent_from_another_page_is_fetched() {
    let proxy = Proxy::new();
    let stage = Stage::new().await;
    let body = Body::File {
        name: "Chain.png".to_owned(),
        size: 3,
        media: "FILE_IMAGE".to_owned(),
        content: Some("a-key,png".to_owned()),
    };
    let lines = vec![line(0, Sender::Visitor, body, Some(Delivery::Sent))];
    stage.show_lines(lines).await;
    proxy.give(DOWNLOAD, PIXEL);
    until("a picture", || stage.find(".media img").is_some()).await;
    let alt = stage.the(".media img").get_attribute("alt");
    assert_eq!(alt.as_deref(), Some("Chain.png"));
}
