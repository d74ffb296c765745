//! What the proxy fills in and refuses, call by call.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use frontdesk_protocol::Method;
use frontdesk_proxy::table::{Carry, Place, ROUTES, Route, Who};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::visitor::{API, Visitor, refused};
use support::{CHANNEL, Proxy};

/// A body that is taken, by the name of the route.
fn body(route: &str) -> Value {
    match route {
        "send" => json!({"controlType": "CHAT", "content": "hello"}),
        "saveSatisfaction" => json!({"evaluation": "5"}),
        "uploadFileStream" => json!({"fileType": "txt", "fileStream": "YQ=="}),
        "downloadFileStream" => json!({"fileId": "key", "fileType": "txt"}),
        "queryPhraseByKeyword" => json!({"strContent": "par"}),
        "feedbacksatisfaction" => json!({"feedback": 1, "interIdx": 7}),
        "queryHistoryChatMessage" => json!({"startTime": 1}),
        "doLeaveMessage" => json!({"caller": "138", "leaveMessage": "Call me."}),
        "createClickToCall" => json!({"mediaAbility": 0}),
        _ => json!({}),
    }
}

/// A visitor's calls of the API.
fn calls() -> impl Iterator<Item = &'static Route> {
    let is_call = |route: &&Route| matches!(route.place, Place::Api(_));
    let routes = ROUTES.iter().filter(is_call);
    routes.filter(|route| route.who == Who::Visitor)
}

fn request(visitor: &Visitor, method: Method, path: &str, body: &Value) -> RequestBuilder {
    let call = path.strip_prefix(API).unwrap().trim_start_matches('/');
    match method {
        Method::Post => visitor.sealed(call, body.clone()),
        Method::Get => {
            let pairs = body.as_object().unwrap().iter();
            let query: Vec<_> = pairs
                .map(|(name, value)| format!("{name}={}", value.as_str().unwrap()))
                .collect();
            visitor.looking(&format!("{call}?{}", query.join("&")))
        }
    }
}

/// A visitor with a file of their own, and calls switched on.
async fn visitor(cloud: &Cloud) -> (Proxy, Visitor) {
    cloud.on("uploadFileStream", |_| {
        Reply::Json(200, json!({"resultCode": "0", "objectKey": "key"}))
    });
    let proxy = Proxy::start(&cloud.url, &["--click-to-call=video"]).await;
    let visitor = Visitor::connected(&proxy).await;
    visitor.upload("txt", b"a").await;
    (proxy, visitor)
}

#[tokio::test]
async fn each_call_goes_up_with_the_callers_ids_and_comes_down_with_all_that_came() {
    let cloud = Cloud::start().await;
    let (_proxy, visitor) = visitor(&cloud).await;
    let user = visitor.user_id.as_str();
    for route in calls() {
        if route.name == "poll" {
            continue;
        }
        cloud.on(route.name, |_| {
            Reply::Json(
                200,
                json!({"retcode": 0, "strange": {"new": [1]}, "objectKey": "key"}),
            )
        });
        let answer = request(&visitor, route.method, &route.path(), &body(route.name))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "{}", route.name);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["strange"]["new"][0], 1, "{}", route.name);
        assert_eq!(answer["resultCode"], "0", "{}", route.name);

        let seen = cloud.seen(route.name).pop().unwrap();
        if route.method == Method::Get {
            assert_eq!(seen.query, "channel=WEB", "{}", route.name);
            continue;
        }
        let sent = seen.json();
        let expected = match route.name {
            "send" => json!({"from": user, "to": CHANNEL, "channel": "WEB"}),
            "queryQueueInfo" | "saveSatisfaction" => {
                json!({"userId": user, "channelConfigId": CHANNEL, "channel": "WEB"})
            }
            "feedbacksatisfaction" => json!({"from": user, "interIdx": "7"}),
            "queryHistoryChatMessage" => json!({"userId": user, "channelId": CHANNEL,
                "channel": "WEB", "startTime": "1", "limit": "100", "offset": "0"}),
            "doLeaveMessage" => json!({"callId": user, "channel": "WEB"}),
            "getsatisfactionsurveymode" => json!({"language": "en_US"}),
            "queryPhraseByKeyword" => json!({"channel": "WEB", "locale": "en_US"}),
            _ => json!({"channel": "WEB"}),
        };
        for (field, value) in expected.as_object().unwrap() {
            assert_eq!(&sent[field], value, "{} {field}", route.name);
        }
    }
}

