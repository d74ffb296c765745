//! Visitors whom the company's site knows: identity tokens, taken and refused.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

#[path = "../support/mod.rs"]
mod support;
mod vectors;

use std::time::Duration;

use serde_json::{Value, json};
use support::cloud::{Cloud, Reply};
use support::program::{Program, command, output, stderr};
use support::visitor::{API, Visitor, refused};
use support::{CHANNEL, OTHER_CHANNEL, Proxy, http};
use vectors::{
    ADA, BOB_IN_A_LIST, CRITICAL, EMPTY_SUBJECT, EXPIRED, HS512, KEY, LONG, NAMELESS, NEWLINE,
    NO_CHANNEL, NO_EXPIRY, NO_SUBJECT, NONE, NONE_SIGNED, NOT_YET, NUMBER_SUBJECT,
    OTHER_CHANNEL as ELSEWHERE, OTHER_KEY, WORDY_EXPIRY,
};

async fn knowing(more: &[&str]) -> (Cloud, Proxy) {
    let cloud = Cloud::start().await;
    let flags = [&["--identity-key", KEY][..], more].concat();
    let proxy = Proxy::start(&cloud.url, &flags).await;
    (cloud, proxy)
}

/// Seal and user id that an old seal and an identity get.
async fn apply(proxy: &Proxy, seal: Option<&str>, identity: Option<&str>) -> (String, String) {
    let mut body = json!({"channelId": CHANNEL, "locale": "en_US"});
    if let Some(identity) = identity {
        body["identity"] = identity.into();
    }
    let url = format!("{}{API}/applyToken", proxy.base);
    let mut request = http().post(url).json(&body);
    if let Some(seal) = seal {
        request = request.header("ccmessaging-token", seal);
    }
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    let text = |field: &str| answer[field].as_str().unwrap().to_owned();
    (text("token"), text("userId"))
}

