//! The robot: what it says, phrases, and what visitors think of its answers.

use std::sync::Arc;

use frontdesk_simulator::{Config, Phase, ServicesConfig};
use serde_json::{Value, json};

use crate::desk::{Desk, Visitor, clean};

fn with_script(toml: &str) -> Config {
    let services = ServicesConfig {
        script: Arc::new(toml.parse().unwrap()),
        ..ServicesConfig::default()
    };
    Config {
        services,
        ..clean()
    }
}

const SCRIPT: &str = r#"
name = "Pat"
greeting = "Hello {name}, you have {transData.plan}."
menu = ["First?", "Second for {name}?"]
unknown = "Pardon?"
[hand-over]
words = ["person"]
text = "I take you there."
transfer = true
[[answers]]
question = "First?"
text = "<p>For {transData.plan}</p>"
similar = ["Second?", "Third?"]
"#;

async fn connect(visitor: &Visitor, data: &Value) -> Value {
    let mut message = visitor.message("CONNECT", "");
    message["transData"] = json!(data.to_string());
    assert_eq!(visitor.answer("/send", &message).await["resultCode"], "0");
    visitor.poll().await.remove(0)
}

async fn feedback(visitor: &Visitor, feedback: u8, content: &str, inter_idx: &Value) -> Value {
    let body = json!({ "feedback": feedback, "feedbackContent": content, "from": visitor.user,
        "interIdx": inter_idx });
    visitor
        .answer("/v1/robot/feedbacksatisfaction", &body)
        .await
}

async fn phrases(visitor: &Visitor, text: &str) -> Value {
    let body = json!({ "strContent": text, "locale": "zh", "channel": "WEB" });
    visitor.answer("/queryPhraseByKeyword", &body).await
}

#[tokio::test]
async fn the_greeting_knows_the_visitor_and_offers_the_menu() {
    let desk = Desk::with(with_script(SCRIPT)).await;
    let visitor = desk.visitor("ann").await;
    let greeting = connect(&visitor, &json!({ "plan": "gold" })).await;
    assert_eq!(greeting["content"], "Hello Ann, you have gold.");
    assert_eq!(greeting["senderNickname"], "Pat");
    assert_eq!(
        greeting["simQuestions"],
        json!(["First?", "Second for Ann?"])
    );
    assert_eq!(greeting["interIdx"], "1");
}

#[tokio::test]
async fn what_a_visitor_brings_never_becomes_a_tag() {
    let desk = Desk::with(with_script(SCRIPT)).await;
    let visitor = desk.visitor("ann").await;
    connect(&visitor, &json!({ "plan": "<img src=x>" })).await;
    visitor.say("CHAT", "first?").await;
    let answer = visitor.poll().await.remove(0);
    assert_eq!(answer["content"], "<p>For &lt;img src=x&gt;</p>");
    assert_eq!(answer["simQuestions"], json!(["Second?", "Third?"]));
    assert_eq!(answer["interIdx"], "2");
}

#[tokio::test]
async fn answers_are_numbered_anew_in_every_session() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    visitor.say("CHAT", "Quack").await;
    assert_eq!(visitor.poll().await[0]["interIdx"], "2");
    visitor.say("DISCONNECT", "").await;
    let greeting = connect(&visitor, &json!(null)).await;
    assert_eq!(greeting["interIdx"], "1");
}

#[tokio::test]
async fn a_robot_that_may_puts_the_visitor_into_the_queue() {
    let desk = Desk::with(with_script(SCRIPT)).await;
    let visitor = desk.guest("ann").await;
    visitor.say("CHAT", "A person, please").await;
    let said = visitor.poll().await;
    assert_eq!(said[0]["content"], "I take you there.");
    assert_eq!(said[1]["sourceType"], "SYSTEM");
    assert_eq!(desk.running.world().phase("ann"), Some(Phase::Queued));
}

#[tokio::test]
async fn trans_data_beyond_its_limit_is_a_bad_request() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.visitor("ann").await;
    let mut message = visitor.message("CONNECT", "");
    message["transData"] = json!(json!({ "x": "y".repeat(8192) }).to_string());
    let answer = visitor.post("/send", &message).send().await.unwrap();
    assert_eq!(answer.status(), 400);
}

