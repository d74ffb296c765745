//! A whole visit, from the first token to the rating, with the simulator as the cloud.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use frontdesk_simulator::{Config as Simulator, start};
use serde_json::Value;
use support::Proxy;
use support::visitor::{Visitor, cursor, messages, texts};

#[tokio::test]
async fn a_whole_visit_goes_through() {
    let simulator = start(Simulator::default()).await.unwrap();
    let world = simulator.world();
    let proxy = Proxy::start(&simulator.url(), &[]).await;
    let visitor = Visitor::new(&proxy).await;

    assert_eq!(world.calls("/poll"), 0);
    let answer: Value = visitor.say("CONNECT", "").await.json().await.unwrap();
    assert_eq!(answer["resultCode"], "0", "{answer}");
    let greeting = visitor.poll("").await;
    assert!(!messages(&greeting).is_empty(), "the robot greets");

    assert_eq!(visitor.chat("What is your name?").await.status(), 200);
    let reply = visitor.poll(&cursor(&greeting)).await;
    assert!(!messages(&reply).is_empty(), "the robot answers");

    assert_eq!(visitor.say("TRANS2AGENT", "").await.status(), 200);
    let place: Value = visitor.queue().await.json().await.unwrap();
    assert_eq!(place["position"], 1, "{place}");
    assert_eq!(
        world.accept_next().as_deref(),
        Some(visitor.user_id.as_str())
    );
    let place: Value = visitor.queue().await.json().await.unwrap();
    assert_eq!(place["resultCode"], "160021", "{place}");

    assert!(world.agent_says(&visitor.user_id, "How can I help?"));
    let mut at = cursor(&reply);
    let mut heard = Vec::new();
    while !heard
        .iter()
        .any(|text: &String| text.contains("How can I help?"))
    {
        let answer = visitor.poll(&at).await;
        assert!(!messages(&answer).is_empty(), "{heard:?}");
        heard.extend(texts(&answer));
        at = cursor(&answer);
    }
    assert_eq!(visitor.chat("Where is my parcel?").await.status(), 200);
    assert!(
        world
            .heard(&visitor.user_id)
            .contains(&"Where is my parcel?".to_owned())
    );

    assert_eq!(visitor.rate("5").await.status(), 200);
    assert_eq!(world.ratings().len(), 1);
    assert_eq!(visitor.say("DISCONNECT", "").await.status(), 200);

    proxy.running.shutdown().await;
    simulator.stop().await;
}

#[tokio::test]
async fn an_expired_bearer_and_expired_tokens_are_renewed_unseen() {
    let simulator = start(Simulator::default()).await.unwrap();
    let world = simulator.world();
    let proxy = Proxy::start(&simulator.url(), &[]).await;
    let visitor = Visitor::connected(&proxy).await;

    world.expire_bearers();
    assert_eq!(visitor.chat("one").await.status(), 200);
    world.expire_tokens();
    assert_eq!(visitor.chat("two").await.status(), 200);
    assert_eq!(world.users(), std::slice::from_ref(&visitor.user_id));
    assert_eq!(world.calls("/applyToken"), 2);
    simulator.stop().await;
}