/// The words in which an identity is refused.
async fn words(proxy: &Proxy, channel: &str, identity: &str) -> String {
    let answer = http()
        .post(format!("{}{API}/applyToken", proxy.base))
        .json(&json!({"channelId": channel, "identity": identity}))
        .send()
        .await
        .unwrap();
    let found = (answer.status().as_u16(), refused(&answer));
    assert_eq!(found, (403, Some("identity")), "{identity}");
    let text = answer.text().await.unwrap();
    let signature = identity.rsplit('.').next().unwrap();
    assert!(signature.len() < 8 || !text.contains(signature), "{text}");
    let answer: Value = serde_json::from_str(&text).unwrap();
    answer["resultDesc"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn whom_the_site_names_has_the_subject_as_id_and_the_name_before_the_agent() {
    let (cloud, proxy) = knowing(&[]).await;
    let (seal, user_id) = apply(&proxy, None, Some(ADA)).await;
    assert_eq!(user_id, "ada");
    let told = cloud.seen("applyToken")[0].json();
    assert_eq!(
        (&told["userId"], &told["userName"]),
        (&json!("ada"), &json!("Ada Lovelace"))
    );
    let mut visitor = Visitor::new(&proxy).await;
    visitor.seal = seal;
    visitor.chat("hello").await;
    let sent = cloud.seen("send")[0].json();
    assert_eq!(sent["from"], "ada");
    assert_eq!(sent["senderNickname"], "Ada Lovelace");

    assert_eq!(apply(&proxy, None, Some(BOB_IN_A_LIST)).await.1, "bob");
    let nameless = apply(&proxy, None, Some(NAMELESS)).await;
    assert_eq!(nameless.1, "ada");
    visitor.seal = nameless.0;
    visitor.chat("hello").await;
    assert_eq!(cloud.seen("send")[1].json()["senderNickname"], "Visitor");
}

#[tokio::test]
async fn a_subject_that_the_wire_does_not_allow_has_an_id_made_of_it() {
    let (_cloud, proxy) = knowing(&[]).await;
    // HMAC-SHA256 of the subject under the key, in base64url, by another program.
    let expected = "u_b_M6W5oFTnIGvr32ZyCByz";
    for _ in 0..2 {
        assert_eq!(apply(&proxy, None, Some(LONG)).await.1, expected);
    }
}

#[tokio::test]
async fn a_name_reaches_the_agent_as_one_short_line() {
    let (cloud, proxy) = knowing(&[]).await;
    apply(&proxy, None, Some(NEWLINE)).await;
    let name = cloud.seen("applyToken")[0].json()["userName"].clone();
    let name = name.as_str().unwrap();
    assert!(name.starts_with("Eve Bossxxx"), "{name:?}");
    assert_eq!(name.chars().count(), 64);
}

#[tokio::test]
async fn a_token_that_does_not_hold_is_refused_and_the_sentence_says_why() {
    let (cloud, proxy) = knowing(&[]).await;
    let torn = ADA.rsplit_once('.').unwrap().0;
    let unsigned = format!("{torn}.");
    for (identity, why) in [
        (EXPIRED, "expired"),
        (NO_EXPIRY, "`exp`"),
        (WORDY_EXPIRY, "`exp`"),
        (NOT_YET, "not valid yet"),
        (ELSEWHERE, "another channel"),
        (NO_CHANNEL, "another channel"),
        (NO_SUBJECT, "`sub`"),
        (EMPTY_SUBJECT, "`sub`"),
        (NUMBER_SUBJECT, "claims"),
        (NONE, "HS256"),
        (NONE_SIGNED, "HS256"),
        (HS512, "HS256"),
        (CRITICAL, "header"),
        (OTHER_KEY, "signature"),
        (unsigned.as_str(), "signature"),
        (torn, "no JWT"),
        ("", "no JWT"),
        ("..", "no JWT"),
        ("e30.e30.e30", "HS256"),
    ] {
        let words = words(&proxy, CHANNEL, identity).await;
        assert!(words.contains(why), "{identity}: {words}");
    }
    assert!(
        words(&proxy, OTHER_CHANNEL, ADA)
            .await
            .contains("another channel")
    );
    assert!(
        words(&proxy, CHANNEL, &format!("{ADA}{}", "A".repeat(9000)))
            .await
            .contains("no JWT")
    );
    // One character of the payload is another.
    let mut forged = ADA.to_owned().into_bytes();
    let place = ADA.find('.').unwrap() + 12;
    forged[place] = if forged[place] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).unwrap();
    assert!(words(&proxy, CHANNEL, &forged).await.contains("signature"));
    assert_eq!(cloud.all_seen(), 0);
}

#[tokio::test]
async fn without_a_key_every_identity_is_refused() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    assert!(words(&proxy, CHANNEL, ADA).await.contains("No key"));
    assert_eq!(cloud.all_seen(), 0);
}

#[tokio::test]
async fn an_identity_wins_over_an_old_seal_and_an_old_seal_stays_who_it_was() {
    let (_cloud, proxy) = knowing(&[]).await;
    let (stranger, stranger_id) = apply(&proxy, None, None).await;
    assert!(
        stranger_id.starts_with("a_") && stranger_id.len() == 24,
        "{stranger_id}"
    );
    let (ada, ada_id) = apply(&proxy, Some(&stranger), Some(ADA)).await;
    assert_eq!(ada_id, "ada");
    assert_eq!(
        apply(&proxy, Some(&ada), Some(BOB_IN_A_LIST)).await.1,
        "bob"
    );
    assert_eq!(apply(&proxy, Some(&ada), None).await.1, "ada");
    assert_eq!(apply(&proxy, Some(&stranger), None).await.1, stranger_id);
    // A seal of somebody known does not help an identity that does not hold.
    let answer = http()
        .post(format!("{}{API}/applyToken", proxy.base))
        .header("ccmessaging-token", &ada)
        .json(&json!({"channelId": CHANNEL, "identity": EXPIRED}))
        .send()
        .await
        .unwrap();
    assert_eq!(refused(&answer), Some("identity"));
}

