//! The examples of seed 000: what a visitor sends, from the first message to the last.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::{
    Answer, Content, ControlType, DownlinkMessage, FileType, MediaFile, MediaType, ResultCode,
    SendRequest, SendResponse, SourceType,
};
use serde_json::{Map, Value};
use support::{parse_json, read, text};

const ANNA: &str = "session_1619573111751_user_1619573111751";
const BOT: &str = "1011577355744904195";
const LINE: &str = "202303061540640554";
const WEB: &str = "202303061540344336";

/// Reads a request and writes it again: everything but its nulls comes back as it was.
fn sent(name: &str) -> SendRequest {
    let request: SendRequest = read(name);
    let mut object: Map<String, Value> = serde_json::from_str(&text(name)).unwrap();
    object.retain(|_, value| !value.is_null());
    assert_eq!(
        serde_json::to_value(&request).unwrap(),
        Value::Object(object)
    );
    assert_eq!(request.source, Some(SourceType::Customer));
    assert_eq!((&request.user_agent, &request.avatar), (&None, &None));
    request
}

fn assert_request(
    name: &str,
    (control, media, content): (ControlType, MediaType, &str),
    (channel, from, to, timestamp): (&str, &str, &str, &str),
) {
    let request = sent(name);
    assert_eq!(request.control, Some(control));
    assert_eq!(request.media, Some(media));
    assert_eq!(request.content.as_deref(), Some(content));
    assert_eq!(request.channel.as_deref(), Some(channel));
    assert_eq!(request.from.as_deref(), Some(from));
    assert_eq!(request.to.as_deref(), Some(to));
    assert_eq!(request.timestamp.as_deref(), Some(timestamp));
}

fn assert_answer(name: &str, code: &ResultCode, description: &str) {
    let answer: SendResponse = read(name);
    assert_eq!(answer.code(), Some(code), "{name}");
    assert_eq!(answer.description.as_deref(), Some(description));
}

/// What whoever reads it makes of a message's content.
fn content_of(name: &str) -> Content {
    let message: DownlinkMessage = read(name);
    message.content(&parse_json)
}

#[test]
fn a_visitor_connects_to_the_robot() {
    let said = (ControlType::Connect, MediaType::Text, "");
    let place = ("WEB", ANNA, BOT, "1619573122352");
    assert_request("seed000-connect-request", said, place);
    let words = "connect to robot successfully.";
    assert_answer("seed000-connect-response", &ResultCode::Success, words);
}

#[test]
fn a_visitor_talks_to_the_robot() {
    let said = (ControlType::Chat, MediaType::Text, "Version");
    let place = ("WEB", ANNA, BOT, "1619573123199");
    assert_request("seed000-robot-chat-request", said, place);
    let request = sent("seed000-robot-chat-request");
    assert_eq!(request.nickname.as_deref(), Some("user_1619573111751"));
    let words = "Send message to robot successfully";
    assert_answer("seed000-robot-chat-response", &ResultCode::Success, words);
}

#[test]
fn a_visitor_asks_for_an_agent() {
    let said = (ControlType::TransferToAgent, MediaType::Text, "");
    let place = ("WEB", ANNA, BOT, "1619573129953");
    assert_request("seed000-transfer-request", said, place);
    let words = "transfer from robot to agent success.";
    assert_answer("seed000-transfer-response", &ResultCode::Success, words);
}

#[test]
fn a_visitor_writes_to_an_agent() {
    let said = (
        ControlType::Chat,
        MediaType::Text,
        "This is a text message.",
    );
    let place = ("WEB", "1678101150955228003", WEB, "1688038541395");
    assert_request("seed000-text-request", said, place);
    assert_answer("seed000-text-response", &ResultCode::Success, SENT);
}

