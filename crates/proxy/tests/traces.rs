//! Spans: which there are, what is in them, and whose trace they belong to.
#![cfg(feature = "otel")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::BTreeSet;
use std::time::Duration;

use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use serde_json::json;
use support::cloud::{Cloud, Reply};
use support::collector::{Collector, Span};
use support::visitor::{API, Visitor};
use support::{Proxy, http};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const CALLER: &str = "b7ad6b7169203331";

async fn proxy(cloud: &Cloud, collector: &Collector, flags: &[&str]) -> Proxy {
    let mut all = vec!["--otel-endpoint", collector.url.as_str()];
    all.extend(flags);
    Proxy::start(&cloud.url, &all).await
}

/// The one span of this name.
fn one<'a>(spans: &'a [Span], name: &str) -> &'a Span {
    let mut named = spans.iter().filter(|span| span.name == name);
    let found = named.next();
    let names = || -> Vec<_> { spans.iter().map(|span| &span.name).collect() };
    assert!(found.is_some(), "no {name} in {:?}", names());
    assert!(named.next().is_none(), "{name} twice in {:?}", names());
    found.unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_request_and_the_calls_that_it_waits_for_are_one_trace() {
    let (cloud, collector) = (Cloud::start().await, Collector::start().await);
    let proxy = proxy(&cloud, &collector, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let answer = visitor.queue().await;
    let request = answer.headers()["x-request-id"].to_str().unwrap();
    proxy.running.shutdown().await;

    let spans = collector.spans();
    let came = one(&spans, &format!("POST {API}/queryQueueInfo"));
    assert_eq!(came.kind, SpanKind::Server);
    assert!(came.parent.is_empty() && !came.failed);
    assert_eq!(came.service, "frontdesk-proxy");
    for (name, value) in [
        ("http.request.method", "POST"),
        ("http.route", "/apiaccess/ccmessaging/queryQueueInfo"),
        ("http.response.status_code", "200"),
        ("frontdesk.request", request),
        ("frontdesk.refused", ""),
    ] {
        assert_eq!(came.get(name), value, "{name}");
    }
    let call = spans.iter().find(|span| span.parent == came.id).unwrap();
    assert_eq!(call.kind, SpanKind::Client);
    assert_eq!(call.trace, came.trace);
    assert!(call.name.ends_with("queryQueueInfo"), "{}", call.name);
    for (name, value) in [
        ("http.request.method", "POST"),
        ("http.response.status_code", "200"),
        ("frontdesk.class", "query"),
        ("frontdesk.outcome", "answered"),
        ("http.request.resend_count", ""),
    ] {
        assert_eq!(call.get(name), value, "{name}");
    }
    // Work that several requests may wait for runs in tasks of its own.
    let first = one(&spans, &format!("POST {API}/applyToken"));
    assert_ne!(first.trace, came.trace);
    let below: BTreeSet<_> = spans
        .iter()
        .filter(|span| span.parent == first.id)
        .map(|span| (span.name.as_str(), span.get("frontdesk.class")))
        .collect();
    let token = || "token".to_owned();
    let expected = [("applyToken", token()), ("tokenByAkSk", token())];
    assert_eq!(below, BTreeSet::from(expected));
}

#[tokio::test]
async fn each_time_that_a_call_is_made_is_a_span() {
    let (cloud, collector) = (Cloud::start().await, Collector::start().await);
    let proxy = proxy(&cloud, &collector, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("queryQueueInfo", |seen| match seen.count {
        1 => Reply::Text(200, "no JSON".to_owned()),
        _ => Reply::Json(200, json!({"resultCode": "0"})),
    });
    assert_eq!(visitor.queue().await.status(), 200);
    cloud.on("saveSatisfaction", |_| {
        Reply::Text(200, "no JSON".to_owned())
    });
    assert_eq!(visitor.rate("5").await.status(), 504);
    proxy.running.shutdown().await;

    let spans = collector.spans();
    let came = one(&spans, &format!("POST {API}/queryQueueInfo"));
    let calls: Vec<_> = spans
        .iter()
        .filter(|span| span.parent == came.id)
        .map(|span| {
            let outcome = span.get("frontdesk.outcome");
            let count = span.get("http.request.resend_count");
            (outcome, count, span.failed)
        })
        .collect();
    let failed = ("upstream-garbage".to_owned(), String::new(), true);
    let answered = ("answered".to_owned(), "1".to_owned(), false);
    assert_eq!(calls, [failed, answered]);
    let came = one(&spans, &format!("POST {API}/saveSatisfaction"));
    assert!(came.failed);
    assert_eq!(came.get("frontdesk.refused"), "outcome-unknown");
}

#[tokio::test]
async fn what_a_caller_makes_up_is_in_no_span() {
    let (cloud, collector) = (Cloud::start().await, Collector::start().await);
    let proxy = proxy(&cloud, &collector, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    for (method, path) in [
        ("GET", "/made-up?made-up=made-up"),
        ("MADE-UP", "/frontdesk.js"),
        ("GET", "/assets/made-up.js"),
        ("POST", "/apiaccess/ccmessaging/poll?cursor=made-up"),
    ] {
        let method = method.parse().unwrap();
        let request = http().request(method, format!("{}{path}", proxy.base));
        let request = request.header("user-agent", "made-up");
        request
            .header("ccmessaging-token", "made-up")
            .header("x-request-id", "made-up")
            .header("traceparent", format!("00-{TRACE}-{CALLER}-01"))
            .header("tracestate", "made=up,made-up=made-up")
            .header("baggage", "made-up=made-up")
            .send()
            .await
            .unwrap();
    }
    visitor.chat("made-up").await;
    let answer = visitor.polling("?cursor=made-up").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    proxy.running.shutdown().await;

    let spans = collector.spans();
    for (name, refused) in [
        ("GET", "route"),
        ("_OTHER /frontdesk.js", "method"),
        ("GET /assets/{name}", "route"),
    ] {
        assert_eq!(one(&spans, name).get("frontdesk.refused"), refused);
    }
    let sent = collector.text();
    let (seal, user) = (visitor.seal.as_str(), visitor.user_id.as_str());
    for private in ["made-up", "MADE-UP", "made=up", seal, user, "127.0.0.1"] {
        assert!(!sent.contains(private), "{private} was sent");
    }
    // Whatever else a library would like to tell.
    let names: BTreeSet<_> = spans.iter().flat_map(Span::names).collect();
    let known = [
        "error.type",
        "frontdesk.class",
        "frontdesk.outcome",
        "frontdesk.refused",
        "frontdesk.request",
        "http.request.method",
        "http.response.status_code",
        "http.route",
    ];
    for name in names {
        assert!(known.contains(&name), "{name} is new");
    }
}

#[tokio::test]
async fn only_a_proxy_of_ours_says_whose_trace_it_is_and_the_cloud_is_never_told() {
    let cloud = Cloud::start().await;
    for (flags, header, taken) in [
        (&["--trusted-proxies=0"][..], "01", false),
        (&["--trusted-proxies=1"], "01", true),
        (&["--trusted-proxies=1"], "zz", false),
    ] {
        let collector = Collector::start().await;
        let proxy = proxy(&cloud, &collector, flags).await;
        let visitor = Visitor::new(&proxy).await;
        let request = visitor.sealed("queryQueueInfo", json!({}));
        let request = request.header("traceparent", format!("00-{TRACE}-{CALLER}-{header}"));
        let request = request.header("tracestate", "vendor=kept-out");
        assert_eq!(request.send().await.unwrap().status(), 200);
        proxy.running.shutdown().await;

        let spans = collector.spans();
        let came = one(&spans, &format!("POST {API}/queryQueueInfo"));
        assert_eq!(hex(&came.trace) == TRACE, taken, "{flags:?} {header}");
        assert_eq!(hex(&came.parent) == CALLER, taken, "{flags:?} {header}");
        assert_eq!(came.state, "");
        let call = spans.iter().find(|span| span.parent == came.id).unwrap();
        assert_eq!(call.trace, came.trace);
    }
    for call in ["tokenByAkSk", "applyToken", "queryQueueInfo"] {
        let seen = cloud.seen(call);
        assert!(!seen.is_empty());
        for name in ["traceparent", "tracestate", "baggage"] {
            assert!(seen.iter().all(|seen| seen.header(name).is_empty()));
        }
    }
}

#[tokio::test]
async fn a_caller_who_does_not_want_to_be_traced_is_not() {
    let (cloud, collector) = (Cloud::start().await, Collector::start().await);
    let proxy = proxy(&cloud, &collector, &["--trusted-proxies=1"]).await;
    let visitor = Visitor::new(&proxy).await;
    let request = visitor.sealed("queryQueueInfo", json!({}));
    let request = request.header("traceparent", format!("00-{TRACE}-{CALLER}-00"));
    assert_eq!(request.send().await.unwrap().status(), 200);
    proxy.running.shutdown().await;
    let spans = collector.spans();
    assert!(!spans.is_empty());
    assert!(spans.iter().all(|span| hex(&span.trace) != TRACE));
}

#[tokio::test]
async fn a_request_that_is_given_up_says_so_and_so_do_its_calls() {
    let (cloud, collector) = (Cloud::start().await, Collector::start().await);
    let proxy = proxy(&cloud, &collector, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.on("queryQueueInfo", |_| Reply::Hang);
    let request = visitor.sealed("queryQueueInfo", json!({}));
    let short = Duration::from_millis(100);
    assert!(request.timeout(short).send().await.is_err());
    proxy.running.shutdown().await;

    let spans = collector.spans();
    let came = one(&spans, &format!("POST {API}/queryQueueInfo"));
    assert_eq!(came.get("frontdesk.given_up"), "true");
    assert_eq!(came.get("http.response.status_code"), "");
    let call = spans.iter().find(|span| span.parent == came.id).unwrap();
    assert_eq!(call.get("frontdesk.outcome"), "");
}

#[tokio::test]
async fn a_call_out_is_a_trace_without_the_number() {
    let (cloud, collector) = (Cloud::start().await, Collector::start().await);
    cloud.on("createcall", |_| {
        Reply::Json(200, json!({"resultCode": "0"}))
    });
    let key = "operator-key-of-more-than-32-characters";
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), key).unwrap();
    let file = format!("--operator-key-file={}", file.path().display());
    let flags = ["--operator-listen=127.0.0.1:0", file.as_str()];
    let proxy = proxy(&cloud, &collector, &flags).await;
    let operators = proxy.running.operator_address().unwrap();
    let path = format!("{API}/v1/mobileagent/createcall");
    for (key, status) in [(key, 200), ("made-up", 401)] {
        let request = http().post(format!("http://{operators}{path}"));
        let request = request.bearer_auth(key);
        let body = json!({"called": "+8675512345678", "callData": "made-up"});
        assert_eq!(request.json(&body).send().await.unwrap().status(), status);
    }
    proxy.running.shutdown().await;

    let spans = collector.spans();
    let name = format!("POST {path}");
    let came = spans.iter().filter(|span| span.name == name);
    let refused: BTreeSet<_> = came.map(|span| span.get("frontdesk.refused")).collect();
    assert_eq!(refused.len(), 2, "{refused:?}");
    let call = spans
        .iter()
        .find(|span| span.name.ends_with("createcall") && span.kind == SpanKind::Client);
    assert!(spans.iter().any(|span| span.id == call.unwrap().parent));
    let sent = collector.text();
    for private in ["8675512345678", "345678", "made-up", key] {
        assert!(!sent.contains(private), "{private} was sent");
    }
}
