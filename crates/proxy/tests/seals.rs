//! Seals: what they hold against, and how they are renewed.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use frontdesk_proxy::config::{SealConfig, SealKey};
use frontdesk_proxy::identity::{Language, UserId};
use frontdesk_proxy::seal::{Claims, Instant, Sealer};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::cloud::Cloud;
use support::visitor::{Visitor, refused};
use support::{CHANNEL, OTHER_CHANNEL, Proxy};

const HOUR: Duration = Duration::from_secs(3600);

fn sealer(keys: &[u8]) -> Sealer {
    let keys = keys.iter().map(|key| SealKey::from([*key; 32])).collect();
    Sealer::new(&SealConfig {
        keys,
        life: HOUR,
        max_age: 24 * HOUR,
        made_up: false,
    })
    .unwrap()
}

fn claims(name: &str, now: Instant) -> Claims {
    let user_id = UserId::try_from("visitor-1".to_owned()).unwrap();
    sealer(&[1]).admit(
        user_id,
        CHANNEL.to_owned(),
        name.to_owned(),
        Language::English,
        now,
    )
}

proptest! {
    #[test]
    fn a_seal_opens_to_what_was_sealed(name in ".{0,40}", at in 0..u64::MAX / 2) {
        let claims = claims(&name, Instant::from_millis(at));
        let seal = sealer(&[1]).seal(&claims).unwrap();
        prop_assert_eq!(sealer(&[1]).open(&seal), Ok(claims));
    }

    #[test]
    fn any_flipped_bit_is_refused(name in ".{0,40}", index: prop::sample::Index, bit in 0..8_u8) {
        let seal = sealer(&[1]).seal(&claims(&name, Instant::now())).unwrap();
        let mut bytes = URL_SAFE_NO_PAD.decode(&seal).unwrap();
        let index = index.index(bytes.len());
        bytes[index] ^= 1_u8 << bit;
        prop_assert!(sealer(&[1]).open(&URL_SAFE_NO_PAD.encode(bytes)).is_err());
    }

    #[test]
    fn any_other_character_is_refused(index: prop::sample::Index, other in "[A-Za-z0-9_+/=-]") {
        let seal = sealer(&[1]).seal(&claims("Ada", Instant::now())).unwrap();
        let index = index.index(seal.len());
        prop_assume!(seal[index..=index] != other);
        let mut changed = seal.clone();
        changed.replace_range(index..=index, &other);
        prop_assert!(sealer(&[1]).open(&changed).is_err());
    }

    #[test]
    fn a_shortened_or_made_up_seal_is_refused(made_up in "[A-Za-z0-9_-]{0,400}", cut in 1_usize..200) {
        prop_assert!(sealer(&[1]).open(&made_up).is_err());
        let seal = sealer(&[1]).seal(&claims("Ada", Instant::now())).unwrap();
        prop_assert!(sealer(&[1]).open(&seal[..seal.len() - cut.min(seal.len())]).is_err());
    }
}

#[test]
fn every_key_opens_and_the_first_seals() {
    let claims = claims("Ada", Instant::now());
    let old = sealer(&[1]).seal(&claims).unwrap();
    assert_eq!(sealer(&[2, 1]).open(&old), Ok(claims.clone()));
    assert!(sealer(&[2]).open(&old).is_err());
    let new = sealer(&[2, 1]).seal(&claims).unwrap();
    assert_eq!(sealer(&[2]).open(&new), Ok(claims));
    assert!(sealer(&[1]).open(&new).is_err());
}

#[test]
fn renewal_ends_at_the_greatest_age_and_keeps_the_first_issue() {
    let (sealer, start) = (sealer(&[1]), Instant::from_millis(1_000));
    let first = claims("Ada", start);
    let late = start.after(24 * HOUR - HOUR / 2);
    let renewed = sealer.renew(&first, late).unwrap();
    assert_eq!(renewed.first, start);
    assert_eq!(renewed.expires, start.after(24 * HOUR));
    assert_eq!(sealer.renew(&renewed, start.after(24 * HOUR)), None);
}