#[test]
fn a_visitor_on_line_sends_media_by_their_ids() {
    let place = ("LINE", "lk_line_05", LINE, "1688038541395");
    let said = (ControlType::Chat, MediaType::Image, "e31d0e44e82f");
    assert_request("seed000-image-request", said, place);
    let said = (ControlType::Chat, MediaType::Audio, "157831a24986");
    assert_request("seed000-audio-request", said, place);
    let said = (ControlType::Chat, MediaType::Video, "765c360ab724");
    assert_request("seed000-video-request", said, place);
    let file = |key: &str| MediaFile {
        key: key.to_owned(),
        file_type: None,
    };
    assert_eq!(
        content_of("seed000-image-request"),
        Content::Image(file("e31d0e44e82f"))
    );
    assert_eq!(
        content_of("seed000-audio-request"),
        Content::Audio(file("157831a24986"))
    );
    assert_eq!(
        content_of("seed000-video-request"),
        Content::Video(file("765c360ab724"))
    );
    for name in [
        "seed000-image-response",
        "seed000-audio-response",
        "seed000-video-response",
    ] {
        assert_answer(name, &ResultCode::Success, SENT);
    }
}

#[test]
fn a_visitor_on_the_web_sends_a_file_with_its_name_and_size() {
    let content = "test_txt.txt,6,7d9fbcdd-e306-4b84-9831-163fb760cca9,txt";
    let said = (ControlType::Chat, MediaType::File, content);
    let place = ("WEB", "1678101150955228003", WEB, "1688038541395");
    assert_request("seed000-file-request", said, place);
    let Content::File(file) = content_of("seed000-file-request") else {
        panic!("no file")
    };
    assert_eq!(
        (file.name.as_str(), file.size, file.ext.as_str()),
        ("test_txt.txt", Some(6), "txt")
    );
    assert_eq!(file.key, "7d9fbcdd-e306-4b84-9831-163fb760cca9");
    assert_eq!(file.compose().as_deref(), Ok(content));
    assert_answer("seed000-file-response", &ResultCode::Success, SENT);
}

#[test]
fn a_visitor_on_the_web_sends_images_and_videos_with_their_types() {
    let place = ("WEB", "1678101150955228003", WEB, "1688038541395");
    let image = "70d46bb7-2272-43b7-acad-c6f893a79848,png";
    let said = (ControlType::Chat, MediaType::FileImage, image);
    assert_request("seed000-file-image-request", said, place);
    let Content::Image(file) = content_of("seed000-file-image-request") else {
        panic!("no image")
    };
    assert_eq!(file.file_type, Some(FileType::Png));
    assert_eq!(file.compose().as_deref(), Ok(image));
    let video = "0471a58b-0323-4b94-bc90-55ff36344471,mp4";
    let said = (ControlType::Chat, MediaType::FileVideo, video);
    assert_request("seed000-file-video-request", said, place);
    let Content::Video(file) = content_of("seed000-file-video-request") else {
        panic!("no video")
    };
    assert_eq!(file.file_type, Some(FileType::Mp4));
    assert_eq!(file.compose().as_deref(), Ok(video));
    for name in ["seed000-file-image-response", "seed000-file-video-response"] {
        assert_answer(name, &ResultCode::Success, SENT);
    }
}

#[test]
fn a_visitor_sends_a_card_that_is_carried_or_not_trusted() {
    let request = sent("seed000-web-card-request");
    assert_eq!(request.media, Some(MediaType::WebCard));
    let Content::WebCard(card) = content_of("seed000-web-card-request") else {
        panic!("no card")
    };
    assert_eq!(card.title.as_deref(), Some("Test title"));
    assert_eq!(card.description.as_deref(), Some("Test description"));
    assert_eq!(
        card.file_id.as_deref(),
        Some("xxxx-xxxx-xxxx-xxxx-2e171ac78313")
    );
    assert_eq!(card.file_type.as_deref(), Some("img"));
    assert_eq!(card.url.as_deref(), Some("https://www.****.com"));
    assert_eq!(serde_json::to_string(&card).ok(), request.content);
    assert_answer("seed000-web-card-response", &ResultCode::Success, SENT);
    let untrusted = ResultCode::from("3");
    let words = "The redirection address is not in the trust list, \
                 contact operation staff to add it.";
    assert_answer("seed000-web-card-untrusted-response", &untrusted, words);
    assert!(untrusted.meaning().is_some());
}

#[test]
fn a_visitor_hangs_up() {
    let from = "session_1619573842490_user_1619573842490";
    let said = (ControlType::Disconnect, MediaType::Text, "");
    let place = ("WEB", from, BOT, "1619573854156");
    assert_request("seed000-disconnect-request", said, place);
    let words = "Disconnect robot successfully";
    assert_answer("seed000-disconnect-response", &ResultCode::Success, words);
}

const SENT: &str = "sendUserMessage successfully.";
