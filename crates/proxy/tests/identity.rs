//! Whom a visitor may speak for, what is checked and what is filled in.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use serde_json::{Value, json};
use support::cloud::Cloud;
use support::visitor::{API, Visitor, refused};
use support::{CHANNEL, OTHER_CHANNEL, Proxy, http};

#[tokio::test]
async fn every_field_that_names_somebody_else_is_refused_and_not_carried() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let before = cloud.all_seen();
    let chat = json!({"controlType": "CHAT", "content": "hello"});
    let rate = json!({"evaluation": "5"});
    for (call, body, field, value, reason) in [
        ("send", &chat, "from", "somebody-else", "identity"),
        ("send", &chat, "to", OTHER_CHANNEL, "channel"),
        ("send", &chat, "channel", "WHATSAPP", "channel"),
        ("send", &chat, "sourceType", "AGENT", "identity"),
        (
            "queryQueueInfo",
            &json!({}),
            "userId",
            "somebody-else",
            "identity",
        ),
        (
            "queryQueueInfo",
            &json!({}),
            "channelConfigId",
            OTHER_CHANNEL,
            "channel",
        ),
        (
            "queryQueueInfo",
            &json!({}),
            "channel",
            "WHATSAPP",
            "channel",
        ),
        (
            "saveSatisfaction",
            &rate,
            "userId",
            "somebody-else",
            "identity",
        ),
        (
            "saveSatisfaction",
            &rate,
            "channelConfigId",
            OTHER_CHANNEL,
            "channel",
        ),
        ("saveSatisfaction", &rate, "channel", "WHATSAPP", "channel"),
        (
            "applyToken",
            &json!({"channelId": CHANNEL}),
            "userId",
            "somebody-else",
            "identity",
        ),
        (
            "applyToken",
            &json!({}),
            "channelId",
            OTHER_CHANNEL,
            "channel",
        ),
        ("applyToken", &json!({}), "channelId", "unknown", "channel"),
        (
            "applyToken",
            &json!({"channelId": CHANNEL}),
            "identity",
            "jwt",
            "identity",
        ),
    ] {
        let mut body = body.clone();
        body[field] = value.into();
        let answer = visitor.sealed(call, body).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (403, Some(reason)),
            "{call} {field}"
        );
    }
    for (query, reason) in [
        ("receiverId=somebody-else", "identity"),
        ("channel=WHATSAPP", "channel"),
    ] {
        let answer = visitor.polling(&format!("?{query}")).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (403, Some(reason)),
            "{query}"
        );
    }
    assert_eq!(cloud.all_seen(), before);

    let mut own = chat.clone();
    own["from"] = visitor.user_id.as_str().into();
    own["to"] = CHANNEL.into();
    own["channel"] = "WEB".into();
    own["sourceType"] = "CUSTOMER".into();
    assert_eq!(
        visitor.sealed("send", own).send().await.unwrap().status(),
        200
    );
}

#[tokio::test]
async fn the_proxy_says_who_speaks_to_whom() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let said = json!({
        "controlType": "TRANSFER",
        "content": "hello",
        "messageId": "m1",
        "transData": "{}",
        "timestamp": "1",
        "senderNickname": "The Boss",
        "senderAvatar": "https://evil.test/a.png",
        "unknown": true,
    });
    let answer = visitor
        .sealed("send", said)
        .header("user-agent", "Browser/1")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let mut sent = cloud.seen("send")[0].json();
    let time: u64 = sent["timestamp"].as_str().unwrap().parse().unwrap();
    assert!(time > 1_700_000_000_000);
    sent.as_object_mut().unwrap().remove("timestamp");
    assert_eq!(
        sent,
        json!({
            "controlType": "TRANS2AGENT",
            "mediaType": "TEXT",
            "content": "hello",
            "messageId": "m1",
            "from": visitor.user_id,
            "to": CHANNEL,
            "channel": "WEB",
            "sourceType": "CUSTOMER",
            "senderNickname": "Visitor",
            "userAgent": "Browser/1",
        })
    );

    visitor.rate("4").await;
    assert_eq!(
        cloud.seen("saveSatisfaction")[0].json(),
        json!({"channel": "WEB", "userId": visitor.user_id, "evaluation": "4", "comment": "",
               "channelConfigId": CHANNEL})
    );
    visitor.queue().await;
    assert_eq!(
        cloud.seen("queryQueueInfo")[0].json(),
        json!({"channel": "WEB", "userId": visitor.user_id, "channelConfigId": CHANNEL})
    );
    let agent = &cloud.seen("send")[0];
    assert!(agent.header("user-agent").starts_with("frontdesk-proxy/"));
}

#[tokio::test]
async fn what_is_wrong_in_a_body_is_told_with_its_field_and_limit() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--limit-text-bytes", "10"]).await;
    let visitor = Visitor::new(&proxy).await;
    let long = "x".repeat(33);
    let comment = "é".repeat(512);
    for (call, body, field, limit) in [
        ("send", json!({"content": "x"}), "controlType", ""),
        (
            "send",
            json!({"controlType": "RECALL", "content": "x"}),
            "controlType",
            "CHAT",
        ),
        (
            "send",
            json!({"controlType": "CHAT", "mediaType": "IMAGE", "content": "x"}),
            "mediaType",
            "TEXT",
        ),
        ("send", json!({"controlType": "CHAT"}), "content", ""),
        (
            "send",
            json!({"controlType": "CHAT", "content": "ééééé!"}),
            "content",
            "10 bytes",
        ),
        (
            "send",
            json!({"controlType": "CHAT", "content": "x", "messageId": long}),
            "messageId",
            "32",
        ),
        (
            "send",
            json!({"controlType": "CHAT", "content": "x", "messageId": "a,b"}),
            "messageId",
            "','",
        ),
        ("saveSatisfaction", json!({}), "evaluation", "1 to 5"),
        (
            "saveSatisfaction",
            json!({"evaluation": 6}),
            "evaluation",
            "1 to 5",
        ),
        (
            "saveSatisfaction",
            json!({"evaluation": "5", "comment": comment}),
            "comment",
            "512",
        ),
        ("applyToken", json!({}), "channelId", ""),
        ("send", json!([1]), "body", ""),
    ] {
        let answer = visitor.sealed(call, body.clone()).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (400, Some("invalid")),
            "{body}"
        );
        let words: Value = answer.json().await.unwrap();
        let words = words["resultDesc"].as_str().unwrap();
        assert!(words.contains(field) && words.contains(limit), "{words}");
    }
    let secret = http()
        .post(format!("{}{API}/send", proxy.base))
        .header("ccmessaging-token", &visitor.seal)
        .header("content-type", "application/json")
        .body(r#"{"controlType": "CHAT", "content": "my password is 1234" oops}"#)
        .send()
        .await
        .unwrap();
    assert!(!secret.text().await.unwrap().contains("1234"));
    assert!(cloud.seen("send").is_empty() && cloud.seen("saveSatisfaction").is_empty());
    let exact = json!({"controlType": "CHAT", "content": "ééééé", "messageId": "x".repeat(32)});
    assert_eq!(
        visitor.sealed("send", exact).send().await.unwrap().status(),
        200
    );
}
