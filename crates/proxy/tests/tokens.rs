//! The Bearer and the visitors' tokens between proxy and cloud.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::visitor::{Visitor, refused};
use support::{APP_KEY, APP_SECRET, Proxy};

const EXPIRED: &str =
    r#"{"errorCode":"0","exceptionInfo":"auth fail! illegal or expired token info."}"#;

async fn apply(proxy: &Proxy) -> reqwest::Response {
    support::http()
        .post(format!("{}/apiaccess/ccmessaging/applyToken", proxy.base))
        .json(&json!({"channelId": support::CHANNEL}))
        .send()
        .await
        .unwrap()
}

/// A cloud that refuses every Bearer before this one.
fn refuse_before(cloud: &Cloud, call: &'static str, bearer: Arc<AtomicUsize>) {
    cloud.on(call, move |seen| {
        let number: usize = seen
            .header("authorization")
            .rsplit('-')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        if number < bearer.load(Ordering::SeqCst) {
            Reply::Json(403, serde_json::from_str(EXPIRED).unwrap())
        } else {
            Reply::Json(200, json!({"resultCode": "0"}))
        }
    });
}

#[tokio::test]
async fn the_bearer_is_asked_for_as_the_documents_say() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--extra-header", "X-Gateway: gate"]).await;
    let visitor = Visitor::new(&proxy).await;
    visitor.chat("hello").await;

    let token = &cloud.seen("tokenByAkSk")[0];
    assert_eq!(
        token.json(),
        json!({"app_key": APP_KEY, "app_secret": APP_SECRET})
    );
    assert_eq!(token.header("x-token-expire"), "600");
    assert_eq!(token.header("content-type"), "application/json");

    for call in ["applyToken", "send"] {
        let seen = &cloud.seen(call)[0];
        assert_eq!(seen.header("x-app-key"), APP_KEY, "{call}");
        assert_eq!(seen.header("authorization"), "Bearer bearer-1", "{call}");
        assert_eq!(seen.header("accept-language"), "en_US", "{call}");
        assert_eq!(seen.header("x-gateway"), "gate", "{call}");
    }
    assert_eq!(cloud.seen("applyToken")[0].header("ccmessaging-token"), "");
    // The inner quotes are gone.
    assert_eq!(cloud.seen("send")[0].header("ccmessaging-token"), "token-1");
}

#[tokio::test]
async fn a_bearer_past_70_percent_of_its_life_is_renewed_behind_the_calls() {
    let cloud = Cloud::start().await;
    cloud.on("tokenByAkSk", |seen| {
        Reply::Json(
            200,
            json!({"AccessToken": format!("bearer-{}", seen.count), "Expires": "2"}),
        )
    });
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(visitor.chat("stale").await.status(), 200);
    assert_eq!(
        cloud.seen("send")[0].header("authorization"),
        "Bearer bearer-1"
    );
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(visitor.chat("fresh").await.status(), 200);
    assert_eq!(
        cloud.seen("send")[1].header("authorization"),
        "Bearer bearer-2"
    );
}

#[tokio::test]
async fn a_cloud_that_refuses_every_bearer_is_asked_once_a_second() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    refuse_before(&cloud, "send", Arc::new(AtomicUsize::new(usize::MAX)));
    for _ in 0..20 {
        let answer = visitor.chat("hello").await;
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (502, Some("upstream-auth"))
        );
    }
    assert!(
        cloud.seen("tokenByAkSk").len() <= 2,
        "{}",
        cloud.seen("tokenByAkSk").len()
    );

    refuse_before(&cloud, "send", Arc::new(AtomicUsize::new(0)));
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(visitor.chat("hello").await.status(), 200);
}

#[tokio::test]
async fn a_bearer_that_no_call_ever_took_keeps_calls_from_the_cloud_for_a_second() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    refuse_before(&cloud, "applyToken", Arc::new(AtomicUsize::new(usize::MAX)));
    for _ in 0..10 {
        assert_eq!(refused(&apply(&proxy).await), Some("upstream-auth"));
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 2);
    assert_eq!(cloud.seen("applyToken").len(), 2);
}

#[tokio::test]
async fn one_endpoint_that_refuses_the_bearer_fails_no_other() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    refuse_before(
        &cloud,
        "saveSatisfaction",
        Arc::new(AtomicUsize::new(usize::MAX)),
    );
    for _ in 0..5 {
        assert_eq!(refused(&visitor.rate("3").await), Some("upstream-auth"));
        assert_eq!(visitor.chat("hello").await.status(), 200);
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 2, "one more in a second");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    refuse_before(&cloud, "saveSatisfaction", Arc::new(AtomicUsize::new(3)));
    assert_eq!(visitor.rate("3").await.status(), 200);
}

