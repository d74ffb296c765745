//! Every public route, what is refused in front of it, and how a refusal looks.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use frontdesk_protocol::Method;
use frontdesk_proxy::table::{Place, ROUTES, Who};
use reqwest::StatusCode;
use serde_json::{Value, json};
use support::cloud::Cloud;
use support::visitor::{API, Visitor, refused};
use support::{Proxy, SHOP, http};

#[tokio::test]
async fn every_route_answers_what_its_row_says() {
    let cloud = Cloud::start().await;
    let empty = tempfile::tempdir().unwrap();
    let folder = empty.path().to_str().unwrap();
    let proxy = Proxy::start(&cloud.url, &["--static-dir", folder]).await;
    for route in ROUTES {
        let url = format!("{}{}", proxy.base, route.path().replace("{name}", "x-1.js"));
        let (right, wrong) = match route.method {
            Method::Get => (http().get(&url), http().post(&url).json(&json!({}))),
            Method::Post => (http().post(&url).json(&json!({})), http().get(&url)),
        };
        let answer = right.send().await.unwrap();
        let expected = match (route.who, route.place) {
            (Who::Visitor, _) => (401, "seal-missing"),
            // An empty body names no channel.
            (Who::Page, _) => (400, "invalid"),
            // It is made of the table.
            (Who::World, Place::Root("/frontdesk/openapi.json")) => (200, ""),
            // Nothing is built, and this is no demonstration.
            (Who::World | Who::Demo, _) => (404, "route"),
            // No key for pushes is configured.
            (Who::Cloud, _) => (404, "route"),
        };
        let got = (
            answer.status().as_u16(),
            refused(&answer).unwrap_or_default(),
        );
        assert_eq!(got, expected, "{}", route.name);

        let answer = wrong.send().await.unwrap();
        let absent = matches!(route.who, Who::Demo | Who::Cloud);
        let expected = if absent { 404 } else { 405 };
        assert_eq!(answer.status(), expected, "{}", route.name);

        if let (Method::Post, Place::Api(_)) = (route.method, route.place) {
            for kind in [
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonp",
            ] {
                let visitor = Visitor::new(&proxy).await;
                let answer = http()
                    .post(&url)
                    .header("content-type", kind)
                    .header("ccmessaging-token", &visitor.seal)
                    .body("{}")
                    .send()
                    .await
                    .unwrap();
                assert_eq!(
                    (answer.status().as_u16(), refused(&answer)),
                    (415, Some("content-type"))
                );
            }
        }
    }
}

#[tokio::test]
async fn everything_else_is_404_and_reaches_nobody() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    for path in [
        "/",
        "/livez",
        "/metrics",
        "/apigovernance/api/oauth/tokenByAkSk",
        "/apiaccess/ccmessaging/v1/mobileagent/createcall",
        "/apiaccess/ccmessaging/sendAsync",
        "/apiaccess/ccmessaging/send/",
        "/apiaccess/ccmessaging//send",
        "/apiaccess/ccmessaging/SEND",
        "/agentgateway/resource/mediacall/101/sendmessage",
        "/assets/%2e%2e%2fCargo.toml",
        "/assets/a/b.js",
    ] {
        let answer = http()
            .post(format!("{}{path}", proxy.base))
            .json(&json!({}))
            .send()
            .await
            .unwrap();
        assert!(
            matches!(answer.status().as_u16(), 404 | 405),
            "{path}: {}",
            answer.status()
        );
        assert!(refused(&answer).is_some(), "{path}");
    }
    assert_eq!(cloud.all_seen(), 0);
}

#[tokio::test]
async fn refusals_say_why_in_header_and_words_and_are_hardened() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let answer = http()
        .get(format!("{}{API}/poll", proxy.base))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    let headers = answer.headers().clone();
    assert_eq!(headers["frontdesk-refused"], "seal-missing");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert_eq!(headers["cache-control"], "no-store");
    assert!(
        headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("frame-ancestors 'none'")
    );
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["resultCode"], "frontdesk-seal-missing");
    assert!(!body["resultDesc"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_head_request_takes_nothing_from_a_reader() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let head = http()
        .head(format!("{}{API}/poll", proxy.base))
        .header("ccmessaging-token", &visitor.seal)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (head.status().as_u16(), refused(&head)),
        (405, Some("method"))
    );
    assert!(cloud.seen("poll").is_empty());
}