#[tokio::test]
async fn another_ones_id_is_refused_wherever_it_stands() {
    let cloud = Cloud::start().await;
    let (_proxy, visitor) = visitor(&cloud).await;
    let before = cloud.all_seen();
    for (route, field, reason) in [
        ("send", "from", "identity"),
        ("send", "to", "channel"),
        ("send", "channel", "channel"),
        ("poll", "receiverId", "identity"),
        ("poll", "channel", "channel"),
        ("queryQueueInfo", "userId", "identity"),
        ("queryQueueInfo", "channelConfigId", "channel"),
        ("queryQueueInfo", "channel", "channel"),
        ("saveSatisfaction", "userId", "identity"),
        ("saveSatisfaction", "channelConfigId", "channel"),
        ("saveSatisfaction", "channel", "channel"),
        ("uploadFileStream", "channel", "channel"),
        ("downloadFileStream", "channel", "channel"),
        ("queryPhraseByKeyword", "channel", "channel"),
        ("feedbacksatisfaction", "from", "identity"),
        ("queryHistoryChatMessage", "userId", "identity"),
        ("queryHistoryChatMessage", "channelId", "channel"),
        ("queryHistoryChatMessage", "channel", "channel"),
        ("doLeaveMessage", "callId", "identity"),
        ("doLeaveMessage", "channel", "channel"),
        ("checkClickToCallSupport", "channel", "channel"),
        ("createClickToCall", "channel", "channel"),
        ("getClickToCallEvents", "channel", "channel"),
        ("dropClickToCall", "channel", "channel"),
    ] {
        let row = ROUTES.iter().find(|row| row.name == route).unwrap();
        let mut body = body(route);
        body[field] = json!("another");
        let answer = request(&visitor, row.method, &row.path(), &body)
            .send()
            .await
            .unwrap();
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (403, Some(reason)),
            "{route} {field}"
        );
    }
    assert_eq!(cloud.all_seen(), before);
}

#[tokio::test]
async fn a_lost_answer_leaves_the_outcome_of_commands_unknown_and_of_nothing_else() {
    for route in calls() {
        if route.name == "poll" {
            continue;
        }
        let cloud = Cloud::start().await;
        let (_proxy, visitor) = visitor(&cloud).await;
        let before = cloud.seen(route.name).len();
        cloud.on(route.name, |_| Reply::Close);
        let ask = async || {
            let answer = request(&visitor, route.method, &route.path(), &body(route.name))
                .header("idempotency-key", "k1")
                .send()
                .await
                .unwrap();
            (
                answer.status().as_u16(),
                refused(&answer).unwrap().to_owned(),
            )
        };
        let (expected, asked) = match route.carry {
            Carry::Command => ((504, "outcome-unknown".to_owned()), 1),
            Carry::Query => ((503, "upstream-down".to_owned()), 2),
        };
        assert_eq!(ask().await, expected, "{}", route.name);
        assert_eq!(
            cloud.seen(route.name).len(),
            before + asked,
            "{}",
            route.name
        );
        if route.carry == Carry::Command && route.name != "send" {
            assert_eq!(ask().await, expected, "{}", route.name);
            assert_eq!(
                cloud.seen(route.name).len(),
                before + asked,
                "{}",
                route.name
            );
        }
    }
}

