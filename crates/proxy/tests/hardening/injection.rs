//! Line breaks where a header might be made of what a visitor writes.

use serde_json::json;

use crate::support::cloud::Cloud;
use crate::support::visitor::Visitor;
use crate::support::{CHANNEL, Proxy};

const QUERY_BREAK: &str = "x%0d%0ax-evil:%201%0d%0a%0d%0aGET%20/evil";
const BREAK: &str = "x\r\nx-evil: 1\r\n\r\nGET /evil HTTP/1.1";

#[tokio::test]
async fn no_line_break_gets_into_a_header_up_or_down() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let bodies = [
        ("applyToken", json!({"channelId": CHANNEL, "locale": BREAK})),
        ("applyToken", json!({"channelId": BREAK})),
        (
            "applyToken",
            json!({"channelId": CHANNEL, "identity": BREAK}),
        ),
        (
            "send",
            json!({"controlType": "CHAT", "mediaType": "TEXT", "content": "a", "messageId": BREAK}),
        ),
        ("send", json!({"controlType": BREAK, "content": BREAK})),
        (
            "send",
            json!({"controlType": "CHAT", "content": BREAK, "senderNickname": BREAK}),
        ),
        (
            "queryPhraseByKeyword",
            json!({"strContent": BREAK, "locale": BREAK}),
        ),
        ("getsatisfactionsurveymode", json!({"language": BREAK})),
        (
            "downloadFileStream",
            json!({"fileId": BREAK, "fileType": BREAK}),
        ),
    ];
    for (call, body) in bodies {
        let answer = visitor.sealed(call, body.clone()).send().await.unwrap();
        assert!(answer.status().as_u16() < 500, "{call} {body}");
        assert!(!answer.headers().contains_key("x-evil"), "{call} {body}");
    }
    for query in ["cursor", "receiverId", "isNeedRead", "channel"] {
        let looking = visitor.polling(&format!("?{query}={QUERY_BREAK}"));
        let answer = looking.send().await.unwrap();
        assert!(answer.status().as_u16() < 500, "{query}");
        assert!(!answer.headers().contains_key("x-evil"), "{query}");
    }
    for call in [
        "applyToken",
        "send",
        "poll",
        "queryPhraseByKeyword",
        "tokenByAkSk",
    ] {
        for seen in cloud.seen(call) {
            assert!(!seen.headers.contains_key("x-evil"), "{call}");
        }
    }
    assert!(cloud.seen("evil").is_empty());
}
