//! uploadFileStream and downloadFileStream.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_protocol::{DownlinkMessage, DownloadRequest, FileType, MediaType};
use frontdesk_simulator::{Config, DEMO_CHANNEL, FilesConfig, ServicesConfig};
use serde_json::{Value, json};

use crate::desk::{Desk, Visitor, clean};

/// Sends a file up; its key.
pub(crate) async fn upload(visitor: &Visitor, kind: &str, bytes: &[u8]) -> String {
    let answer = visitor
        .answer("/uploadFileStream", &file(kind, &STANDARD.encode(bytes)))
        .await;
    assert_eq!(answer["resultCode"], "0", "{answer}");
    answer["objectKey"].as_str().unwrap().to_owned()
}

fn file(kind: &str, base64: &str) -> Value {
    json!({ "fileType": kind, "channel": "WEB", "fileStream": base64 })
}

pub(crate) async fn download(visitor: &Visitor, id: &str, kind: &str, library: bool) -> Value {
    let mut body = json!({ "fileId": id, "fileType": kind, "channel": "WEB" });
    if library {
        body["multiMedia"] = json!("multiMedia");
    }
    visitor.answer("/downloadFileStream", &body).await
}

pub(crate) fn small(max_file_bytes: usize, max_store_bytes: usize) -> Config {
    let files = FilesConfig {
        max_file_bytes,
        max_store_bytes,
    };
    Config {
        services: ServicesConfig {
            files,
            ..ServicesConfig::default()
        },
        ..clean()
    }
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_sent() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let bytes: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let key = upload(&visitor, "jpg", &bytes).await;
    assert_eq!(key.len(), 36);
    let answer = download(&visitor, &key, "jpeg", false).await;
    assert_eq!(answer["resultCode"], "0");
    let stream = answer["fileStream"].as_str().unwrap();
    assert_eq!(STANDARD.decode(stream).unwrap(), bytes);
}

#[tokio::test]
async fn base64_in_lines_is_read() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let answer = visitor
        .answer("/uploadFileStream", &file("txt", "aGVs\r\nbG8=\n"))
        .await;
    let key = answer["objectKey"].as_str().unwrap();
    let answer = download(&visitor, key, "txt", false).await;
    assert_eq!(answer["fileStream"], "aGVsbG8=");
}

#[tokio::test]
async fn what_is_no_file_for_a_visitor_is_refused_with_a_reason() {
    let desk = Desk::with(small(8, 64)).await;
    let visitor = desk.guest("ann").await;
    for (kind, base64, reason) in [
        ("exe", "aGVsbG8=", "fileType must be one of"),
        ("gif", "aGVsbG8=", "fileType must be one of"),
        ("txt", "aGVsbG8", "not base64"),
        ("txt", "=", "not base64"),
        ("txt", "bmluZSBieXRl", "too large"),
    ] {
        let answer = visitor
            .answer("/uploadFileStream", &file(kind, base64))
            .await;
        assert_eq!(answer["resultCode"], "1", "{kind} {base64}");
        let said = answer["resultDesc"].as_str().unwrap();
        assert!(said.contains(reason), "{said}");
        assert!(answer["objectKey"].is_null());
    }
}

#[tokio::test]
async fn a_body_far_beyond_the_largest_file_is_413() {
    let desk = Desk::with(small(8, 64)).await;
    let visitor = desk.guest("ann").await;
    let body = file("txt", &"A".repeat(70 * 1024));
    let answer = visitor
        .post("/uploadFileStream", &body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 413);
}

#[tokio::test]
async fn the_fields_of_both_calls_are_mandatory() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let up = file("txt", "aGVsbG8=");
    let down = json!({ "fileId": "x", "fileType": "txt", "channel": "WEB" });
    for (path, body) in [("/uploadFileStream", up), ("/downloadFileStream", down)] {
        for field in body.as_object().unwrap().keys() {
            let mut body = body.clone();
            body.as_object_mut().unwrap().remove(field);
            let answer = visitor.post(path, &body).send().await.unwrap();
            assert_eq!(answer.status(), 400, "{path} without {field}");
        }
    }
}

