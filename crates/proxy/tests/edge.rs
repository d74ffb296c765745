//! What stands on every answer.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use frontdesk_proxy::table::{ROUTES, Who};
use reqwest::Response;
use serde_json::json;
use support::cloud::Cloud;
use support::visitor::{Visitor, refused};
use support::{CHANNEL, Proxy, http};

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
