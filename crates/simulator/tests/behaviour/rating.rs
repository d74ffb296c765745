//! saveSatisfaction.

use serde_json::{Value, json};

use crate::desk::Desk;

#[tokio::test]
async fn a_rating_is_answered_with_return_code_and_kept() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    visitor.say("DISCONNECT", "").await;
    let answer = visitor
        .answer("/saveSatisfaction", &visitor.rating("5", "Satisfied"))
        .await;
    assert_eq!(answer, json!({ "returnCode": "0" }));
    let ratings = desk.running.world().ratings();
    assert_eq!(ratings.len(), 1);
    assert_eq!(
        (ratings[0].stars, ratings[0].comment.as_str()),
        (5, "Satisfied")
    );
}

#[tokio::test]
async fn an_empty_comment_is_a_comment_and_a_missing_one_is_not() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let mut body = visitor.rating("3", "");
    assert_eq!(
        visitor.answer("/saveSatisfaction", &body).await["returnCode"],
        "0"
    );
    body.as_object_mut().unwrap().remove("comment");
    let answer = visitor
        .post("/saveSatisfaction", &body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
}

#[tokio::test]
async fn stars_outside_one_to_five_and_long_comments_are_bad_requests() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    for body in [
        visitor.rating("0", "x"),
        visitor.rating("6", "x"),
        visitor.rating("good", "x"),
        visitor.rating("5", &"x".repeat(512)),
    ] {
        let answer = visitor
            .post("/saveSatisfaction", &body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400);
    }
    assert!(desk.running.world().ratings().is_empty());
}

#[tokio::test]
async fn who_had_no_session_has_nothing_to_rate() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    let answer: Value = visitor
        .answer("/saveSatisfaction", &visitor.rating("5", ""))
        .await;
    assert_eq!(answer["returnCode"], "160004");
}