#[tokio::test]
async fn bearers_that_expire_one_after_the_other_keep_no_call_from_the_cloud() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let first = Arc::new(AtomicUsize::new(0));
    refuse_before(&cloud, "send", first.clone());
    for number in 1..=6 {
        assert_eq!(visitor.chat("hello").await.status(), 200);
        first.store(number + 1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 6);
    // None is taken any more: that is no expiry.
    first.store(usize::MAX, Ordering::SeqCst);
    for _ in 0..10 {
        assert_eq!(refused(&visitor.chat("hello").await), Some("upstream-auth"));
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    assert!(cloud.seen("tokenByAkSk").len() <= 8);
}

#[tokio::test]
async fn a_bearer_that_others_take_is_kept_while_no_other_is_to_be_had() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    refuse_before(
        &cloud,
        "saveSatisfaction",
        Arc::new(AtomicUsize::new(usize::MAX)),
    );
    cloud.on("tokenByAkSk", |_| Reply::Text(503, String::new()));
    for _ in 0..3 {
        assert_eq!(refused(&visitor.rate("3").await), Some("upstream-down"));
        assert_eq!(visitor.chat("hello").await.status(), 200);
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 2);
}

#[tokio::test]
async fn one_failed_renewal_keeps_calls_from_the_cloud_for_a_moment_only() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let first = Arc::new(AtomicUsize::new(0));
    refuse_before(&cloud, "send", first.clone());
    assert_eq!(visitor.chat("hello").await.status(), 200);
    first.store(3, Ordering::SeqCst);
    cloud.on("tokenByAkSk", |seen| match seen.count {
        2 => Reply::Text(503, String::new()),
        count => {
            let bearer = format!("bearer-{count}");
            Reply::Json(200, json!({"AccessToken": bearer, "Expires": 600}))
        }
    });
    assert_eq!(refused(&visitor.chat("hello").await), Some("upstream-down"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(visitor.chat("hello").await.status(), 200);
}

#[tokio::test]
async fn a_bearer_that_is_not_to_be_had_is_not_asked_for_again_at_once() {
    for (reply, reason) in [
        (json!({"resultCode": "1001000001"}), "upstream-auth"),
        (json!({"resultCode": "10010000002"}), "upstream-down"),
        (json!("hm"), "upstream-garbage"),
    ] {
        let cloud = Cloud::start().await;
        let proxy = Proxy::start(&cloud.url, &[]).await;
        let visitor = Visitor::new(&proxy).await;
        cloud.on("tokenByAkSk", move |_| Reply::Json(200, reply.clone()));
        refuse_before(&cloud, "send", Arc::new(AtomicUsize::new(usize::MAX)));
        for _ in 0..5 {
            let answer = visitor.chat("hello").await;
            assert_eq!(refused(&answer), Some(reason));
        }
        assert_eq!(cloud.seen("tokenByAkSk").len(), 2, "{reason}");
        assert_eq!(
            cloud.seen("send").len(),
            5,
            "{reason}: none is carried twice"
        );
    }
}

#[tokio::test]
async fn the_bearers_refusal_is_known_under_http_200_too() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |seen| {
        let code = if seen.count == 1 { "1001000001" } else { "0" };
        Reply::Json(200, json!({"retcode": code}))
    });
    assert_eq!(visitor.chat("hello").await.status(), 200);
    assert_eq!(cloud.seen("send").len(), 2);
}

#[tokio::test]
async fn a_refused_token_is_applied_for_again_under_the_same_user_id() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |seen| {
        if seen.header("ccmessaging-token") == "token-1" {
            Reply::Json(401, json!({"resultCode": "401"}))
        } else {
            Reply::Json(200, json!({"resultCode": "0"}))
        }
    });
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let visitor = visitor.clone();
        calls.spawn(async move { visitor.chat("hello").await.status() });
    }
    while let Some(status) = calls.join_next().await {
        assert_eq!(status.unwrap(), 200);
    }
    let applied = cloud.seen("applyToken");
    assert_eq!(applied.len(), 2, "one flight for all who were refused");
    for seen in applied {
        assert_eq!(seen.json()["userId"], visitor.user_id);
    }
}

