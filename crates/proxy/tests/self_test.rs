//! `--self-test` says in words what is wrong with the tenant, `--print-embed` what goes into a page.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::json;
use support::cloud::{Cloud, Reply};
use support::program::{command, output, stderr};

/// The exit code, and what it says.
async fn tested(upstream: &str) -> (Option<i32>, String) {
    let upstream = format!("--upstream={upstream}");
    let args = [
        "--self-test",
        "--app-key=k",
        "--app-secret=s3cret-s3cret",
        "--channel=1,2",
        &upstream,
    ];
    let mut command = command(&args);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = output.await.unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn where_all_is_well_each_step_is_named() {
    let cloud = Cloud::start().await;
    let (code, told) = tested(&cloud.url).await;
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        told.lines().filter(|line| line.starts_with("ok")).count(),
        4,
        "{told}"
    );
    assert!(
        told.contains("channel 1") && told.contains("channel 2"),
        "{told}"
    );
    assert!(!told.contains("s3cret"));
    assert!(cloud.seen("send").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_said_in_words() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = taken.local_addr().unwrap();
    drop(taken);
    let (code, told) = tested(&format!("http://{nobody}")).await;
    assert!(
        code == Some(1) && told.contains("cannot be reached"),
        "{told}"
    );

    let cloud = Cloud::start().await;
    cloud.on("tokenByAkSk", |_| {
        Reply::Json(403, json!({"errorCode": "0", "exceptionInfo": "auth fail"}))
    });
    let (code, told) = tested(&cloud.url).await;
    assert!(
        code == Some(1) && told.contains("AK or SK is wrong"),
        "{told}"
    );

    let cloud = Cloud::start().await;
    cloud.on("applyToken", |seen| match seen.json()["channelId"] == "1" {
        true => Reply::Json(200, json!({"resultCode": "160033", "resultDesc": "no"})),
        false => Reply::Json(
            200,
            json!({"resultCode": "1", "resultDesc": "no such channel"}),
        ),
    });
    let (code, told) = tested(&cloud.url).await;
    assert_eq!(code, Some(1));
    assert!(
        told.contains("not permitted") && told.contains("no such channel"),
        "{told}"
    );
}

#[test]
fn what_goes_into_a_page_is_printed_for_each_channel() {
    let good = [
        "--print-embed",
        "--app-key=k",
        "--app-secret=s",
        "--channel=1,2",
        "--upstream=https://c.example",
    ];
    let without = output(&good);
    assert_eq!(without.status.code(), Some(2));
    assert!(stderr(&without).contains("--public-url"));
    let more = [
        "--public-url=https://desk.example.com",
        "--allow-origin=https://shop.example.com",
    ];
    let output = output(&[&good[..], &more].concat());
    assert_eq!(output.status.code(), Some(0));
    let told = String::from_utf8(output.stdout).unwrap();
    for line in [
        r#"<script async src="https://desk.example.com/frontdesk.js" data-channel="1"></script>"#,
        r#"data-channel="2""#,
        "script-src https://desk.example.com 'wasm-unsafe-eval'; connect-src https://desk.example.com",
        "https://shop.example.com",
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
}