#[tokio::test]
async fn a_seal_renewed_in_the_middle_of_its_life_or_after_it_keeps_id_and_name() {
    let (cloud, proxy) = knowing(&["--seal-life", "1s"]).await;
    cloud.on("queryQueueInfo", |_| {
        Reply::Json(200, json!({"resultCode": "0"}))
    });
    let mut visitor = Visitor::new(&proxy).await;
    (visitor.seal, _) = apply(&proxy, None, Some(ADA)).await;
    tokio::time::sleep(Duration::from_millis(650)).await;
    let answer = visitor.queue().await;
    let renewed = answer.headers()["ccmessaging-token"]
        .to_str()
        .unwrap()
        .to_owned();
    visitor.seal = renewed.clone();
    visitor.chat("hello").await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(
        visitor.refused("queryQueueInfo", json!({})).await.1,
        "seal-expired"
    );
    let (again, user_id) = apply(&proxy, Some(&renewed), None).await;
    assert_eq!(user_id, "ada");
    visitor.seal = again;
    visitor.chat("hello").await;
    for sent in cloud.seen("send") {
        let sent = sent.json();
        assert_eq!(
            (&sent["from"], &sent["senderNickname"]),
            (&json!("ada"), &json!("Ada Lovelace"))
        );
    }
    assert_eq!(cloud.seen("send").len(), 2);
}

#[tokio::test]
async fn neither_key_nor_token_is_in_an_answer_or_in_the_log() {
    let cloud = Cloud::start().await;
    let program = Program::start(command(&[
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--app-key=ak",
        "--app-secret=sk",
        "--log=trace",
        "--drain=100ms",
        "--upstream",
        &cloud.url,
        "--channel",
        CHANNEL,
        "--identity-key",
        KEY,
    ]));
    let mut told = String::new();
    for (identity, status) in [(ADA, 200), (EXPIRED, 403), (OTHER_KEY, 403)] {
        let body = json!({"channelId": CHANNEL, "identity": identity});
        let url = format!("{}{API}/applyToken", program.base);
        let answer = http().post(url).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), status);
        told += &answer.text().await.unwrap();
    }
    program.signal("-TERM");
    let (_, log) = program.end();
    assert!(log.contains("applyToken"), "{log}");
    for secret in [KEY, ADA, EXPIRED, OTHER_KEY] {
        // Not a part of one either.
        for part in secret.split('.').skip(usize::from(secret != KEY)) {
            assert!(!told.contains(part) && !log.contains(part), "{part}");
        }
    }
}

#[test]
fn a_key_that_is_too_short_or_that_everyone_can_read_is_refused_in_words() {
    const GOOD: [&str; 6] = [
        "--check-config",
        "--upstream=https://cloud.example.com",
        "--app-key=ak",
        "--app-secret=sk",
        "--channel=1",
        "--seal-key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("identity.key");
    let write = |text: &str, mode: u32| {
        use std::os::unix::fs::PermissionsExt;
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let short = output(&[&GOOD[..], &["--identity-key=too-short-a-key"]].concat());
    assert_eq!(short.status.code(), Some(2));
    let told = stderr(&short);
    assert!(
        told.contains("--identity-key") && !told.contains("too-short"),
        "{told}"
    );

    // The file wins, wherever it is named.
    let path = file.to_str().unwrap();
    write(KEY, 0o644);
    let open = command(&GOOD)
        .args(["--identity-key", KEY])
        .env("FRONTDESK_IDENTITY_KEY_FILE", path)
        .output()
        .unwrap();
    assert_eq!(open.status.code(), Some(2));
    assert!(stderr(&open).contains("chmod 600"), "{}", stderr(&open));
    write("short", 0o600);
    let toml = folder.path().join("frontdesk.toml");
    std::fs::write(&toml, format!("identity-key-file = '{path}'\n")).unwrap();
    let toml = format!("--config={}", toml.display());
    let refused = output(&[&GOOD[..], &["--identity-key", KEY, &toml]].concat());
    assert_eq!(refused.status.code(), Some(2));
    write(KEY, 0o600);
    let taken = output(&[&GOOD[..], &["--identity-key=short", &toml]].concat());
    assert_eq!(taken.status.code(), Some(0), "{}", stderr(&taken));
}