#[tokio::test]
async fn a_seal_says_nothing_and_is_refused_when_changed() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let mut visitor = Visitor::new(&proxy).await;
    let bytes = URL_SAFE_NO_PAD.decode(&visitor.seal).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!text.contains(&visitor.user_id) && !text.contains("token-1"));

    visitor.seal.replace_range(
        9..10,
        if &visitor.seal[9..10] == "A" {
            "B"
        } else {
            "A"
        },
    );
    let answer = visitor.chat("hello").await;
    assert_eq!(
        (answer.status().as_u16(), refused(&answer)),
        (401, Some("seal-invalid"))
    );
    assert!(cloud.seen("send").is_empty());
}

#[tokio::test]
async fn an_expired_seal_is_refused_and_renewed_for_the_same_visitor() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--seal-life=400ms"]).await;
    let mut visitor = Visitor::new(&proxy).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let answer = visitor.chat("hello").await;
    assert_eq!(
        (answer.status().as_u16(), refused(&answer)),
        (401, Some("seal-expired"))
    );

    let foreign = visitor.apply(json!({"channelId": OTHER_CHANNEL})).await;
    assert_eq!(
        (foreign.status().as_u16(), refused(&foreign)),
        (403, Some("channel"))
    );

    let answer: Value = visitor
        .apply(json!({"channelId": CHANNEL}))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(answer["userId"], visitor.user_id);
    visitor.seal = answer["token"].as_str().unwrap().to_owned();
    assert_eq!(visitor.chat("hello").await.status(), 200);
    assert_eq!(
        cloud.seen("applyToken").len(),
        1,
        "the cloud's token still holds"
    );
}

#[tokio::test]
async fn a_visitor_beyond_the_greatest_age_becomes_a_stranger() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--seal-life=200ms", "--seal-max-age=300ms"]).await;
    let visitor = Visitor::new(&proxy).await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    let answer: Value = visitor
        .apply(json!({"channelId": CHANNEL}))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(answer["resultCode"], "0");
    assert_ne!(answer["userId"], visitor.user_id);
}

#[tokio::test]
async fn a_seal_past_half_its_life_is_renewed_with_any_answer() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &["--seal-life=2s"]).await;
    let mut visitor = Visitor::new(&proxy).await;
    assert!(
        !visitor
            .chat("hello")
            .await
            .headers()
            .contains_key("ccmessaging-token")
    );
    tokio::time::sleep(Duration::from_millis(1200)).await;
    // A refusal too.
    let refusal = visitor.chat("").await;
    assert_eq!(refusal.status(), 400);
    visitor.seal = refusal.headers()["ccmessaging-token"]
        .to_str()
        .unwrap()
        .to_owned();
    tokio::time::sleep(Duration::from_millis(1000)).await;
    assert_eq!(visitor.chat("hello").await.status(), 200);
    assert_eq!(
        cloud.seen("send").last().unwrap().json()["from"],
        visitor.user_id
    );
}

#[tokio::test]
async fn a_seal_outlives_a_restart_and_a_rotation_of_keys() {
    let cloud = Cloud::start().await;
    let (old, new) = (STANDARD.encode([1; 32]), STANDARD.encode([2; 32]));
    let proxy = Proxy::start(&cloud.url, &["--seal-key", &old]).await;
    let visitor = Visitor::new(&proxy).await;
    proxy.running.shutdown().await;

    let both = format!("{new}, {old}");
    let proxy = Proxy::start(&cloud.url, &["--seal-key", &both]).await;
    let mut after = Visitor::new(&proxy).await;
    after.seal = visitor.seal.clone();
    assert_eq!(after.chat("hello").await.status(), 200);
    assert_eq!(cloud.seen("send")[0].json()["from"], visitor.user_id);
    let applied = cloud.seen("applyToken");
    assert_eq!(
        applied.last().unwrap().json()["userId"],
        visitor.user_id,
        "applied for again"
    );
}
