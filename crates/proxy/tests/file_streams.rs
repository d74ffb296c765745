//! Files up and down: limits, and nobody's file for anybody else.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_protocol::MediaType;
use frontdesk_simulator::{Config as Simulator, start};
use serde_json::{Value, json};
use support::Proxy;
use support::cloud::{Cloud, Reply};
use support::visitor::{Visitor, messages};

async fn download(visitor: &Visitor, id: &str, file_type: &str) -> (u16, String) {
    let body = json!({"fileId": id, "fileType": file_type});
    visitor.refused("downloadFileStream", body).await
}

fn not_mine() -> (u16, String) {
    (403, "file".to_owned())
}

#[tokio::test]
async fn a_file_goes_up_is_sent_and_comes_down_to_its_owner_alone() {
    let simulator = start(Simulator::default()).await.unwrap();
    let proxy = Proxy::start(&simulator.url(), &[]).await;
    let ann = Visitor::connected(&proxy).await;
    let bob = Visitor::connected(&proxy).await;
    // As large as may be: what comes down is larger than any other answer.
    let bytes = vec![b'a'; 2 * 1024 * 1024];
    let key = ann.upload("txt", &bytes).await;

    let body = json!({"fileId": key, "fileType": "txt", "multiMedia": "multiMedia"});
    let file = ann.ask("downloadFileStream", body.clone()).await;
    assert_eq!(
        STANDARD
            .decode(file["fileStream"].as_str().unwrap())
            .unwrap(),
        bytes
    );
    assert_eq!(bob.refused("downloadFileStream", body).await, not_mine());

    let say =
        |content: String| json!({"controlType": "CHAT", "mediaType": "FILE", "content": content});
    let content = format!("my, notes.txt,{},{key},txt", bytes.len());
    let sent = ann.ask("send", say(content.clone())).await;
    assert_eq!(sent["resultCode"], "0", "{sent}");
    assert_eq!(bob.refused("send", say(content)).await, not_mine());
    simulator.stop().await;
}

#[tokio::test]
async fn an_agents_file_is_for_the_visitor_who_was_sent_it() {
    let simulator = start(Simulator::default()).await.unwrap();
    let world = simulator.world();
    let proxy = Proxy::start(&simulator.url(), &[]).await;
    let ann = Visitor::connected(&proxy).await;
    let bob = Visitor::connected(&proxy).await;
    assert_eq!(ann.say("TRANS2AGENT", "").await.status(), 200);
    assert!(world.accept_next().is_some());

    let body = json!({
        "fileId": "library-image", "fileType": "png", "multiMedia": "multiMedia",
    });
    assert_eq!(
        ann.refused("downloadFileStream", body.clone()).await,
        not_mine()
    );
    let sent = world.agent_sends(
        &ann.user_id,
        MediaType::Image,
        "library-image",
        Some("png".into()),
    );
    assert!(sent.is_some());
    let mut place = String::new();
    loop {
        let answer = ann.poll(&place).await;
        assert!(!messages(&answer).is_empty(), "the picture comes");
        place = support::visitor::cursor(&answer);
        if messages(&answer)
            .iter()
            .any(|message| message["mediaType"] == "IMAGE")
        {
            break;
        }
    }
    let file = ann.ask("downloadFileStream", body.clone()).await;
    let file = STANDARD.decode(file["fileStream"].as_str().unwrap());
    assert!(file.unwrap().starts_with(b"\x89PNG"));
    assert_eq!(bob.refused("downloadFileStream", body).await, not_mine());
    simulator.stop().await;
}

#[tokio::test]
async fn files_of_the_agents_disk_and_of_history_are_known_by_their_own_ids() {
    let cloud = Cloud::start().await;
    cloud.on("poll", |_| {
        let message = json!({"mediaType": "DOCUMENT", "content": "d1", "contentType": "1",
            "mediaFileType": "pdf", "timestamp": 1, "sourceType": "AGENT"});
        Reply::Json(
            200,
            json!({"resultCode": "0", "downlinkMessages": [message]}),
        )
    });
    cloud.on("queryHistoryChatMessage", |_| {
        let message = json!({"mediaType": "FILE_IMAGE", "content": "h1,png", "strange": {"a": 1}});
        Reply::Json(200, json!({"returnCode": 0, "messageList": [message]}))
    });
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    assert_eq!(messages(&visitor.poll("").await).len(), 1);
    assert_eq!(download(&visitor, "d1", "pdf").await, not_mine());
    assert_eq!(download(&visitor, "local/d2", "pdf").await, not_mine());
    assert_eq!(download(&visitor, "local/d1", "pdf").await.0, 200);

    assert_eq!(download(&visitor, "h1", "png").await, not_mine());
    let history = visitor
        .ask("queryHistoryChatMessage", json!({"startTime": 1}))
        .await;
    assert_eq!(history["resultCode"], "0");
    assert_eq!(history["messageList"][0]["strange"]["a"], 1);
    assert_eq!(download(&visitor, "h1", "png").await.0, 200);
    // It came: it may be looked at, and not be sent as one's own.
    let say = json!({"controlType": "CHAT", "mediaType": "FILE_IMAGE", "content": "h1,png"});
    assert_eq!(visitor.refused("send", say).await, not_mine());
}

#[tokio::test]
async fn a_repeated_upload_is_carried_once_and_its_file_stays_the_visitors() {
    let cloud = Cloud::start().await;
    cloud.on("uploadFileStream", |seen| {
        let key = format!("key-{}", seen.count);
        Reply::Json(200, json!({"returnCode": "0", "objectKey": key}))
    });
    let folder = tempfile::tempdir().unwrap();
    let store = format!("--store=file:{}", folder.path().join("store").display());
    let proxy = Proxy::start(&cloud.url, &[&store]).await;
    let visitor = Visitor::new(&proxy).await;
    for _ in 0..2 {
        let body = json!({"fileType": "txt", "fileStream": STANDARD.encode("a")});
        let request = visitor.sealed("uploadFileStream", body);
        let answer = request
            .header("idempotency-key", "k1")
            .send()
            .await
            .unwrap();
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(
            (&answer["objectKey"], &answer["resultCode"]),
            (&json!("key-1"), &json!("0"))
        );
    }
    assert_eq!(cloud.seen("uploadFileStream").len(), 1);
    assert_eq!(download(&visitor, "key-1", "txt").await.0, 200);
    assert_eq!(download(&visitor, "key-2", "txt").await, not_mine());
    assert_eq!(
        download(&visitor, "key-1", "t/x").await,
        (400, "invalid".to_owned())
    );
}