#[tokio::test]
async fn fields_beyond_their_limits_are_refused_and_reach_nobody() {
    let cloud = Cloud::start().await;
    let (_proxy, visitor) = visitor(&cloud).await;
    let before = cloud.all_seen();
    let say = |media: &str, content: &str| json!({"controlType": "CHAT", "mediaType": media, "content": content});
    for (call, body) in [
        ("queryPhraseByKeyword", json!({"strContent": " "})),
        (
            "queryPhraseByKeyword",
            json!({"strContent": "x".repeat(1001)}),
        ),
        ("getsatisfactionsurveymode", json!({"language": "en US"})),
        ("v1/robot/feedbacksatisfaction", json!({"interIdx": "1"})),
        (
            "v1/robot/feedbacksatisfaction",
            json!({"feedback": 2, "interIdx": "1"}),
        ),
        ("v1/robot/feedbacksatisfaction", json!({"feedback": 1})),
        (
            "v1/robot/feedbacksatisfaction",
            json!({"feedback": 0, "interIdx": "1"}),
        ),
        // 22 characters of 3 bytes each.
        (
            "v1/robot/feedbacksatisfaction",
            json!({"feedback": 0, "interIdx": "1", "feedbackContent": "不".repeat(22)}),
        ),
        ("doLeaveMessage", json!({"caller": "", "leaveMessage": "a"})),
        (
            "doLeaveMessage",
            json!({"caller": "1", "leaveMessage": " "}),
        ),
        (
            "doLeaveMessage",
            json!({"caller": "1".repeat(33), "leaveMessage": "a"}),
        ),
        (
            "doLeaveMessage",
            json!({"caller": "1", "leaveMessage": "a".repeat(1001)}),
        ),
        ("queryHistoryChatMessage", json!({})),
        (
            "queryHistoryChatMessage",
            json!({"startTime": "1", "limit": 101}),
        ),
        (
            "queryHistoryChatMessage",
            json!({"startTime": "1", "limit": 0}),
        ),
        ("queryHistoryChatMessage", json!({"startTime": "-1"})),
        (
            "queryHistoryChatMessage",
            json!({"startTime": "1", "offset": "x"}),
        ),
        ("downloadFileStream", json!({"fileType": "txt"})),
        ("downloadFileStream", json!({"fileId": "key"})),
        ("send", say("FILE", "key")),
        ("send", say("FILE", "a,1,key,exe")),
        ("send", say("FILE_IMAGE", "key,txt")),
        ("send", say("LOCATE", "somewhere")),
        (
            "send",
            say(
                "WEBCARD",
                r#"{"title":"t","redirectUrl":"http://a.example"}"#,
            ),
        ),
        ("send", say("EMAIL", "a")),
        (
            "send",
            json!({"controlType": "CONNECT", "mediaType": "FILE", "content": "a,1,key,txt"}),
        ),
    ] {
        let got = visitor.refused(call, body.clone()).await;
        assert_eq!(got, (400, "invalid".to_owned()), "{call} {body}");
    }
    assert_eq!(cloud.all_seen(), before);
}

#[tokio::test]
async fn a_visitor_sends_files_places_and_cards() {
    let cloud = Cloud::start().await;
    let (_proxy, visitor) = visitor(&cloud).await;
    let card = json!({"title": "t", "redirectUrl": "https://a.example/", "mediaFileId": "key"});
    let foreign =
        json!({"title": "t", "redirectUrl": "https://a.example/", "mediaFileId": "other"});
    // Longer than a text may be: only a text is held to that.
    let place = format!("1.5/2.5/{}", "x".repeat(2000));
    for (media, content, expected) in [
        ("FILE", "a, b.txt,1,key,txt", 200),
        ("FILE", "a,1,other,txt", 403),
        ("FILE_IMAGE", "key,JPG", 200),
        ("FILE_VIDEO", "other,mp4", 403),
        ("LOCATE", &place, 200),
        ("WEBCARD", &card.to_string(), 200),
        ("WEBCARD", &foreign.to_string(), 403),
    ] {
        let body = json!({"controlType": "CHAT", "mediaType": media, "content": content});
        let answer = visitor.sealed("send", body).send().await.unwrap();
        assert_eq!(answer.status(), expected, "{media} {content}");
        let sent = cloud.seen("send").pop().unwrap().json();
        match expected {
            200 => assert_eq!(sent["mediaType"], media),
            _ => assert_eq!(refused(&answer), Some("file")),
        }
    }
    let sent = cloud.seen("send");
    assert!(
        sent.iter()
            .any(|seen| seen.json()["content"] == "a  b.txt,1,key,txt")
    );
}
