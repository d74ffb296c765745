//! How a webhook knows that it is the cloud.

use frontdesk_protocol::push::{Authorization, Unverified, epoch_millis};
use frontdesk_simulator::{DEMO_APP_KEY, PushAuth, PushConfig, PushSigning, SignedHeaders};

use super::{KEY, desk, desk_with, signing, text};

#[tokio::test]
async fn a_push_is_verified_over_its_raw_bytes() {
    let (desk, receiver) = desk().await;
    desk.running.world().push_message(text("Grüße, 面包 & ~"));
    let push = &receiver.pushes(1).await[0];
    assert_eq!(push.verified(KEY), Ok(()));
    assert_eq!(push.method, "POST");
    assert_eq!(push.path, "/webhooks/v1/messages");
    assert_eq!(
        push.header("content-type"),
        "application/json;charset=UTF-8"
    );
    assert_eq!(push.header("content-length"), push.body.len().to_string());
    assert_eq!(push.header("host"), receiver.address());
    assert!(!push.headers.contains_key("x-app-key"));
    let authorization = Authorization::parse(push.header("authorization")).unwrap();
    assert_eq!(authorization.access_key, DEMO_APP_KEY);
    assert_eq!(
        authorization.signed_headers,
        "content-length;content-type;host"
    );
    let signed = epoch_millis(authorization.timestamp).unwrap();
    let sent = push.json()["timestamp"].as_i64().unwrap();
    assert!((signed - sent).abs() < 1000, "{signed} {sent}");
}

#[tokio::test]
async fn another_key_or_another_body_does_not_fit() {
    let (desk, receiver) = desk().await;
    desk.running.world().push_message(text("Hello"));
    let push = &receiver.pushes(1).await[0];
    let other = KEY.replace('0', "1");
    assert_eq!(push.verified(&other), Err(Unverified::Signature));
    let mut changed = push.clone();
    let body = String::from_utf8(push.body.to_vec()).unwrap();
    changed.body = body.replace("Hello", "Hallo").into();
    assert_eq!(changed.verified(KEY), Err(Unverified::Signature));
}

#[tokio::test]
async fn the_host_alone_is_signed_on_demand() {
    let (desk, receiver) = desk_with(|push| PushConfig {
        auth: PushAuth::Signature(PushSigning {
            headers: SignedHeaders::Host,
            access_key: Some("tenant/1".parse().unwrap()),
            ..signing()
        }),
        ..push
    })
    .await;
    desk.running.world().push_message(text("Hello"));
    let push = &receiver.pushes(1).await[0];
    assert_eq!(push.verified(KEY), Ok(()));
    let authorization = Authorization::parse(push.header("authorization")).unwrap();
    assert_eq!(authorization.signed_headers, "host");
    assert_eq!(authorization.access_key, "tenant/1");
}

#[tokio::test]
async fn a_push_is_signed_over_the_public_address_and_sent_to_the_real_one() {
    let public = "https://chat.example.com:8443/desk";
    let (desk, receiver) = desk_with(|push| PushConfig {
        auth: PushAuth::Signature(PushSigning {
            public: Some(public.parse().unwrap()),
            ..signing()
        }),
        ..push
    })
    .await;
    desk.running.world().push_message(text("Hello"));
    let push = &receiver.pushes(1).await[0];
    assert_eq!(push.path, "/webhooks/v1/messages");
    assert_eq!(push.header("host"), receiver.address());
    assert_eq!(push.verified(KEY), Err(Unverified::Signature));
    let path = "/desk/webhooks/v1/messages";
    assert_eq!(push.verified_as(KEY, "chat.example.com:8443", path), Ok(()));
}

#[tokio::test]
async fn in_bearer_mode_a_push_has_token_and_app_key() {
    let (desk, receiver) = desk_with(|push| PushConfig {
        auth: PushAuth::Bearer("token-1".parse().unwrap()),
        ..push
    })
    .await;
    desk.running.world().push_message(text("Hello"));
    let push = &receiver.pushes(1).await[0];
    assert_eq!(push.header("authorization"), "Bearer token-1");
    assert_eq!(push.header("x-app-key"), DEMO_APP_KEY);
    assert_eq!(
        push.header("content-type"),
        "application/json;charset=UTF-8"
    );
}

#[tokio::test]
async fn no_two_pushes_have_the_same_signature_time() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    world.push_message(text("Hello"));
    super::counted(&world, |counts| counts.sent == 1).await;
    assert_eq!(world.push_again(1), 1);
    assert_eq!(world.push_again(1), 1);
    let pushes = receiver.pushes(3).await;
    let mut seen: Vec<&str> = pushes
        .iter()
        .map(|push| push.header("authorization"))
        .collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 3);
    assert!(pushes.iter().all(|push| push.verified(KEY).is_ok()));
}
