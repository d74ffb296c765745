//! Pushes of the simulated cloud, beside its polls.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::time::Duration;

use frontdesk_protocol::push::PushKey;
use frontdesk_simulator::{
    Config as Simulator, PushAuth, PushConfig, PushCounts, PushSigning, Quirk, Quirks, Running,
    WorldHandle, start,
};
use serde_json::Value;
use support::push::{ACCESS_KEY, KEY, PUBLIC_URL, SIGNATURE};
use support::visitor::{Visitor, cursor, messages, texts};
use support::{Proxy, config};

/// A cloud that pushes, and a proxy at the address to which it does.
async fn desk(auth: PushAuth, flags: &[&str]) -> (Running, Proxy) {
    // Each has to know the other's address before it starts.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let push = PushConfig {
        every: Duration::from_millis(5),
        ..PushConfig::new(format!("http://{address}").parse().unwrap(), auth)
    };
    let simulator = start(Simulator {
        poll_hold: Duration::from_millis(100),
        push: Some(push),
        ..Simulator::default()
    });
    let simulator = simulator.await.unwrap();
    let mut config = config(&simulator.url(), flags);
    config.push.as_mut().unwrap().safety_poll = Duration::from_millis(50);
    config.listen = address;
    let proxy = Proxy::start_with(config).await;
    (simulator, proxy)
}

fn signing(key: &str) -> PushAuth {
    PushAuth::Signature(PushSigning {
        access_key: Some(ACCESS_KEY.parse().unwrap()),
        public: Some(PUBLIC_URL.parse().unwrap()),
        ..PushSigning::new(PushKey::new(key).unwrap())
    })
}

/// A visitor with an agent.
async fn with_agent(world: &WorldHandle, proxy: &Proxy) -> Visitor {
    let visitor = Visitor::connected(proxy).await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await.status(), 200);
    assert!(world.accept_next().is_some());
    visitor
}

async fn counted(world: &WorldHandle, wanted: impl Fn(PushCounts) -> bool) -> PushCounts {
    for _ in 0..500 {
        let counts = world.push_counts();
        if wanted(counts) {
            return counts;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{:?} {:?}", world.push_counts(), world.push_last_error());
}

/// All that is journaled, after the cloud was polled for what it still has.
async fn heard(world: &WorldHandle, visitor: &Visitor) -> Vec<Value> {
    let all = visitor.poll_once("?cursor=").await;
    let polls = world.calls("/poll");
    let mut at = cursor(&all);
    while world.calls("/poll") < polls + 2 {
        at = cursor(&visitor.poll_once(&format!("?cursor={at}")).await);
    }
    messages(&visitor.poll_once("?cursor=").await)
}

fn doubles(heard: &[Value]) -> usize {
    let said = |line: &Value| (line["content"].to_string(), line["controlType"].to_string());
    let different: std::collections::BTreeSet<_> = heard.iter().map(said).collect();
    heard.len() - different.len()
}

#[tokio::test]
async fn what_is_pushed_and_polled_is_handed_out_once_in_both_modes() {
    let bearer = PushAuth::Bearer("token-of-the-tenant".parse().unwrap());
    let bearer_flags = ["--push-auth=bearer", "--push-key=token-of-the-tenant"];
    for (auth, flags) in [(signing(KEY), &SIGNATURE[..]), (bearer, &bearer_flags)] {
        let (simulator, proxy) = desk(auth, flags).await;
        let world = simulator.world();
        let visitor = with_agent(&world, &proxy).await;
        for text in ["one", "two", "three"] {
            assert!(world.agent_says(&visitor.user_id, text));
        }
        let counts = counted(&world, |counts| counts.sent > 0).await;
        assert_eq!((counts.refused, counts.failed), (0, 0), "{counts:?}");

        let heard = heard(&world, &visitor).await;
        let from_agent: Vec<_> = heard
            .iter()
            .filter(|line| line["sourceType"] == "AGENT")
            .collect();
        assert_eq!(from_agent.len(), 3, "{heard:?}");
        assert_eq!(doubles(&heard), 0, "{heard:?}");
        simulator.stop().await;
    }
}

#[tokio::test]
async fn a_line_without_a_code_is_known_again_when_its_time_is_written_as_text() {
    for (pushed, polled) in [
        (Quirks::only(Quirk::NumbersAsText), Quirks::none()),
        (Quirks::none(), Quirks::only(Quirk::NumbersAsText)),
    ] {
        let (simulator, proxy) = desk(signing(KEY), &SIGNATURE).await;
        let world = simulator.world();
        world.set_quirks(pushed);
        let visitor = Visitor::connected(&proxy).await;
        counted(&world, |counts| counts.sent > 0).await;
        world.set_quirks(polled);

        let heard = heard(&world, &visitor).await;
        assert!(
            heard
                .iter()
                .any(|line| line["messageCode"].is_null() && !line["timestamp"].is_null()),
            "{heard:?}"
        );
        assert_eq!(doubles(&heard), 0, "{heard:?}");
        simulator.stop().await;
    }
}

#[tokio::test]
async fn repeats_replays_and_another_order_change_nothing() {
    let (simulator, proxy) = desk(signing(KEY), &SIGNATURE).await;
    let world = simulator.world();
    let visitor = with_agent(&world, &proxy).await;
    counted(&world, |counts| counts.sent > 0).await;
    world.push_reordered(true);
    world.push_paused(true);
    for text in ["one", "two"] {
        assert!(world.agent_says(&visitor.user_id, text));
    }
    world.push_paused(false);
    counted(&world, |counts| counts.sent > 1).await;
    let wanted = heard(&world, &visitor).await;
    let before = world.push_counts();
    let repeats = world.push_again(16) + world.push_replay(16);
    assert!(repeats > 2, "{before:?}");
    let counts = counted(&world, |counts| counts.duplicates >= repeats as u64).await;
    assert_eq!((counts.refused, counts.failed), (0, 0), "{counts:?}");
    let heard = heard(&world, &visitor).await;
    assert_eq!(
        (heard.len(), doubles(&heard)),
        (wanted.len(), 0),
        "{heard:?}"
    );
    simulator.stop().await;
}

#[tokio::test]
async fn another_key_brings_nothing_and_the_poll_goes_on() {
    let (simulator, proxy) = desk(signing(&KEY.replace('0', "1")), &SIGNATURE).await;
    let world = simulator.world();
    let visitor = with_agent(&world, &proxy).await;
    assert!(world.agent_says(&visitor.user_id, "one"));
    let counts = counted(&world, |counts| counts.refused > 0).await;
    assert_eq!(counts.sent, 0);
    let mut at = String::new();
    let mut lines = Vec::new();
    while !lines.iter().any(|line: &String| line.contains("one")) {
        let answer = visitor.poll(&at).await;
        lines.extend(texts(&answer));
        at = cursor(&answer);
    }
    simulator.stop().await;
}
