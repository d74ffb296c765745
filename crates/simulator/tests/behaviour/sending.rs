//! send: what it takes and what it refuses.

use frontdesk_simulator::Phase;
use serde_json::{Value, json};

use crate::desk::Desk;

#[tokio::test]
async fn what_the_document_marks_mandatory_is_mandatory() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    for field in [
        "channel",
        "controlType",
        "from",
        "mediaType",
        "sourceType",
        "to",
    ] {
        let mut message = visitor.message("CHAT", "Hello");
        message.as_object_mut().unwrap().remove(field);
        let answer = visitor.post("/send", &message).send().await.unwrap();
        assert_eq!(answer.status(), 400, "without {field}");
        let answer: Value = answer.json().await.unwrap();
        assert!(answer["resultDesc"].as_str().unwrap().contains(field));
    }
    assert!(desk.running.world().heard("ann").is_empty());
}

#[tokio::test]
async fn what_a_field_must_not_hold_is_a_bad_request() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    for (field, value) in [
        ("sourceType", "AGENT"),
        ("to", "1"),
        ("channel", "LINE"),
        ("controlType", "SHOUT"),
        ("content", ""),
        ("messageId", "a,b"),
        ("messageId", "0123456789012345678901234567890123"),
    ] {
        let mut message = visitor.message("CHAT", "Hello");
        message[field] = json!(value);
        let answer = visitor.post("/send", &message).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{field} = {value}");
    }
}

#[tokio::test]
async fn trans_data_that_is_not_json_is_a_bad_request() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    let mut message = visitor.message("CONNECT", "");
    message["transData"] = json!("{page: 1}");
    assert_eq!(
        visitor
            .post("/send", &message)
            .send()
            .await
            .unwrap()
            .status(),
        400
    );
    message["transData"] = json!("{\"page\": 1}");
    assert_eq!(visitor.answer("/send", &message).await["resultCode"], "0");
}

#[tokio::test]
async fn a_text_beyond_a_thousand_bytes_is_too_long() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    assert_eq!(visitor.say("CHAT", &"é".repeat(500)).await, "0");
    assert_eq!(visitor.say("CHAT", &"é".repeat(501)).await, "160012");
    assert_eq!(desk.running.world().heard("ann").len(), 1);
}

#[tokio::test]
async fn without_a_session_nothing_but_connect_is_taken() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    for control in ["CHAT", "TRANS2AGENT", "INPUT", "READ", "DISCONNECT"] {
        assert_eq!(visitor.say(control, "x").await, "160004", "{control}");
    }
    assert_eq!(visitor.say("CONNECT", "").await, "0");
}

#[tokio::test]
async fn connecting_again_goes_on_with_the_open_session() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    assert_eq!(visitor.say("CONNECT", "").await, "0");
    assert!(visitor.poll().await.is_empty());
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(visitor.say("CONNECT", "").await, "0");
    assert_eq!(desk.running.world().phase("ann"), Some(Phase::Queued));
}

#[tokio::test]
async fn asking_for_a_person_twice_keeps_the_place_and_with_an_agent_is_13() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
    assert_eq!(visitor.say("TRANSFER", "").await, "0");
    assert_eq!(desk.running.world().waiting(), ["ann"]);
    desk.running.world().accept_next();
    assert_eq!(visitor.say("TRANS2AGENT", "").await, "13");
}

#[tokio::test]
async fn input_and_read_reports_are_taken() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    assert_eq!(visitor.say("INPUT", "").await, "0");
    assert_eq!(visitor.say("READ", "code-1, code-2").await, "0");
    assert!(desk.running.world().heard("ann").is_empty());
}

#[tokio::test]
async fn a_name_beyond_its_length_is_a_bad_request() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    let mut message = visitor.message("CONNECT", "");
    message["senderNickname"] = json!("é".repeat(129));
    let answer = visitor.post("/send", &message).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    let said: Value = answer.json().await.unwrap();
    assert!(
        said["resultDesc"]
            .as_str()
            .unwrap()
            .contains("senderNickname")
    );
    message["senderNickname"] = json!("é".repeat(128));
    assert_eq!(visitor.answer("/send", &message).await["resultCode"], "0");
}

#[tokio::test]
async fn content_other_than_text_has_a_bound_too() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    for (bytes, code) in [(4096, "0"), (4097, "160012")] {
        let mut message = visitor.message("CHAT", &"x".repeat(bytes));
        message["mediaType"] = json!("IMAGE");
        assert_eq!(visitor.answer("/send", &message).await["resultCode"], code);
    }
}

#[tokio::test]
async fn types_that_are_not_for_visitors_are_refused_in_words() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    for media in ["CARD", "DOCUMENT", "EMAIL", "SHOUT"] {
        let mut message = visitor.message("CHAT", "Hello");
        message["mediaType"] = json!(media);
        let answer = visitor.answer("/send", &message).await;
        assert_eq!(answer["resultCode"], "1", "{media}");
        assert!(
            answer["resultDesc"]
                .as_str()
                .unwrap()
                .contains("FILE_IMAGE")
        );
    }
    assert!(desk.running.world().heard("ann").is_empty());
}

#[tokio::test]
async fn what_fails_of_a_queued_message_is_told_by_poll() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let send = async |message: &Value| visitor.answer("/sendAsync", message).await;
    let too_long = visitor.message("CHAT", &"x".repeat(1001));
    assert_eq!(send(&too_long).await["resultCode"], "0");
    let told = visitor.poll().await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["sourceType"], "SYSTEM");
    assert_eq!(told[0]["content"], "160012: the message is too long.");

    let carried = visitor.message("CHAT", "prices");
    assert_eq!(send(&carried).await["resultCode"], "0");
    assert_eq!(visitor.poll().await[0]["sourceType"], "ROBOT");
    let mut wrong = visitor.message("CHAT", "prices");
    wrong["to"] = json!("1");
    let answer = visitor.post("/sendAsync", &wrong).send().await.unwrap();
    assert_eq!(answer.status(), 400);
}
