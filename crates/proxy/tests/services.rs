//! Everything beside the conversation, through the whole chain, with the simulator as the cloud.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use frontdesk_simulator::{Config as Simulator, start};
use serde_json::json;
use support::Proxy;
use support::visitor::{Visitor, messages};

#[tokio::test]
async fn the_survey_comes_in_the_language_that_is_asked_for() {
    let simulator = start(Simulator::default()).await.unwrap();
    let proxy = Proxy::start(&simulator.url(), &[]).await;
    let visitor = Visitor::connected(&proxy).await;

    let own = visitor.ask("getsatisfactionsurveymode", json!({})).await;
    assert_eq!(own["resultCode"], "0", "{own}");
    assert_eq!(own["satisfactionSurvey"]["surveyType"], "WEB");
    let french = json!({"language": "fr_FR"});
    let french = visitor.ask("getsatisfactionsurveymode", french).await;
    let levels = |survey: &serde_json::Value| {
        let levels = &survey["satisfactionSurvey"]["satisfactionLevel"];
        assert_eq!(levels.as_array().unwrap().len(), 5, "{survey}");
        levels.clone()
    };
    assert_ne!(levels(&own), levels(&french));
    simulator.stop().await;
}

#[tokio::test]
async fn phrases_and_feedback_reach_the_robot() {
    let simulator = start(Simulator::default()).await.unwrap();
    let world = simulator.world();
    let proxy = Proxy::start(&simulator.url(), &[]).await;
    let visitor = Visitor::connected(&proxy).await;

    let phrases = visitor
        .ask("queryPhraseByKeyword", json!({"strContent": "how deliv"}))
        .await;
    assert_eq!(phrases["resultCode"], "0", "{phrases}");
    // The documents' own example calls them `question`.
    assert!(
        !phrases["phrases"].as_array().unwrap().is_empty(),
        "{phrases}"
    );
    assert_eq!(phrases["question"], phrases["phrases"]);

    assert_eq!(visitor.chat("Where is my order?").await.status(), 200);
    let mut index = None;
    let mut place = String::new();
    while index.is_none() {
        let answer = visitor.poll(&place).await;
        assert!(!messages(&answer).is_empty(), "the robot answers");
        place = support::visitor::cursor(&answer);
        let said = messages(&answer).into_iter();
        index = said
            .map(|message| message["interIdx"].clone())
            .find(|index| !index.is_null());
    }
    let down = json!({"feedback": 0, "feedbackContent": "not mine", "interIdx": index});
    let taken = visitor.ask("v1/robot/feedbacksatisfaction", down).await;
    assert_eq!(taken["resultCode"], "0", "{taken}");
    let feedback = world.feedback();
    assert_eq!(feedback.len(), 1);
    assert_eq!(feedback[0].user, visitor.user_id);
    assert_eq!(feedback[0].content, "not mine");
    simulator.stop().await;
}

#[tokio::test]
async fn a_message_is_left_once_however_often_it_is_repeated() {
    let simulator = start(Simulator::default()).await.unwrap();
    let world = simulator.world();
    let proxy = Proxy::start(&simulator.url(), &[]).await;
    let visitor = Visitor::new(&proxy).await;

    let body = json!({"caller": "13800000000", "leaveMessage": "Call me."});
    for _ in 0..2 {
        let request = visitor.sealed("doLeaveMessage", body.clone());
        let answer = request
            .header("idempotency-key", "k1")
            .send()
            .await
            .unwrap();
        let answer: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(answer["resultCode"], "0", "{answer}");
    }
    let left = world.messages_left();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (&*left[0].user, &*left[0].message),
        (&*visitor.user_id, "Call me.")
    );
    simulator.stop().await;
}

#[tokio::test]
async fn history_is_there_once_an_agent_is() {
    let simulator = start(Simulator::default()).await.unwrap();
    let world = simulator.world();
    let proxy = Proxy::start(&simulator.url(), &[]).await;
    let visitor = Visitor::connected(&proxy).await;
    assert_eq!(visitor.chat("Hello?").await.status(), 200);
    assert_eq!(visitor.say("TRANS2AGENT", "").await.status(), 200);
    assert!(world.accept_next().is_some());
    let history = visitor
        .ask(
            "queryHistoryChatMessage",
            json!({"startTime": "0", "limit": 100}),
        )
        .await;
    assert_eq!(history["resultCode"], "0", "{history}");
    let list = history["messageList"].as_array().unwrap();
    assert!(
        list.iter().any(|message| message["content"] == "Hello?"),
        "{history}"
    );
    simulator.stop().await;
}
