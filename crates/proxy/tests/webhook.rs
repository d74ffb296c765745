//! The webhook: what is taken for the cloud's, what is acknowledged, and what is kept of it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::Duration;

use frontdesk_protocol::push::PUSH_PATH;
use reqwest::Response;
use serde_json::{Value, json};
use support::cloud::Cloud;
use support::push::{ACCESS_KEY, KEY, SIGNATURE, authorization, line, now, push, request};
use support::visitor::{Visitor, messages, refused, texts};
use support::{APP_KEY, CHANNEL, OTHER_CHANNEL, Proxy, SHOP, config, http};

async fn desk(flags: &[&str]) -> (Cloud, Proxy) {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[&SIGNATURE[..], flags].concat()).await;
    (cloud, proxy)
}

async fn is_acknowledged(answer: Response) {
    assert_eq!(answer.status(), 200, "{:?}", refused(&answer));
    let body = answer.text().await.unwrap();
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body, json!({"resultCode": "0", "resultDesc": "success."}));
}

async fn is_refused(answer: Response, status: u16, reason: &str) -> String {
    assert_eq!(
        (answer.status().as_u16(), refused(&answer)),
        (status, Some(reason))
    );
    answer.text().await.unwrap()
}

async fn metrics(proxy: &Proxy) -> String {
    let answer = http().get(format!("{}/metrics", proxy.admin)).send();
    answer.await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_waiting_reader_is_given_what_is_pushed_at_once() {
    let (_cloud, proxy) = desk(&[]).await;
    let visitor = Visitor::new(&proxy).await;
    let waiting = visitor.clone();
    let waiting = tokio::spawn(async move { waiting.poll_once("?cursor=").await });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let start = std::time::Instant::now();
    let lines = ["one", "two"].map(|text| line(CHANNEL, &visitor.user_id, text, text));
    is_acknowledged(push(&proxy.base, &lines).await).await;
    assert_eq!(texts(&waiting.await.unwrap()), ["one", "two"]);
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[tokio::test]
async fn whatever_is_wrong_with_a_signature_is_401_and_not_told() {
    let (_cloud, proxy) = desk(&[]).await;
    let visitor = Visitor::new(&proxy).await;
    let messages = [line(CHANNEL, &visitor.user_id, "c1", "one")];
    let body = json!({ "messages": messages }).to_string();
    let at = now();
    let good = authorization(KEY, ACCESS_KEY, &body, at);
    let other_key = KEY.replace('0', "1");
    let (start, _) = good.rsplit_once('/').unwrap();
    let mut told = Vec::new();
    for (authorization, body) in [
        (authorization(&other_key, ACCESS_KEY, &body, at), &body),
        (authorization(KEY, "another", &body, at), &body),
        (authorization(KEY, ACCESS_KEY, &body, at - 301_000), &body),
        (authorization(KEY, ACCESS_KEY, &body, at + 330_000), &body),
        (good.clone(), &body.replace("one", "two")),
        (good.to_uppercase(), &body),
        (start.to_owned(), &body),
        (format!("{start}/"), &body),
        (format!("Bearer {KEY}"), &body),
        (String::new(), &body),
    ] {
        let answer = request(&proxy.base, &authorization, body).send().await;
        told.push(is_refused(answer.unwrap(), 401, "push-auth").await);
    }
    let with_query = http()
        .post(format!("{}{PUSH_PATH}?a=1", proxy.base))
        .header("authorization", &good)
        .body(body.clone());
    told.push(is_refused(with_query.send().await.unwrap(), 401, "push-auth").await);
    let without = http().post(format!("{}{PUSH_PATH}", proxy.base)).body("{}");
    told.push(is_refused(without.send().await.unwrap(), 401, "push-auth").await);
    told.dedup();
    assert_eq!(told.len(), 1, "every refusal says the same: {told:?}");

    // Nothing of it was kept, and the good one is still good.
    let answer = request(&proxy.base, &good, &body).send().await.unwrap();
    is_acknowledged(answer).await;
    assert_eq!(texts(&visitor.poll_once("?cursor=").await), ["one"]);
    let metrics = metrics(&proxy).await;
    assert!(metrics.contains(r#"frontdesk_pushes_total{outcome="push-auth"}"#));
    assert!(metrics.contains(r#"frontdesk_pushes_total{outcome="taken"}"#));
}

#[tokio::test]
async fn the_known_signatures_are_taken() {
    let body = r#"{"timestamp":1625898453913,"messages":[]}"#;
    for (public, header) in [
        (
            "https://chat.example.com/webhooks/v1/messages",
            "auth-v2/testAK/2021-07-10T06:27:33Z/host/\
             d76aea4e258721e4a6b38f799ddd2ce4f527d2928a5846e0d6014a1d94a4e7d4",
        ),
        (
            "https://chat.example.com:8443/webhooks/v1/messages",
            "auth-v2/testAK/2021-07-10T06:27:33.913Z/content-length;content-type;host/\
             d7d40dd3badfac88686dc6b27ad8db95f8a938b83384e0c665df3eafed89bbab",
        ),
    ] {
        let cloud = Cloud::start().await;
        let flags = [
            "--push-auth=signature",
            "--push-key",
            KEY,
            "--push-public-url",
            public,
        ];
        let proxy = Proxy::start(&cloud.url, &flags).await;
        let send = async |base: &str| {
            let request = http()
                .post(format!("{base}{PUSH_PATH}"))
                .header("authorization", header)
                .header("content-type", "application/json;charset=UTF-8")
                .body(body);
            request.send().await.unwrap()
        };
        is_refused(send(&proxy.base).await, 401, "push-auth").await;

        let mut config = config(&cloud.url, &flags);
        config.push.as_mut().unwrap().window = Duration::from_secs(20 * 365 * 86_400);
        let proxy = Proxy::start_with(config).await;
        is_acknowledged(send(&proxy.base).await).await;
    }
}

#[tokio::test]
async fn a_replay_gets_the_first_answer_and_is_kept_once() {
    let (_cloud, proxy) = desk(&[]).await;
    let visitor = Visitor::new(&proxy).await;
    // Neither code nor time: nothing but the signature tells it from the same words said again.
    let message =
        json!({"from": CHANNEL, "to": visitor.user_id, "content": "wait", "sourceType": "SYSTEM"});
    let body = json!({ "messages": [message] }).to_string();
    let at = now();
    let header = authorization(KEY, ACCESS_KEY, &body, at);
    let mut pushes = tokio::task::JoinSet::new();
    for _ in 0..8 {
        pushes.spawn(request(&proxy.base, &header, &body).send());
    }
    while let Some(answer) = pushes.join_next().await {
        is_acknowledged(answer.unwrap().unwrap()).await;
    }
    assert_eq!(texts(&visitor.poll_once("?cursor=").await), ["wait"]);
    assert!(
        metrics(&proxy)
            .await
            .contains(r#"frontdesk_pushes_total{outcome="replayed"}"#)
    );

    // Signed anew it is said again.
    let header = authorization(KEY, ACCESS_KEY, &body, at + 1);
    is_acknowledged(request(&proxy.base, &header, &body).send().await.unwrap()).await;
    let heard = texts(&visitor.poll_once("?cursor=").await);
    assert_eq!(heard, ["wait", "wait"]);
}

#[tokio::test]
async fn the_bearer_mode_wants_the_whole_header_and_the_own_app_key() {
    let cloud = Cloud::start().await;
    let flags = ["--push-auth=bearer", "--push-key=token/of+the=tenant"];
    let proxy = Proxy::start(&cloud.url, &flags).await;
    let visitor = Visitor::new(&proxy).await;
    let body = json!({"messages": [line(CHANNEL, &visitor.user_id, "c1", "one")]}).to_string();
    let good = "Bearer token/of+the=tenant";
    for (authorization, app_key) in [
        ("Bearer token/of+the=tenan", APP_KEY),
        ("Bearer token/of+the=tenants", APP_KEY),
        ("bearer token/of+the=tenant", APP_KEY),
        ("token/of+the=tenant", APP_KEY),
        ("Bearer ", APP_KEY),
        (good, "another"),
        (good, ""),
    ] {
        let request = request(&proxy.base, authorization, &body).header("x-app-key", app_key);
        is_refused(request.send().await.unwrap(), 401, "push-auth").await;
    }
    let without = request(&proxy.base, good, &body).send().await.unwrap();
    is_refused(without, 401, "push-auth").await;
    let signed = authorization(KEY, ACCESS_KEY, &body, now());
    let signed = request(&proxy.base, &signed, &body).header("x-app-key", APP_KEY);
    is_refused(signed.send().await.unwrap(), 401, "push-auth").await;

    for _ in 0..2 {
        let request = request(&proxy.base, good, &body).header("x-app-key", APP_KEY);
        is_acknowledged(request.send().await.unwrap()).await;
    }
    assert_eq!(texts(&visitor.poll_once("?cursor=").await), ["one"]);
}

#[tokio::test]
async fn messages_for_others_are_acknowledged_and_counted() {
    let (_cloud, proxy) = desk(&[]).await;
    let visitor = Visitor::new(&proxy).await;
    let strange = [
        line("1", &visitor.user_id, "c1", "another channel"),
        line(OTHER_CHANNEL, &visitor.user_id, "c2", "another visitor"),
        line(CHANNEL, "+49 170 1234567", "c3", "a telephone"),
        line(CHANNEL, &visitor.user_id, "c4", "one"),
        json!(7),
    ];
    is_acknowledged(push(&proxy.base, &strange).await).await;
    assert_eq!(texts(&visitor.poll_once("?cursor=").await), ["one"]);
    let metrics = metrics(&proxy).await;
    for outcome in ["stored", "other-channel", "no-visitor", "not-understood"] {
        let line = format!(r#"frontdesk_pushed_messages_total{{outcome="{outcome}"}}"#);
        assert!(metrics.contains(&line), "{line} is not in\n{metrics}");
    }
    assert!(!metrics.contains("1234567"));
}

#[tokio::test]
async fn what_is_no_push_is_refused_in_words_and_another_may_follow() {
    let (_cloud, proxy) = desk(&["--limit-body-bytes=1KiB"]).await;
    let visitor = Visitor::new(&proxy).await;
    for body in ["", "secret", "[]", r#"{"messages": [{"content": "secret"#] {
        for _ in 0..2 {
            let header = authorization(KEY, ACCESS_KEY, body, now());
            let answer = request(&proxy.base, &header, body).send().await.unwrap();
            let told = is_refused(answer, 400, "invalid").await;
            assert!(told.contains("line") && !told.contains("secret"), "{told}");
        }
    }
    // The limit is the webhook's own.
    let long = line(CHANNEL, &visitor.user_id, "c1", &"x".repeat(900 * 1024));
    is_acknowledged(push(&proxy.base, &[long]).await).await;
    let longer = line(CHANNEL, &visitor.user_id, "c2", &"x".repeat(1024 * 1024));
    is_refused(push(&proxy.base, &[longer]).await, 413, "too-large").await;
    let heard = visitor.poll_once("?cursor=").await;
    assert_eq!(messages(&heard).len(), 1);
}

#[tokio::test]
async fn pages_are_told_nothing_and_without_a_key_there_is_no_webhook() {
    let (cloud, proxy) = desk(&[]).await;
    for method in [reqwest::Method::OPTIONS, reqwest::Method::GET] {
        let asked = http()
            .request(method, format!("{}{PUSH_PATH}", proxy.base))
            .header("origin", SHOP)
            .send()
            .await
            .unwrap();
        assert!(!asked.headers().contains_key("access-control-allow-origin"));
        is_refused(asked, 405, "method").await;
    }
    let proxy = Proxy::start(&cloud.url, &[]).await;
    is_refused(push(&proxy.base, &[]).await, 404, "route").await;
}
