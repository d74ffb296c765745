//! What stands on every answer, and how many connections there may be.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::Duration;

use frontdesk_proxy::table::{ROUTES, Who};
use reqwest::Response;
use serde_json::json;
use support::cloud::Cloud;
use support::visitor::{API, Visitor, refused};
use support::{CHANNEL, Proxy, SHOP, http};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn get(proxy: &Proxy, path: &str) -> Response {
    http()
        .get(format!("{}{path}", proxy.base))
        .send()
        .await
        .unwrap()
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_of_every_route_carries_the_security_headers() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let paths = ROUTES
        .iter()
        .filter(|route| route.who != Who::Demo)
        .map(|route| route.path().replace("{name}", "x-1.js"));
    for path in paths.chain(["/".to_owned(), "/nothing".to_owned()]) {
        for answer in [
            get(&proxy, &path).await,
            http()
                .post(format!("{}{path}", proxy.base))
                .send()
                .await
                .unwrap(),
        ] {
            assert_eq!(
                header(&answer, "x-content-type-options"),
                "nosniff",
                "{path}"
            );
            assert_eq!(header(&answer, "referrer-policy"), "no-referrer", "{path}");
            assert_eq!(header(&answer, "x-frame-options"), "DENY", "{path}");
            assert!(
                header(&answer, "content-security-policy").contains("frame-ancestors 'none'"),
                "{path}"
            );
            if refused(&answer).is_some() {
                assert_eq!(header(&answer, "cache-control"), "no-store", "{path}");
                let policy = header(&answer, "cross-origin-resource-policy");
                assert_eq!(policy, "same-origin", "{path}");
            }
        }
    }
}

#[tokio::test]
async fn what_a_visitor_is_told_is_stored_nowhere() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let answers = [
        visitor.apply(json!({"channelId": CHANNEL})).await,
        visitor.queue().await,
        visitor.polling("?cursor=").send().await.unwrap(),
    ];
    for answer in answers {
        assert_eq!(answer.status(), 200);
        assert_eq!(header(&answer, "cache-control"), "no-store");
        assert_eq!(
            header(&answer, "cross-origin-resource-policy"),
            "same-origin"
        );
    }
}

#[tokio::test]
async fn files_for_everybodys_pages_may_be_loaded_by_them() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("frontdesk.js"), "1").unwrap();
    let cloud = Cloud::start().await;
    let files = format!("--static-dir={}", folder.path().display());
    let proxy = Proxy::start(&cloud.url, &[&files]).await;
    let loader = get(&proxy, "/frontdesk.js").await;
    assert_eq!(loader.status(), 200);
    assert_eq!(
        header(&loader, "cross-origin-resource-policy"),
        "cross-origin"
    );
    assert_eq!(header(&loader, "x-content-type-options"), "nosniff");
}

/// Whether the other side has closed it.
async fn is_closed(stream: &mut TcpStream) -> bool {
    let mut byte = [0];
    let read = tokio::time::timeout(Duration::from_secs(2), stream.read(&mut byte)).await;
    matches!(read, Ok(Ok(0) | Err(_)))
}

#[tokio::test]
async fn one_connection_too_many_is_closed_at_once_and_counted() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--limit-connections=3"]).await;
    let address = proxy.running.address();
    let mut held = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // Answered, it was certainly accepted.
        let request = b"GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n";
        stream.write_all(request).await.unwrap();
        stream.read_exact(&mut [0; 12]).await.unwrap();
        held.push(stream);
    }
    assert!(is_closed(&mut TcpStream::connect(address).await.unwrap()).await);
    let metrics = http().get(format!("{}/metrics", proxy.admin)).send();
    let metrics = metrics.await.unwrap().text().await.unwrap();
    assert!(
        metrics.contains("frontdesk_connections_refused_total"),
        "{metrics}"
    );
    held.pop();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut again = TcpStream::connect(address).await.unwrap();
    again
        .write_all(b"GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(again.read(&mut [0; 12]).await.unwrap(), 12);
}

#[tokio::test]
async fn newcomers_wait_when_nearly_all_connections_are_taken_and_visitors_do_not() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--limit-connections=10"]).await;
    let visitor = Visitor::new(&proxy).await;
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(TcpStream::connect(proxy.running.address()).await.unwrap());
    }
    // The visitor's own connection is the ninth, a newcomer's the tenth.
    assert_eq!(visitor.queue().await.status(), 200);
    let newcomer = http()
        .post(format!("{}{API}/applyToken", proxy.base))
        .header("origin", SHOP)
        .json(&json!({"channelId": CHANNEL}))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (newcomer.status().as_u16(), refused(&newcomer)),
        (503, Some("busy"))
    );
    assert_eq!(header(&newcomer, "retry-after"), "5");
    assert_eq!(visitor.queue().await.status(), 200);
    let again = visitor.apply(json!({"channelId": CHANNEL})).await;
    assert_eq!(again.status(), 200);
    drop(held);
}

#[tokio::test]
async fn a_request_has_an_id_and_only_a_proxy_of_ours_may_give_it() {
    let cloud = Cloud::start().await;
    for (flags, given, kept) in [
        (&[][..], "from-outside", false),
        (&["--trusted-proxies=1"], "from-the-front", true),
        (&["--trusted-proxies=1"], "a b", false),
    ] {
        let proxy = Proxy::start(&cloud.url, flags).await;
        let request = http().get(format!("{}/nothing", proxy.base));
        let answer = request.header("x-request-id", given).send().await.unwrap();
        let id = header(&answer, "x-request-id");
        assert_eq!(id == given, kept, "{given}: {id}");
        let other = get(&proxy, "/nothing").await;
        assert!(!id.is_empty() && header(&other, "x-request-id") != id);
    }
}

#[test]
fn limits_that_are_none_are_told() {
    let flags = ["--limit-connections=0", "--limit-click-to-call=often"];
    let output = support::program::output(&["--check-config", flags[0], flags[1]]);
    assert_eq!(output.status.code(), Some(2));
    let told = support::program::stderr(&output);
    for flag in flags {
        let name = flag.split('=').next().unwrap();
        assert!(told.contains(name), "{name} is not in\n{told}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_store_that_is_made_is_for_nobody_else_to_read() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let cloud = Cloud::start().await;
    let store = format!("--store=file:{}", path.display());
    let proxy = Proxy::start(&cloud.url, &[&store]).await;
    assert_eq!(Visitor::connected(&proxy).await.queue().await.status(), 200);
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