#[tokio::test]
async fn preflights_and_answers_carry_what_a_browser_needs() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let url = format!("{}{API}/send", proxy.base);
    let preflight = http()
        .request(reqwest::Method::OPTIONS, &url)
        .header("origin", SHOP)
        .header("access-control-request-method", "POST")
        .send()
        .await
        .unwrap();
    assert_eq!(preflight.status(), 204);
    let headers = preflight.headers();
    assert_eq!(headers["access-control-allow-origin"], SHOP);
    assert_eq!(
        headers["access-control-allow-headers"],
        "content-type, ccmessaging-token, last-event-id, idempotency-key, frontdesk-epoch"
    );
    assert!(
        headers["access-control-allow-methods"]
            .to_str()
            .unwrap()
            .contains("POST")
    );
    assert!(headers.contains_key("access-control-max-age"));
    assert!(!headers.contains_key("access-control-allow-credentials"));

    for request in [
        http().post(&url).json(&json!({})),
        http().get(&url),
        http().get(format!("{}/nowhere", proxy.base)),
        http()
            .post(format!("{}{API}/applyToken", proxy.base))
            .body("x"),
    ] {
        let answer = request.header("origin", SHOP).send().await.unwrap();
        assert!(refused(&answer).is_some());
        let headers = answer.headers();
        assert_eq!(headers["access-control-allow-origin"], SHOP);
        assert_eq!(
            headers["access-control-expose-headers"],
            "ccmessaging-token, frontdesk-refused, retry-after"
        );
        let vary: Vec<_> = headers
            .get_all("vary")
            .iter()
            .map(|v| v.to_str().unwrap())
            .collect();
        assert!(vary.join(",").contains("origin"));
    }
}

#[tokio::test]
async fn foreign_origins_are_refused_in_words_before_the_cloud_is_called() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(
        &cloud.url,
        &[
            "--allow-origin=https://*.example.org",
            "--public-url=https://desk.example.net",
        ],
    )
    .await;
    let apply = |origin: &str| {
        http()
            .post(format!("{}{API}/applyToken", proxy.base))
            .json(&json!({"channelId": support::CHANNEL}))
            .header("origin", origin)
            .send()
    };
    for origin in [
        "https://evil.test",
        "null",
        "https://shop.example.com.evil.test",
        "http://shop.example.com",
        "",
    ] {
        let answer = apply(origin).await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), refused(&answer)),
            (403, Some("origin")),
            "{origin}"
        );
        assert_eq!(answer.headers()["access-control-allow-origin"], origin);
        let preflight = http()
            .request(
                reqwest::Method::OPTIONS,
                format!("{}{API}/applyToken", proxy.base),
            )
            .header("origin", origin)
            .send()
            .await
            .unwrap();
        assert_eq!(preflight.status(), 204, "so that the refusal can be read");
    }
    assert_eq!(cloud.all_seen(), 0);
    let own = proxy.base.clone();
    for origin in [
        SHOP,
        "https://a.example.org",
        "https://desk.example.net",
        &own,
    ] {
        assert_eq!(apply(origin).await.unwrap().status(), 200, "{origin}");
    }
}

#[tokio::test]
async fn the_admin_listener_tells_life_readiness_and_counts() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    assert_eq!(visitor.chat("").await.status(), 400);
    let text = async |path: &str| {
        http()
            .get(format!("{}{path}", proxy.admin))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    assert_eq!(text("/livez").await, "alive\n");
    assert_eq!(text("/readyz").await, "ready\n");
    let metrics = text("/metrics").await;
    for line in [
        r#"frontdesk_requests_total{route="applyToken",status="200"}"#,
        r#"frontdesk_refusals_total{reason="invalid"}"#,
        r#"frontdesk_upstream_calls_total{endpoint="applyToken",outcome="answered"}"#,
        r#"frontdesk_bearer_renewals_total{outcome="renewed"}"#,
        r#"frontdesk_request_seconds_bucket{route="applyToken""#,
        "frontdesk_sessions",
    ] {
        assert!(metrics.contains(line), "{line} is not in\n{metrics}");
    }
    assert!(!metrics.contains(&visitor.user_id));
}
