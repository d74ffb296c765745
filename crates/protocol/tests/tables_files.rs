//! The tables of files, up and down (seed 003 §8 and §9).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use frontdesk_protocol::{Answer, DownloadFile, FileType, ResultCode, UploadFile};
use serde_json::json;
use support::{answer, request};

#[test]
fn a_file_up_has_a_type_a_stream_and_a_channel() {
    let object = json!({"fileType": "png", "fileStream": "aGVsbG8=", "channel": "WEB"});
    let request = request::<UploadFile>("003", "table 8-1", &object);
    assert_eq!(request.file_type, Some(FileType::Png));
    assert_eq!(request.stream.as_deref(), Some("aGVsbG8="));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
}

#[test]
fn every_file_type_that_the_table_names_may_be_sent() {
    for word in ["jpg", "png", "bpm", "mp3", "aac", "mp4", "txt", "csv"] {
        assert!(
            FileType::OF_VISITORS.contains(&FileType::from(word)),
            "{word}"
        );
    }
    assert_eq!(
        FileType::from("bpm").as_str(),
        "bmp",
        "what the document misspells"
    );
}

#[test]
fn a_file_up_is_answered_with_its_key() {
    let object = json!({"objectKey": "key-1", "resultCode": "0", "resultDesc": "done"});
    let answer = answer::<UploadFile>("003", "table 8-2", &object);
    assert_eq!(answer.object_key.as_deref(), Some("key-1"));
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(answer.description.as_deref(), Some("done"));
}

#[test]
fn a_file_down_is_asked_for_by_id_channel_and_type() {
    let object = json!({"fileId": "key-1", "channel": "WEB", "fileType": "jpg"});
    let request = request::<DownloadFile>("003", "table 9-1", &object);
    assert_eq!(request.file_id.as_deref(), Some("key-1"));
    assert_eq!(request.channel.as_deref(), Some("WEB"));
    assert_eq!(request.file_type, Some(FileType::Jpg));
}

#[test]
fn a_file_down_comes_as_a_stream_with_a_result() {
    let object = json!({"fileStream": "aGVsbG8=", "resultCode": "0", "resultDesc": "done"});
    let answer = answer::<DownloadFile>("003", "table 9-2", &object);
    assert_eq!(answer.stream.as_deref(), Some("aGVsbG8="));
    assert_eq!(answer.code(), Some(&ResultCode::Success));
    assert_eq!(answer.description.as_deref(), Some("done"));
}
