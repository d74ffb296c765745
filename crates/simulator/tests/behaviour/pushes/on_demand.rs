//! Pushes twice, in the wrong order, and late.

use frontdesk_simulator::PushCounts;

use super::{KEY, a_while, contents, counted, desk, text, together};
use crate::desk::Desk;

#[tokio::test]
async fn the_newest_pushes_come_again_with_the_same_body_authorised_anew() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    for (number, content) in (1..).zip(["1", "2", "3"]) {
        world.push_message(text(content));
        counted(&world, |counts| counts.sent == number).await;
    }
    assert_eq!(world.push_again(2), 2);
    let counts = counted(&world, |counts| counts.duplicates == 2).await;
    assert_eq!(counts.sent, 5);
    let pushes = receiver.so_far();
    for (repeat, first) in [(3, 1), (4, 2)] {
        assert_eq!(pushes[repeat].body, pushes[first].body);
        assert_ne!(
            pushes[repeat].header("authorization"),
            pushes[first].header("authorization")
        );
        assert_eq!(pushes[repeat].verified(KEY), Ok(()));
    }
    assert_eq!(world.push_again(9), 3);
}

#[tokio::test]
async fn a_replay_has_the_same_authorization() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    world.push_message(text("1"));
    counted(&world, |counts| counts.sent == 1).await;
    assert_eq!(world.push_replay(1), 1);
    counted(&world, |counts| counts.duplicates == 1).await;
    let pushes = receiver.so_far();
    assert_eq!(pushes[1].body, pushes[0].body);
    assert_eq!(pushes[1].headers, pushes[0].headers);
}

#[tokio::test]
async fn reordered_messages_come_last_first_and_never_alone() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    world.push_reordered(true);
    together(&world, &["1", "2", "3"]);
    let pushes = receiver.pushes(1).await;
    assert_eq!(contents(&pushes[0].json()), ["3", "2", "1"]);
    world.push_message(text("4"));
    a_while().await;
    assert_eq!(receiver.so_far().len(), 1);
    world.push_message(text("5"));
    let pushes = receiver.pushes(2).await;
    assert_eq!(contents(&pushes[1].json()), ["5", "4"]);
    world.push_message(text("6"));
    world.push_reordered(false);
    let pushes = receiver.pushes(3).await;
    assert_eq!(contents(&pushes[2].json()), ["6"]);
}

#[tokio::test]
async fn a_pause_holds_pushes_back_and_loses_none() {
    let (desk, receiver) = desk().await;
    let world = desk.running.world();
    world.push_paused(true);
    world.push_message(text("1"));
    world.push_message(text("2"));
    a_while().await;
    assert!(receiver.so_far().is_empty());
    world.push_paused(false);
    assert_eq!(receiver.messages(2).await.len(), 2);
}

#[tokio::test]
async fn without_a_webhook_nothing_is_pushed_or_repeated() {
    let desk = Desk::open().await;
    let world = desk.running.world();
    let visitor = desk.visitor("ann").await;
    visitor.say("CONNECT", "").await;
    world.push_message(text("1"));
    assert_eq!(world.push_again(1), 0);
    assert_eq!(world.push_counts(), PushCounts::default());
    assert_eq!(visitor.poll().await.len(), 1);
}