#[tokio::test]
async fn a_token_that_stays_refused_is_retried_once_and_the_refusal_handed_down() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |_| {
        Reply::Json(401, json!({"resultCode": "9", "strange": true}))
    });
    let answer = visitor.chat("hello").await;
    assert_eq!((answer.status().as_u16(), refused(&answer)), (401, None));
    assert_eq!(
        answer.json::<Value>().await.unwrap(),
        json!({"resultCode": "9", "strange": true})
    );
    assert_eq!(cloud.seen("send").len(), 2);
}

#[tokio::test]
async fn a_401_concerns_the_visitors_token_whatever_its_body_says() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    for (nth, body) in [EXPIRED, r#"{"resultCode":"1001000001"}"#]
        .into_iter()
        .enumerate()
    {
        cloud.on("send", move |seen| {
            if seen.header("ccmessaging-token") == format!("token-{}", nth + 1) {
                Reply::Json(401, serde_json::from_str(body).unwrap())
            } else {
                Reply::Json(200, json!({"resultCode": "0"}))
            }
        });
        assert_eq!(visitor.chat("hello").await.status(), 200, "{body}");
        assert_eq!(cloud.seen("applyToken").len(), nth + 2, "{body}");
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 1);
}

#[tokio::test]
async fn a_token_that_comes_with_its_own_refusal_is_not_kept() {
    for given in ["token-1", "\"token-1\"", "another"] {
        let cloud = Cloud::start().await;
        let proxy = Proxy::start(&cloud.url, &[]).await;
        let visitor = Visitor::new(&proxy).await;
        cloud.on("send", move |seen| {
            if seen.header("ccmessaging-token") == "token-2" {
                Reply::Json(200, json!({"resultCode": "0"}))
            } else {
                Reply::Given(Duration::ZERO, 401, json!({"resultCode": "401"}), given)
            }
        });
        assert_eq!(visitor.chat("hello").await.status(), 200, "{given}");
        assert_eq!(cloud.seen("applyToken").len(), 2, "{given}");
    }
}

#[tokio::test]
async fn a_late_answer_does_not_replace_a_newer_token() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |seen| {
        let done = json!({"resultCode": "0"});
        match seen.count {
            1 => Reply::Given(Duration::from_millis(300), 200, done, "older-token"),
            2 => Reply::Given(Duration::ZERO, 200, done, "newer-token"),
            _ => Reply::Json(200, done),
        }
    });
    let late = visitor.clone();
    let late = tokio::spawn(async move { late.chat("late").await.status() });
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(visitor.chat("soon").await.status(), 200);
    assert_eq!(late.await.unwrap(), 200);
    visitor.chat("after").await;
    assert_eq!(
        cloud.seen("send")[2].header("ccmessaging-token"),
        "newer-token"
    );
}

#[tokio::test]
async fn a_token_that_an_answer_brings_and_repeats_is_withheld() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    for status in [200, 400, 401] {
        cloud.on("send", move |_| {
            let body = json!({"resultCode": "0", "resultDesc": "now brought-token="});
            Reply::Given(Duration::ZERO, status, body, "\"brought-token=\"")
        });
        let answer = visitor.chat("hello").await;
        assert_eq!(answer.status().as_u16(), status);
        let body = answer.text().await.unwrap();
        assert!(body.contains("now") && !body.contains("brought"), "{body}");
    }
}

#[tokio::test]
async fn a_silently_renewed_token_is_followed_and_not_handed_down() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("send", |_| {
        Reply::Renew(json!({"resultCode": 0}), "\"renewed%3D\"".to_owned())
    });
    let answer = visitor.chat("one").await;
    assert!(!answer.headers().contains_key("ccmessaging-token"));
    visitor.chat("two").await;
    assert_eq!(
        cloud.seen("send")[1].header("ccmessaging-token"),
        "renewed%3D"
    );
    assert_eq!(cloud.seen("applyToken").len(), 1);
}

#[tokio::test]
async fn a_refused_apply_token_is_handed_down() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    cloud.on("applyToken", |_| {
        Reply::Json(
            200,
            json!({"resultCode": "1", "resultDesc": "no such channel", "token": "leak"}),
        )
    });
    let answer = reqwest::Client::new()
        .post(format!("{}/apiaccess/ccmessaging/applyToken", proxy.base))
        .json(&json!({"channelId": support::CHANNEL}))
        .send()
        .await
        .unwrap();
    assert_eq!((answer.status().as_u16(), refused(&answer)), (200, None));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(
        body,
        json!({"resultCode": "1", "resultDesc": "no such channel"})
    );
}

