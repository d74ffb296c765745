//! The queue, ratings, messages to leave, and what the robot is asked beside the conversation.

use frontdesk_simulator::DEMO_CHANNEL;
use serde_json::{Value, json};

use super::asked::asked;
use super::has_form;
use crate::desk::{Desk, clean};

#[tokio::test]
async fn a_place_is_asked_for_and_answered_as_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.queued("ann").await;
    let body = json!({ "userId": "ann", "channelConfigId": DEMO_CHANNEL, "channel": "WEB" });
    let post = |body: &Value| visitor.post("/queryQueueInfo", body);
    let place = asked("003", "table 4-1", &body, post).await;
    has_form("003", "table 4-2", &["resultDesc"], &[&place]);
}

#[tokio::test]
async fn a_rating_is_taken_and_answered_as_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let post = |body: &Value| visitor.post("/saveSatisfaction", body);
    let rating = visitor.rating("4", "Quick");
    let taken = asked("003", "table 6-2", &rating, post).await;
    let kept = desk.running.world().ratings().pop().unwrap();
    assert_eq!((kept.stars, kept.comment.as_str()), (4, "Quick"));
    let stranger = desk.visitor("bob").await;
    let refused = stranger
        .answer("/saveSatisfaction", &stranger.rating("4", "Quick"))
        .await;
    has_form("003", "table 6-1", &[], &[&taken, &refused]);
}

#[tokio::test]
async fn phrases_are_asked_for_and_answered_as_their_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let post = |body: &Value| visitor.post("/queryPhraseByKeyword", body);
    let body = json!({ "strContent": "bic", "locale": "zh", "channel": "WEB" });
    let phrases = asked("003", "table 10-1", &body, post).await;
    has_form("003", "table 10-2", &[], &[&phrases]);
}

#[tokio::test]
async fn a_message_is_left_and_answered_as_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.served("ann").await;
    desk.running.world().hang_up("ann");
    let post = |body: &Value| visitor.post("/doLeaveMessage", body);
    let body = json!({ "callId": "ann", "caller": "13866667777", "channel": "WEB",
        "leaveMessage": "Please call me" });
    let taken = asked("003", "table 15-2", &body, post).await;
    has_form("003", "table 15-3", &[], &[&taken]);
    let left = desk.running.world().messages_left().pop().unwrap();
    assert_eq!(left.message, "Please call me");
}

#[tokio::test]
async fn feedback_on_the_robot_is_taken_and_answered_as_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let post = |body: &Value| visitor.post("/v1/robot/feedbacksatisfaction", body);
    let body = json!({ "feedback": 1, "feedbackContent": "", "from": "ann", "interIdx": "1" });
    let taken = asked("003", "table 17-2", &body, post).await;
    has_form("003", "table 17-3", &[], &[&taken]);
    // Who is dissatisfied has to say why.
    let silent = json!({ "feedback": 0, "from": "ann", "interIdx": "1" });
    let refused = visitor
        .answer("/v1/robot/feedbacksatisfaction", &silent)
        .await;
    assert_eq!(refused["resultCode"], "3000000008");
    has_form("003", "table 17-3", &[], &[&refused]);
}