#[tokio::test]
async fn phrases_follow_what_is_written_five_at_most() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let answer = phrases(&visitor, "bic").await;
    assert_eq!(answer["resultCode"], "0");
    let found = answer["phrases"].as_array().unwrap();
    assert!((1..=5).contains(&found.len()), "{found:?}");
    assert!(
        found
            .iter()
            .all(|phrase| phrase.as_str().unwrap().contains("bicycle"))
    );
    assert_eq!(phrases(&visitor, "zebra").await["phrases"], json!([]));
}

#[tokio::test]
async fn there_are_phrases_only_while_the_robot_listens() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.visitor("ann").await;
    assert_eq!(phrases(&visitor, "bic").await["resultCode"], "160004");
    visitor.say("CONNECT", "").await;
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(phrases(&visitor, "bic").await["resultCode"], "160013");
    desk.running.world().accept_next();
    let answer = phrases(&visitor, "bic").await;
    assert_eq!(answer["resultCode"], "160021");
    assert!(answer["phrases"].is_null());
}

#[tokio::test]
async fn phrases_ask_for_text_language_and_channel() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    for body in [
        json!({ "locale": "zh", "channel": "WEB" }),
        json!({ "strContent": "a", "channel": "WEB" }),
        json!({ "strContent": "a", "locale": "tlh", "channel": "WEB" }),
        json!({ "strContent": "a", "locale": "zh" }),
    ] {
        let answer = visitor
            .post("/queryPhraseByKeyword", &body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400, "{body}");
    }
}

#[tokio::test]
async fn feedback_on_an_answer_is_taken_and_kept() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    visitor.say("CHAT", "Quack").await;
    let answer = visitor.poll().await.remove(0);
    let given = feedback(&visitor, 0, "not what I asked", &answer["interIdx"]).await;
    assert_eq!(given["resultCode"], "0");
    assert_eq!(
        feedback(&visitor, 1, "", &json!(1)).await["resultCode"],
        "0"
    );
    let kept = desk.running.world().feedback();
    assert_eq!(
        (kept[0].helped, kept[0].content.as_str()),
        (false, "not what I asked")
    );
    assert!(kept[0].answer.contains("don't understand"));
    assert!(kept[1].helped && kept[1].inter_idx == "1");

    let state = desk.http.get(desk.url("/console/api/state"));
    let state: Value = state.send().await.unwrap().json().await.unwrap();
    let shown = &state["services"]["feedback"];
    assert_eq!(shown[1]["content"], "not what I asked");
    assert_eq!(shown[0]["helped"], true);
}

#[tokio::test]
async fn feedback_that_it_did_not_help_must_say_why() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let answer = feedback(&visitor, 0, "", &json!("1")).await;
    assert_eq!(answer["resultCode"], "3000000008");
    assert!(desk.running.world().feedback().is_empty());
}

#[tokio::test]
async fn feedback_is_for_an_answer_of_a_robot_that_is_there() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    assert_eq!(
        feedback(&visitor, 1, "", &json!("99")).await["resultCode"],
        "1"
    );
    visitor.say("TRANS2AGENT", "").await;
    assert_eq!(
        feedback(&visitor, 1, "", &json!("1")).await["resultCode"],
        "30000000019"
    );
}

#[tokio::test]
async fn feedback_that_is_not_as_described_is_a_bad_request() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let good = json!({ "feedback": 0, "feedbackContent": "é", "from": "ann", "interIdx": "1" });
    for (field, value, status) in [
        ("feedback", json!(2), 400),
        ("feedback", json!(null), 400),
        ("interIdx", json!(""), 400),
        ("feedbackContent", json!("é".repeat(33)), 400),
        ("from", json!(null), 400),
        ("from", json!("bob"), 401),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let request = visitor.post("/v1/robot/feedbacksatisfaction", &body);
        assert_eq!(request.send().await.unwrap().status(), status, "{body}");
    }
}
