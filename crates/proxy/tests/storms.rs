//! A thousand refusals at once cost one renewal, and whose refusal it is stays clear.
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
use support::cloud::{Cloud, Reply, Seen};
use support::visitor::{API, Visitor, refused};
use support::{Proxy, config, http};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const CALLS: usize = 1000;
const EXPIRED: &str =
    r#"{"errorCode":"0","exceptionInfo":"auth fail! illegal or expired token info."}"#;

/// A proxy that waits as long as a storm may take on a busy machine.
async fn patient(cloud: &Cloud) -> Proxy {
    let mut config = config(&cloud.url, &[]);
    config.upstream.timeouts.command = Duration::from_secs(60);
    config.upstream.timeouts.token = Duration::from_secs(60);
    config.upstream.timeouts.connect = Duration::from_secs(60);
    Proxy::start_with(config).await
}

/// A cloud that refuses `send` to whoever carries an old thing, but not before all calls are there:
/// none of them finds it replaced already.
fn refuse_all_at_once(
    cloud: &Cloud,
    is_old: impl Fn(&Seen) -> bool + Send + Sync + 'static,
    status: u16,
    body: &'static str,
) -> Arc<AtomicUsize> {
    let refusals = Arc::new(AtomicUsize::new(0));
    let all = Arc::new(Barrier::new(CALLS));
    let counted = refusals.clone();
    cloud.on("send", move |seen| {
        if is_old(seen) {
            counted.fetch_add(1, Ordering::Relaxed);
            return Reply::Together(all.clone(), status, serde_json::from_str(body).unwrap());
        }
        Reply::Json(200, json!({"resultCode": "0"}))
    });
    refusals
}

async fn all_succeed(mut calls: JoinSet<u16>) {
    let mut done = 0;
    while let Some(status) = calls.join_next().await {
        assert_eq!(status.unwrap(), 200);
        done += 1;
    }
    assert_eq!(done, CALLS);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_calls_of_many_visitors_that_find_the_bearer_refused_fetch_one() {
    let cloud = Cloud::start().await;
    let proxy = patient(&cloud).await;
    let mut visitors = Vec::new();
    for _ in 0..100 {
        visitors.push(Visitor::new(&proxy).await);
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 1);
    let old = |seen: &Seen| seen.header("authorization") == "Bearer bearer-1";
    let refusals = refuse_all_at_once(&cloud, old, 403, EXPIRED);

    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        let visitor = visitors[number % visitors.len()].clone();
        calls.spawn(async move { visitor.chat("hello").await.status().as_u16() });
    }
    all_succeed(calls).await;
    assert_eq!(refusals.load(Ordering::Relaxed), CALLS);
    assert_eq!(cloud.seen("tokenByAkSk").len(), 2, "one more");
    assert_eq!(cloud.seen("send").len(), 2 * CALLS);
    assert_eq!(cloud.seen("applyToken").len(), visitors.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_calls_of_one_visitor_that_find_the_token_refused_apply_for_one() {
    let cloud = Cloud::start().await;
    let proxy = patient(&cloud).await;
    let visitor = Visitor::new(&proxy).await;
    let old = |seen: &Seen| seen.header("ccmessaging-token") == "token-1";
    let refusals = refuse_all_at_once(&cloud, old, 401, r#"{"resultCode":"401"}"#);

    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let visitor = visitor.clone();
        calls.spawn(async move { visitor.chat("hello").await.status().as_u16() });
    }
    all_succeed(calls).await;
    assert_eq!(refusals.load(Ordering::Relaxed), CALLS);
    let applied = cloud.seen("applyToken");
    assert_eq!(applied.len(), 2, "one more");
    let user_id = |nth: usize| applied[nth].json()["userId"].clone();
    assert_eq!(user_id(0), user_id(1));
    assert_eq!(cloud.seen("send").len(), 2 * CALLS);
    assert_eq!(cloud.seen("tokenByAkSk").len(), 1);
}

#[tokio::test]
async fn a_seal_that_the_proxy_refuses_renews_nothing_and_reaches_nobody() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let before = cloud.all_seen();
    let mut broken = visitor.seal.clone();
    let last = broken.pop().unwrap();
    broken.push(if last == 'A' { 'B' } else { 'A' });
    for (seal, reason) in [
        (None, "seal-missing"),
        (Some(broken.as_str()), "seal-invalid"),
        (Some("token-1"), "seal-invalid"),
        (Some(""), "seal-invalid"),
    ] {
        for call in [
            "send",
            "queryQueueInfo",
            "saveSatisfaction",
            "doLeaveMessage",
        ] {
            let url = format!("{}{API}/{call}", proxy.base);
            let mut request = http().post(url).json(&json!({}));
            if let Some(seal) = seal {
                request = request.header("ccmessaging-token", seal);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 401, "{call}");
            assert_eq!(refused(&answer), Some(reason), "{call}");
        }
    }
    assert_eq!(
        cloud.all_seen(),
        before,
        "a refusal of our own reached the cloud"
    );
    // The token that the cloud gave is still the one that is used.
    assert_eq!(visitor.chat("hello").await.status(), 200);
    assert_eq!(cloud.seen("send")[0].header("ccmessaging-token"), "token-1");
    assert_eq!(cloud.seen("applyToken").len(), 1);
}

#[tokio::test]
async fn a_401_of_the_clouds_never_looks_like_one_of_the_proxys() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--click-to-call=audio"]).await;
    let visitor = Visitor::new(&proxy).await;
    let posts = [
        ("send", json!({"controlType": "CHAT", "content": "a"})),
        ("queryQueueInfo", json!({})),
        ("getsatisfactionsurveymode", json!({})),
        ("saveSatisfaction", json!({"evaluation": "5"})),
        (
            "uploadFileStream",
            json!({"fileType": "txt", "fileStream": "YQ=="}),
        ),
        ("queryPhraseByKeyword", json!({"strContent": "a"})),
        (
            "v1/robot/feedbacksatisfaction",
            json!({"feedback": 1, "interIdx": "7"}),
        ),
        (
            "queryHistoryChatMessage",
            json!({"startTime": "0", "limit": 10}),
        ),
        (
            "doLeaveMessage",
            json!({"caller": "1380", "leaveMessage": "Call me."}),
        ),
        ("v1/createClickToCall", json!({"mediaAbility": "0"})),
        ("v1/dropClickToCall", json!({})),
    ];
    let gets = ["v1/checkClickToCallSupport", "v1/getClickToCallEvents"];
    let requests = posts
        .into_iter()
        .map(|(call, body)| (call, visitor.sealed(call, body)))
        .chain(gets.into_iter().map(|call| (call, visitor.looking(call))));
    for (call, request) in requests {
        let name = call.rsplit('/').next().unwrap();
        // As the cloud might word it, and as the proxy itself would.
        let words = json!({"resultCode": "frontdesk-seal-expired", "resultDesc": "seal-expired"});
        cloud.on(name, move |_| {
            let header = ("frontdesk-refused", "seal-expired".to_owned());
            Reply::Headers(401, words.clone(), vec![header])
        });
        let answer = request.send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (401, None),
            "{call}"
        );
        assert!(
            !answer.headers().contains_key("ccmessaging-token"),
            "{call}"
        );
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["resultDesc"], "seal-expired", "{call}");
        // Once with a new token, and no more; and the Bearer has nothing to do with it.
        assert_eq!(cloud.seen(name).len(), 2, "{call}");
    }
    assert_eq!(cloud.seen("tokenByAkSk").len(), 1);
}