#[tokio::test]
async fn a_refused_apply_token_gives_no_token_away_whatever_its_status() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    for (status, code, expected) in [
        (200, "1", 200),
        (200, "1001000002", 429),
        (400, "7", 400),
        (403, "7", 403),
        (429, "1", 429),
        (500, "13", 500),
    ] {
        cloud.on("applyToken", move |_| {
            let words = json!({
                "resultCode": code,
                "resultDesc": "there is leaked-token already",
                "token": "\"leaked-token\"",
                "data": {"token": "leaked-token"},
            });
            Reply::Json(status, words)
        });
        let answer = apply(&proxy).await;
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (expected, None)
        );
        let body: Value = answer.json().await.unwrap();
        assert_eq!(
            body,
            json!({"resultCode": code, "resultDesc": "there is [withheld] already"})
        );
    }
}

#[tokio::test]
async fn a_token_beside_a_refused_apply_token_is_withheld_and_beside_a_granted_one_no_harm() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    cloud.on("applyToken", |_| {
        let body = json!({"resultCode": "1", "resultDesc": "there is leaked-token already"});
        Reply::Given(Duration::ZERO, 200, body, "leaked-token")
    });
    let body = apply(&proxy).await.text().await.unwrap();
    assert!(
        body.contains("already") && !body.contains("leaked"),
        "{body}"
    );

    cloud.on("applyToken", |_| {
        let body = json!({"resultCode": "0", "token": "\"granted-token\""});
        Reply::Given(Duration::ZERO, 200, body, "\"granted-token\"")
    });
    let visitor = Visitor::new(&proxy).await;
    visitor.chat("hello").await;
    let sent = &cloud.seen("send")[0];
    assert_eq!(sent.header("ccmessaging-token"), "granted-token");
}

#[tokio::test]
async fn the_language_follows_locale_and_browser() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let apply = |body: Value, accepted: &'static str| {
        reqwest::Client::new()
            .post(format!("{}/apiaccess/ccmessaging/applyToken", proxy.base))
            .header("accept-language", accepted)
            .json(&body)
            .send()
    };
    apply(json!({"channelId": support::CHANNEL, "locale": "zh"}), "en")
        .await
        .unwrap();
    apply(json!({"channelId": support::CHANNEL}), "zh-CN,en;q=0.5")
        .await
        .unwrap();
    apply(
        json!({"channelId": support::CHANNEL, "locale": "pt_BR"}),
        "zh",
    )
    .await
    .unwrap();
    let seen = cloud.seen("applyToken");
    let languages: Vec<_> = seen
        .iter()
        .map(|seen| seen.header("accept-language"))
        .collect();
    assert_eq!(languages, ["zh_CN", "zh_CN", "en_US"]);
    assert_eq!(seen[0].json()["locale"], "zh_CN");
    assert_eq!(seen[2].json()["userName"], "Visitor");
}

#[tokio::test]
async fn paths_follow_the_configuration() {
    let cloud = Cloud::start().await;
    let flags = [
        "--token-path=/oauth/tokenByAkSk",
        "--api-prefix=/ccmessaging/v1/",
        "--path=send=/elsewhere/send",
    ];
    let proxy = Proxy::start(&cloud.url, &flags).await;
    let visitor = Visitor::connected(&proxy).await;
    visitor.queue().await;
    for (call, path) in [
        ("tokenByAkSk", "/oauth/tokenByAkSk"),
        ("applyToken", "/ccmessaging/v1/applyToken"),
        ("queryQueueInfo", "/ccmessaging/v1/queryQueueInfo"),
        ("send", "/elsewhere/send"),
    ] {
        assert_eq!(cloud.seen(call)[0].path, path);
    }
}

#[tokio::test]
async fn header_names_go_up_in_title_case_where_the_gateway_wants_it() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let proxy = Proxy::start(&url, &["--title-case-headers"]).await;
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 4096];
        let length = stream.read(&mut heard).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 503 -\r\ncontent-length: 0\r\n\r\n")
            .await
            .unwrap();
        String::from_utf8(heard[..length].to_vec()).unwrap()
    });
    let answer = reqwest::Client::new()
        .post(format!("{}/apiaccess/ccmessaging/applyToken", proxy.base))
        .json(&json!({"channelId": support::CHANNEL}))
        .send()
        .await
        .unwrap();
    assert_eq!(refused(&answer), Some("upstream-down"));
    let heard = heard.await.unwrap();
    assert!(
        heard.contains("X-App-Key: ") && heard.contains("X-Token-Expire: "),
        "{heard}"
    );
}
