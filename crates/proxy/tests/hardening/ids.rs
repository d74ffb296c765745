//! Another visitor's ids, in every field of every call.

use serde_json::{Value, json};

use crate::support::cloud::Cloud;
use crate::support::visitor::{Visitor, refused};
use crate::support::{CHANNEL, OTHER_CHANNEL, Proxy};

/// Calls with all that they need, and the fields that name somebody.
fn calls() -> Vec<(&'static str, Value, &'static [&'static str])> {
    vec![
        ("applyToken", json!({"channelId": CHANNEL}), &["userId"]),
        (
            "send",
            json!({"controlType": "CHAT", "mediaType": "TEXT", "content": "x"}),
            &["from", "to", "channel"],
        ),
        (
            "queryQueueInfo",
            json!({}),
            &["userId", "channelConfigId", "channel"],
        ),
        (
            "saveSatisfaction",
            json!({"evaluation": "5"}),
            &["userId", "channelConfigId", "channel"],
        ),
        (
            "uploadFileStream",
            json!({"fileType": "txt", "fileStream": "YQ=="}),
            &["channel"],
        ),
        (
            "downloadFileStream",
            json!({"fileId": "x", "fileType": "txt"}),
            &["channel"],
        ),
        (
            "queryPhraseByKeyword",
            json!({"strContent": "x"}),
            &["channel"],
        ),
        (
            "v1/robot/feedbacksatisfaction",
            json!({"feedback": 1, "interIdx": "1"}),
            &["from"],
        ),
        (
            "queryHistoryChatMessage",
            json!({"startTime": "1"}),
            &["channelId", "userId", "channel"],
        ),
        (
            "doLeaveMessage",
            json!({"caller": "1", "leaveMessage": "x"}),
            &["callId", "channel"],
        ),
        (
            "v1/createClickToCall",
            json!({"mediaAbility": "0"}),
            &["channel"],
        ),
        ("v1/dropClickToCall", json!({}), &["channel"]),
    ]
}

#[tokio::test]
async fn another_visitors_id_is_refused_in_every_field_and_nothing_is_carried() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--click-to-call=audio"]).await;
    let (ann, bob) = (
        Visitor::connected(&proxy).await,
        Visitor::connected(&proxy).await,
    );
    let before = cloud.all_seen();
    for (call, body, fields) in calls() {
        for field in fields {
            for foreign in [bob.user_id.as_str(), OTHER_CHANNEL, "PHONE"] {
                let mut body = body.clone();
                body[*field] = json!(foreign);
                let (status, reason) = ann.refused(call, body).await;
                assert_eq!(status, 403, "{call} {field} {foreign}: {reason}");
            }
        }
    }
    let queries = [
        ("poll", "receiverId", bob.user_id.as_str()),
        ("poll", "channel", "PHONE"),
        ("v1/checkClickToCallSupport", "channel", "PHONE"),
        ("v1/getClickToCallEvents", "channel", "PHONE"),
    ];
    for (call, field, foreign) in queries {
        let looking = ann.looking(&format!("{call}?{field}={foreign}"));
        assert_eq!(
            looking.send().await.unwrap().status(),
            403,
            "{call} {field}"
        );
    }
    assert_eq!(cloud.all_seen(), before);
}

#[tokio::test]
async fn another_channels_seal_and_a_seal_that_was_changed_open_nothing() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let ann = Visitor::new(&proxy).await;
    let (status, reason) = ann
        .refused("applyToken", json!({"channelId": OTHER_CHANNEL}))
        .await;
    assert_eq!((status, reason.as_str()), (403, "channel"));
    for place in [0, 10, ann.seal.len() / 2, ann.seal.len() - 2] {
        let mut seal = ann.seal.clone().into_bytes();
        seal[place] = if seal[place] == b'A' { b'B' } else { b'A' };
        let mut changed = ann.clone();
        changed.seal = String::from_utf8(seal).unwrap();
        let answer = changed.queue().await;
        let found = (answer.status().as_u16(), refused(&answer));
        assert_eq!(found, (401, Some("seal-invalid")), "{place}");
    }
    assert!(cloud.seen("queryQueueInfo").is_empty());
}
