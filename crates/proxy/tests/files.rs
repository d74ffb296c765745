//! The widget's files.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::fs;

use reqwest::Response;
use support::cloud::Cloud;
use support::visitor::refused;
use support::{Proxy, http};

async fn get(proxy: &Proxy, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = http()
        .get(format!("{}{path}", proxy.base))
        .header("origin", "https://any.test");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

async fn built() -> (tempfile::TempDir, Proxy) {
    let folder = tempfile::tempdir().unwrap();
    let assets = folder.path().join("assets");
    fs::create_dir(&assets).unwrap();
    fs::write(folder.path().join("frontdesk.js"), "loader").unwrap();
    fs::write(folder.path().join("frontdesk.d.ts"), "types").unwrap();
    fs::write(folder.path().join("demo.html"), "<p>demo</p>").unwrap();
    fs::write(assets.join("widget-1a2b.wasm"), "plain").unwrap();
    fs::write(assets.join("widget-1a2b.wasm.br"), "brotli").unwrap();
    fs::write(assets.join("widget-1a2b.wasm.gz"), "gzip").unwrap();
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(
        &cloud.url,
        &["--static-dir", folder.path().to_str().unwrap()],
    )
    .await;
    (folder, proxy)
}

#[tokio::test]
async fn hashed_files_are_immutable_and_open_to_all_origins() {
    let (_folder, proxy) = built().await;
    let answer = get(&proxy, "/assets/widget-1a2b.wasm", &[]).await;
    assert_eq!(answer.status(), 200);
    let headers = answer.headers().clone();
    assert_eq!(headers["content-type"], "application/wasm");
    assert_eq!(
        headers["cache-control"],
        "public, max-age=31536000, immutable"
    );
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["vary"], "accept-encoding");
    assert_eq!(answer.text().await.unwrap(), "plain");
}

#[tokio::test]
async fn the_best_encoding_that_is_accepted_is_sent_under_a_tag_of_its_own() {
    let (_folder, proxy) = built().await;
    let mut tags = std::collections::HashSet::new();
    for (accepted, encoding, body) in [
        ("gzip, br", Some("br"), "brotli"),
        ("gzip, br;q=0", Some("gzip"), "gzip"),
        ("identity", None, "plain"),
    ] {
        let path = "/assets/widget-1a2b.wasm";
        let answer = get(&proxy, path, &[("accept-encoding", accepted)]).await;
        let sent = answer
            .headers()
            .get("content-encoding")
            .map(|value| value.to_str().unwrap());
        assert_eq!(sent, encoding, "{accepted}");
        assert_eq!(answer.headers()["content-type"], "application/wasm");
        let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
        assert_eq!(answer.text().await.unwrap(), body);
        let again = get(
            &proxy,
            path,
            &[("accept-encoding", accepted), ("if-none-match", &tag)],
        )
        .await;
        assert_eq!(again.status(), 304);
        assert!(tags.insert(tag));
    }
    let sibling = get(&proxy, "/assets/widget-1a2b.wasm.br", &[]).await;
    assert_eq!(sibling.status(), 404);
}

#[tokio::test]
async fn the_loader_is_asked_for_again_after_a_while() {
    let (folder, proxy) = built().await;
    let answer = get(&proxy, "/frontdesk.js", &[]).await;
    assert_eq!(
        answer.headers()["content-type"],
        "text/javascript; charset=utf-8"
    );
    assert_eq!(
        answer.headers()["cache-control"],
        "public, max-age=300, must-revalidate"
    );
    let head = http()
        .head(format!("{}/frontdesk.js", proxy.base))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (
            head.status().as_u16(),
            head.headers()["content-length"].to_str().unwrap()
        ),
        (200, "6")
    );
    assert_eq!(get(&proxy, "/frontdesk.d.ts", &[]).await.status(), 200);
    // Outside a demonstration there is no page, and files are read once.
    assert_eq!(get(&proxy, "/", &[]).await.status(), 403);
    fs::write(folder.path().join("frontdesk.js"), "changed").unwrap();
    assert_eq!(
        get(&proxy, "/frontdesk.js", &[])
            .await
            .text()
            .await
            .unwrap(),
        "loader"
    );
}

#[tokio::test]
async fn without_built_files_a_404_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(
        &cloud.url,
        &["--static-dir", folder.path().to_str().unwrap()],
    )
    .await;
    let answer = get(&proxy, "/frontdesk.js", &[]).await;
    assert_eq!(
        (answer.status().as_u16(), refused(&answer)),
        (404, Some("route"))
    );
    assert!(answer.text().await.unwrap().contains("not built"));
}
