//! A cloud, or what stands in its place, that answers with anything at all.

use serde_json::json;

use crate::support::Proxy;
use crate::support::cloud::{Cloud, Reply};
use crate::support::visitor::Visitor;

/// What comes in place of an answer, with 200.
fn garbage() -> Vec<(&'static str, String)> {
    let deep = "[".repeat(100_000);
    vec![
        (
            "a page",
            "<html><body>Sign in to the wireless network</body></html>".into(),
        ),
        (
            "half of it",
            r#"{"resultCode": "0", "resultDesc": "do"#.into(),
        ),
        ("nothing", String::new()),
        (
            "ten megabytes",
            format!(r#"{{"resultCode":"0","x":"{}"}}"#, "a".repeat(10 << 20)),
        ),
        ("without end", deep),
        ("a gzip head", "\u{1f}\u{8b}\u{8}\0\0\0\0\0".into()),
    ]
}

#[tokio::test]
async fn what_is_no_answer_is_said_to_be_none_and_not_handed_down() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    for (what, text) in garbage() {
        let reply = text.clone();
        cloud.on("queryQueueInfo", move |_| Reply::Text(200, reply.clone()));
        let reply = text.clone();
        cloud.on("send", move |_| Reply::Text(200, reply.clone()));
        let question = visitor.refused("queryQueueInfo", json!({})).await;
        assert_eq!(question, (502, "upstream-garbage".to_owned()), "{what}");
        let said = visitor.chat("hello").await;
        assert_eq!(said.status(), 504, "{what}");
        let told = said.text().await.unwrap();
        assert!(told.len() < 500 && !told.contains("wireless"), "{told}");
    }
    cloud.on("queryQueueInfo", |_| {
        Reply::Json(200, json!({"resultCode": "0", "position": 1}))
    });
    assert_eq!(visitor.queue().await.status(), 200);
}

#[tokio::test]
async fn a_poll_with_garbage_or_odd_messages_harms_no_later_one() {
    let cloud = Cloud::start().await;
    cloud.on("poll", |seen| match seen.count {
        1 => Reply::Text(200, "<html>".into()),
        2 => Reply::Json(200, json!({"resultCode": "0", "downlinkMessages": "none"})),
        3 => Reply::Json(200, json!({"resultCode": "0", "downlinkMessages": [null, 1, [], "x"]})),
        4 => Reply::Json(200, json!({"resultCode": "0", "downlinkMessages": [
            {"content": "well", "messageCode": "1", "sourceType": "AGENT", "controlType": "CHAT"}
        ]})),
        _ => Reply::Hang,
    });
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let mut cursor = String::new();
    let mut all = String::new();
    for _ in 0..20 {
        let answer = visitor
            .polling(&format!("?cursor={cursor}"))
            .send()
            .await
            .unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        assert!(matches!(status, 200 | 502), "{status} {text}");
        all += &text;
        if let Ok(answer) = serde_json::from_str::<serde_json::Value>(&text)
            && let Some(next) = answer["cursor"].as_str()
        {
            next.clone_into(&mut cursor);
        }
        if all.contains("well") {
            return;
        }
    }
    panic!("the good message never came: {all}");
}