#[tokio::test]
async fn another_visitors_file_is_as_unknown_as_one_that_never_was() {
    let desk = Desk::with(clean()).await;
    let (ann, bob) = (desk.guest("ann").await, desk.guest("bob").await);
    let key = upload(&ann, "txt", b"private").await;
    let foreign = download(&bob, &key, "txt", false).await;
    let unknown = download(&bob, "00000000-0000-0000-0000-000000000000", "txt", false).await;
    assert_eq!(foreign, unknown);
    assert_eq!(foreign["resultCode"], "1");
    assert!(foreign["fileStream"].is_null());
    // Nor does another way to ask for it help.
    assert_eq!(download(&bob, &key, "txt", true).await, unknown);
    let local = download(&bob, &format!("local/{key}"), "txt", false).await;
    assert_eq!(local, unknown);
}

#[tokio::test]
async fn a_file_is_not_handed_out_as_another_type() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let key = upload(&visitor, "txt", b"text").await;
    let answer = download(&visitor, &key, "png", false).await;
    assert_eq!(answer["resultCode"], "1");
}

#[tokio::test]
async fn the_oldest_file_makes_room_for_a_newer_one() {
    let desk = Desk::with(small(8, 16)).await;
    let visitor = desk.guest("ann").await;
    let first = upload(&visitor, "txt", b"12345678").await;
    let second = upload(&visitor, "txt", b"12345678").await;
    upload(&visitor, "txt", b"1").await;
    assert_eq!(
        download(&visitor, &first, "txt", false).await["resultCode"],
        "1"
    );
    assert_eq!(
        download(&visitor, &second, "txt", false).await["resultCode"],
        "0"
    );
}

/// Downloads what a message carries, as the protocol says it is asked for.
async fn carried(visitor: &Visitor, message: &Value) -> Value {
    let message: DownlinkMessage = serde_json::from_value(message.clone()).unwrap();
    let id = message.content.as_deref().unwrap();
    let request = DownloadRequest::of_agent(&message, id, None);
    let body = serde_json::to_value(request).unwrap();
    visitor.answer("/downloadFileStream", &body).await
}

#[tokio::test]
async fn what_an_agent_sends_from_disk_is_downloaded_by_what_the_message_says() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.served("ann").await;
    let id = desk
        .running
        .world()
        .agent_file(FileType::Pdf, b"%PDF-".to_vec());
    let data = json!({
        "from": DEMO_CHANNEL, "to": "ann", "channel": "WEB", "controlType": "CHAT",
        "mediaType": "DOCUMENT", "mediaFileType": "pdf", "contentType": "1", "content": id,
        "messageCode": "code-1", "senderNickname": "Ada", "senderAvatar": "DefaultAvatar",
        "sendTime": "1678109503317", "userId": "ann",
    });
    let call = desk.running.world().call_id("ann");
    let body = json!({ "callid": call, "userid": "ann", "data": data.to_string() });
    let sent = desk
        .post("/agentgateway/resource/mediacall/101/sendmessage", &body)
        .header("Guid", "00000000-0000-0000-0000-000000000101.AgentGateway1");
    let sent: Value = sent.send().await.unwrap().json().await.unwrap();
    assert_eq!(sent["retcode"], "0");
    let message = visitor.poll().await.remove(0);
    let answer = carried(&visitor, &message).await;
    assert_eq!(answer["fileStream"], STANDARD.encode("%PDF-"));
}

#[tokio::test]
async fn what_an_agent_sends_from_the_library_is_downloaded_by_what_the_message_says() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.served("ann").await;
    let world = desk.running.world();
    let sent = world.agent_sends(
        "ann",
        MediaType::Image,
        "library-image",
        Some(FileType::Png),
    );
    assert!(sent.is_some());
    let message = visitor.poll().await.remove(0);
    let answer = carried(&visitor, &message).await;
    assert_eq!(answer["resultCode"], "0");
}
