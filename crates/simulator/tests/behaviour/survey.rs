//! getsatisfactionsurveymode, and the answers to what it asks.

use frontdesk_protocol::{SurveyQuestion, SurveyType};
use frontdesk_simulator::{Config, ServicesConfig, SurveyConfig};
use serde_json::{Value, json};

use crate::desk::{Desk, quick};

fn with_survey(kind: SurveyType, questions: &[SurveyQuestion]) -> Config {
    let survey = SurveyConfig {
        kind,
        questions: questions.to_vec(),
    };
    Config {
        services: ServicesConfig {
            survey,
            ..ServicesConfig::default()
        },
        ..quick()
    }
}

async fn survey(desk: &Desk, body: Value) -> Value {
    let visitor = desk.guest("ann").await;
    let answer = visitor.answer("/getsatisfactionsurveymode", &body).await;
    assert_eq!(answer["resultCode"], "0");
    answer["satisfactionSurvey"].clone()
}

#[tokio::test]
async fn the_survey_comes_in_the_language_that_is_asked_for() {
    let desk = Desk::open().await;
    for (language, best) in [
        ("zh_CN", "非常满意"),
        ("en_US", "Very satisfied"),
        ("pt_BR", "Muito satisfeito"),
        ("ar_SA", "راضٍ جدًا"),
        ("fr_FR", "Très satisfait"),
        ("es_ES", "Muy satisfecho"),
        ("de_DE", "Very satisfied"),
    ] {
        let survey = survey(&desk, json!({ "language": language })).await;
        let expected = json!({ "satisfactionLevelKey": "5", "satisfactionLevelDesc": best });
        assert_eq!(survey["satisfactionLevel"][4], expected);
        assert_eq!(survey["surveyType"], "WEB");
    }
    let plain = survey(&desk, json!({})).await;
    assert_eq!(plain["satisfactionLevel"].as_array().unwrap().len(), 5);
    assert_eq!(plain["satisfactionQuestion"], json!(["CSAT"]));
}

#[tokio::test]
async fn it_asks_what_is_configured() {
    let questions = [SurveyQuestion::FirstContact, SurveyQuestion::Recommendation];
    let desk = Desk::with(with_survey(SurveyType::Web, &questions)).await;
    let survey = survey(&desk, json!({})).await;
    assert_eq!(survey["satisfactionQuestion"], json!(["FCR", "NPS"]));
}

#[tokio::test]
async fn without_a_survey_there_is_nothing_to_choose_from() {
    let desk = Desk::with(with_survey(SurveyType::No, &[SurveyQuestion::Satisfaction])).await;
    let survey = survey(&desk, json!({})).await;
    let expected =
        json!({ "surveyType": "NO", "satisfactionLevel": [], "satisfactionQuestion": [] });
    assert_eq!(survey, expected);
}

#[tokio::test]
async fn the_newer_answers_are_kept_with_the_rating() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    for (score, solved) in [
        (json!("0"), json!(2)),
        (json!("10"), json!("1")),
        (json!(null), json!(null)),
    ] {
        let mut body = visitor.rating("4", "");
        body["npsScore"] = score;
        body["fcrValue"] = solved;
        assert_eq!(
            visitor.answer("/saveSatisfaction", &body).await["returnCode"],
            "0"
        );
    }
    let ratings = desk.running.world().ratings();
    let kept: Vec<_> = ratings
        .iter()
        .map(|rating| (rating.recommendation, rating.first_contact))
        .collect();
    assert_eq!(
        kept,
        [(Some(0), Some(false)), (Some(10), Some(true)), (None, None)]
    );

    let state = desk.http.get(desk.url("/console/api/state"));
    let state: Value = state.send().await.unwrap().json().await.unwrap();
    assert_eq!(state["ratings"][1]["recommendation"], 10);
    assert_eq!(state["ratings"][1]["firstContact"], true);
}

#[tokio::test]
async fn answers_out_of_their_range_are_bad_requests() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    for (field, value) in [
        ("npsScore", json!("11")),
        ("npsScore", json!("-1")),
        ("npsScore", json!("ten")),
        ("fcrValue", json!(0)),
        ("fcrValue", json!(3)),
    ] {
        let mut body = visitor.rating("4", "");
        body[field] = value;
        let answer = visitor
            .post("/saveSatisfaction", &body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400, "{body}");
    }
    assert!(desk.running.world().ratings().is_empty());
}
