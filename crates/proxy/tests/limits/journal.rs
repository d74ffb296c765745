//! What a reader can ask for again is bounded as configured.

use serde_json::json;

use crate::support::Proxy;
use crate::support::cloud::{Cloud, Reply};
use crate::support::program::{output, stderr};
use crate::support::visitor::{Visitor, cursor, texts};

/// A cloud that hands out `first`, then the four others at once.
async fn cloud() -> Cloud {
    let cloud = Cloud::start().await;
    cloud.on("poll", |seen| {
        let message = |text: &str| json!({"content": text, "messageCode": text});
        let messages = match seen.count {
            1 => vec![message("first")],
            2 => ["a", "b", "c", "d"].map(message).to_vec(),
            _ => Vec::new(),
        };
        Reply::Json(
            200,
            json!({"resultCode": "0", "downlinkMessages": messages}),
        )
    });
    cloud
}

#[tokio::test]
pub(crate) async fn a_journal_of_three_messages_says_reset_to_who_asks_for_a_fourth() {
    let cloud = cloud().await;
    let proxy = Proxy::start(&cloud.url, &["--journal-keep", "3 messages, 1 MiB"]).await;
    let visitor = Visitor::connected(&proxy).await;
    let first = visitor.poll("").await;
    assert_eq!(texts(&first), ["first"]);
    // `a` has gone before anybody had it, and that is said.
    let second = visitor.poll(&cursor(&first)).await;
    assert_eq!(second["reset"], true);
    assert_eq!(texts(&second), ["b", "c", "d"]);
}

#[tokio::test]
pub(crate) async fn a_journal_of_few_bytes_says_reset_to_who_asks_for_more() {
    let cloud = cloud().await;
    // Each message is about 35 bytes.
    let proxy = Proxy::start(&cloud.url, &["--journal-keep", "90 B"]).await;
    let visitor = Visitor::connected(&proxy).await;
    let first = visitor.poll("").await;
    let second = visitor.poll(&cursor(&first)).await;
    assert_eq!(second["reset"], true);
    assert_eq!(texts(&second), ["c", "d"]);
}

#[tokio::test]
pub(crate) async fn a_journal_as_it_comes_keeps_them() {
    let cloud = cloud().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    let first = visitor.poll("").await;
    let second = visitor.poll(&cursor(&first)).await;
    assert_ne!(second["reset"], true);
    assert_eq!(texts(&second), ["a", "b", "c", "d"]);
}

#[tokio::test]
pub(crate) async fn messages_older_than_the_bound_are_gone() {
    let cloud = cloud().await;
    let proxy = Proxy::start(&cloud.url, &["--journal-keep", "300ms"]).await;
    let visitor = Visitor::connected(&proxy).await;
    let first = visitor.poll("").await;
    assert_eq!(texts(&first), ["first"]);
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    // What comes next trims what is too old.
    visitor.poll(&cursor(&first)).await;
    assert_eq!(texts(&visitor.poll("").await), ["a", "b", "c", "d"]);
}

#[test]
fn nonsense_is_told_beside_everything_else_that_is_wrong() {
    let output = output(&[
        "--check-config",
        "--journal-keep",
        "lots, 5 KiB",
        "--drain=x",
    ]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(
        told.contains("`lots`") && told.contains("--drain"),
        "{told}"
    );
}
