//! How often one may call: each limit, reached.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use frontdesk_proxy::table::{ROUTES, Rate, Who};
use reqwest::{RequestBuilder, Response};
use serde_json::json;
use support::cloud::Cloud;
use support::program::{output, stderr};
use support::visitor::{API, Visitor, refused};
use support::{CHANNEL, Proxy, SHOP, http};

async fn limited(flags: &[&str]) -> (Cloud, Proxy) {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, flags).await;
    (cloud, proxy)
}

fn applying(proxy: &Proxy) -> RequestBuilder {
    let url = format!("{}{API}/applyToken", proxy.base);
    http().post(url).json(&json!({"channelId": CHANNEL}))
}

/// The status of a newcomer's call that came along this way.
async fn by_way_of(proxy: &Proxy, forwarded: &str) -> u16 {
    let request = applying(proxy).header("x-forwarded-for", forwarded);
    request.send().await.unwrap().status().as_u16()
}

/// It is over a limit, and says that there is room again within these seconds.
fn is_over(answer: &Response, seconds: std::ops::RangeInclusive<u32>) {
    let found = (answer.status().as_u16(), refused(answer));
    assert_eq!(found, (429, Some("limit")));
    let after = answer.headers()["retry-after"].to_str().unwrap();
    assert!(seconds.contains(&after.parse().unwrap()), "{after}");
}

#[tokio::test]
async fn new_visitors_from_one_address_are_limited_and_old_ones_are_not_new() {
    let (cloud, proxy) = limited(&["--limit-new-visitors=3/h"]).await;
    let visitor = Visitor::new(&proxy).await;
    for _ in 0..2 {
        assert_eq!(applying(&proxy).send().await.unwrap().status(), 200);
    }
    let applied = cloud.seen("applyToken").len();
    let over = applying(&proxy)
        .header("origin", SHOP)
        .send()
        .await
        .unwrap();
    is_over(&over, 1190..=1200);
    assert_eq!(over.headers()["access-control-allow-origin"], SHOP);
    assert_eq!(cloud.seen("applyToken").len(), applied);

    // One who comes back is no new visitor; who brings something that looks like a seal is one.
    let again = visitor.apply(json!({"channelId": CHANNEL})).await;
    assert_eq!(again.status(), 200);
    let forged = applying(&proxy).header("ccmessaging-token", "AQ".repeat(60));
    is_over(&forged.send().await.unwrap(), 1190..=1200);
    // Nor is one who goes on.
    assert_eq!(visitor.chat("hello").await.status(), 200);
}

#[tokio::test]
async fn a_forged_way_does_not_make_another_address() {
    let (_cloud, proxy) = limited(&["--limit-new-visitors=2/h"]).await;
    let came = [
        by_way_of(&proxy, "1.1.1.1").await,
        by_way_of(&proxy, "2.2.2.2").await,
        by_way_of(&proxy, "3.3.3.3").await,
    ];
    assert_eq!(came, [200, 200, 429]);
}

#[tokio::test]
async fn behind_our_own_proxy_the_hop_that_it_wrote_counts_and_no_other() {
    let flags = ["--limit-new-visitors=2/h", "--trusted-proxies=1"];
    let (_cloud, proxy) = limited(&flags).await;
    for (forwarded, expected) in [
        ("1.1.1.1", 200),
        ("9.9.9.9, 1.1.1.1", 200),
        ("8.8.8.8, 1.1.1.1", 429),
        ("1.1.1.1, 2.2.2.2", 200),
        ("2001:db8::1", 200),
        ("2001:db8::2", 200),
        ("2001:db8::3", 429),
        ("2001:db8:0:1::3", 200),
    ] {
        assert_eq!(by_way_of(&proxy, forwarded).await, expected, "{forwarded}");
    }
}

#[tokio::test]
async fn calls_of_one_visitor_are_limited_and_others_are_not_kept_waiting() {
    let flags = ["--limit-calls-visitor=60/min burst 5"];
    let (cloud, proxy) = limited(&flags).await;
    let (eager, other) = (Visitor::new(&proxy).await, Visitor::new(&proxy).await);
    let mut over = None;
    for _ in 0..20 {
        let answer = eager.queue().await;
        if answer.status() != 200 {
            over = Some(answer);
            break;
        }
    }
    is_over(&over.unwrap(), 1..=1);
    let carried = cloud.seen("queryQueueInfo").len();
    assert!((5..=8).contains(&carried), "{carried}");
    // Streams and polls are calls as well.
    let stream = http()
        .get(format!("{}/frontdesk/stream", proxy.base))
        .header("ccmessaging-token", &eager.seal);
    let answers = [stream.send().await, eager.polling("").send().await];
    assert!(
        answers
            .iter()
            .any(|answer| answer.as_ref().unwrap().status() == 429)
    );
    assert_eq!(other.queue().await.status(), 200);

    // After as long as was said there is room again.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    assert_eq!(eager.queue().await.status(), 200);
}

#[tokio::test]
async fn calls_from_one_address_are_limited_whoever_makes_them() {
    let flags = ["--limit-calls-address=10/h burst 10"];
    let (_cloud, proxy) = limited(&flags).await;
    let visitor = Visitor::new(&proxy).await;
    for _ in 0..9 {
        // One without a seal is refused for that, and counts.
        let answer = http().get(format!("{}{API}/poll", proxy.base)).send();
        assert_eq!(answer.await.unwrap().status(), 401);
    }
    is_over(&visitor.queue().await, 350..=360);
    is_over(&applying(&proxy).send().await.unwrap(), 350..=360);
    // Files that lie ready are not counted.
    let loader = http().get(format!("{}/frontdesk.js", proxy.base));
    assert_ne!(loader.send().await.unwrap().status(), 429);
}

#[tokio::test]
async fn files_of_one_visitor_are_limited() {
    let (cloud, proxy) = limited(&["--limit-uploads=2/h"]).await;
    let visitor = Visitor::new(&proxy).await;
    let body = json!({"fileType": "txt", "fileStream": STANDARD.encode("x")});
    let send = async || {
        let request = visitor.sealed("uploadFileStream", body.clone());
        request.send().await.unwrap()
    };
    for _ in 0..2 {
        assert_eq!(send().await.status(), 200);
    }
    is_over(&send().await, 1790..=1800);
    assert_eq!(cloud.seen("uploadFileStream").len(), 2);
    assert_eq!(visitor.queue().await.status(), 200);
}

#[test]
fn every_route_that_carries_something_is_counted() {
    for route in ROUTES {
        let counted = match route.who {
            Who::Visitor => matches!(route.rate, Rate::Call | Rate::Upload | Rate::Stream),
            Who::Page => route.rate == Rate::NewVisitor,
            Who::Cloud => route.rate == Rate::Push,
            Who::World => route.rate == Rate::File,
            Who::Demo => route.rate == Rate::None,
        };
        assert!(counted, "{}: {:?}", route.name, route.rate);
    }
}

#[test]
fn every_rate_that_is_none_is_told() {
    let flags = [
        "--check-config",
        "--limit-new-visitors=many",
        "--limit-calls-visitor=20/s/address",
        "--limit-calls-address=0/s",
        "--limit-uploads=60",
        "--trusted-proxies=all",
    ];
    let output = output(&flags);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    for flag in flags.iter().skip(1) {
        let flag = flag.split('=').next().unwrap();
        assert!(told.contains(flag), "{flag} is not in\n{told}");
    }
}
