//! The examples of seed 003 §8 to §10: files up and down, phrases.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::{
    Answer, DownloadRequest, DownloadResponse, FileType, PhrasesRequest, PhrasesResponse,
    ResultCode, UploadRequest, UploadResponse,
};
use support::{parse_json, read};

/// How every JPEG begins, in base64.
const JPEG: &str = "/9j/4AAQSkZJRg";

#[test]
fn a_picture_goes_up_in_base64() {
    let request: UploadRequest = read("seed003-8.2-upload-request");
    assert_eq!(request.file_type, Some(FileType::Jpg));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    let stream = request.stream.unwrap();
    assert!(stream.starts_with(JPEG) && stream.ends_with("XfxCP/9k="));
    assert_eq!(stream.len(), 118);
}

#[test]
fn a_picture_that_went_up_has_a_key_and_a_result_under_another_name() {
    let answer: UploadResponse = read("seed003-8.2-upload-response");
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    let key = "44992392-2078-4caa-af3f-16cc328db296";
    assert_eq!(answer.object_key.as_deref(), Some(key));
}

#[test]
fn a_picture_is_asked_for_by_its_id() {
    let request: DownloadRequest = read("seed003-9.2-download-request");
    assert_eq!(request.file_type, Some(FileType::Jpg));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    assert_eq!(request.file_id.as_deref(), Some("XXXXXXXXXXXXXXXXXXXX"));
}

#[test]
fn a_picture_without_a_result_has_come_down() {
    let answer: DownloadResponse = read("seed003-9.2-download-response");
    assert_eq!(answer.code(), None);
    assert!(answer.is_success());
    let stream = answer.base64().unwrap();
    assert!(stream.starts_with(JPEG) && stream.ends_with("AAAECAwQFBgcI"));
    assert_eq!(stream.len(), 298);
}

#[test]
fn phrases_are_asked_for_what_was_typed() {
    let request: PhrasesRequest = read("seed003-10.2-phrases-request");
    assert_eq!(request.text.as_deref(), Some("Mesh"));
    assert_eq!(request.locale.as_deref(), Some("zh"));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
}

#[test]
fn phrases_come_under_the_name_of_a_question() {
    let answer: PhrasesResponse = read("seed003-10.2-phrases-response");
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(
        answer.phrases.all(&parse_json),
        [
            "Where can I download the Grid app?",
            "How do I log in to the Grid app?",
            "What Mobile Phone Versions Does the Grid App Support?",
            "After logging in to the grid version of the app, you do not have the permission to \
             scan the street to place orders and grid account menus.",
            "How to log in to the middle-screen grid system on a PC?",
        ]
    );
}
