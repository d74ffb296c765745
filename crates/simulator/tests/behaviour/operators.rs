//! createcall.

use frontdesk_simulator::DEMO_APP_KEY;
use serde_json::{Value, json};

use crate::desk::{API, Desk};

const PATH: &str = "/v1/mobileagent/createcall";

async fn create(desk: &Desk, body: &Value) -> Value {
    let request = desk
        .post(&format!("{API}{PATH}"), body)
        .header("x-app-key", DEMO_APP_KEY)
        .bearer_auth(desk.bearer().await);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

fn call() -> Value {
    json!({ "called": "88884432", "callData": "1", "callerPresent": "95599" })
}

#[tokio::test]
async fn an_operator_gets_a_call_without_a_visitors_token() {
    let desk = Desk::open().await;
    let answer = create(&desk, &call()).await;
    assert_eq!(answer["resultCode"], "0");
    let data = &answer["resultData"];
    assert!(!data["callSerialNo"].as_str().unwrap().is_empty());
    assert!(data["accesscode"].as_str().unwrap().starts_with("179080"));
    let (ip, port) = data["sipServiceAddress"]
        .as_str()
        .unwrap()
        .split_once(':')
        .unwrap();
    assert!(ip.parse::<std::net::Ipv4Addr>().is_ok() && port.parse::<u16>().is_ok());
    assert_eq!(desk.running.world().calls(PATH), 1);
}

#[tokio::test]
async fn it_needs_bearer_and_app_key() {
    let desk = Desk::open().await;
    let visitor = desk.visitor("ann").await;
    let url = format!("{API}{PATH}");
    let of_visitor = desk
        .post(&url, &call())
        .header("ccmessaging-token", &visitor.token);
    assert_eq!(of_visitor.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn fields_beyond_their_length_are_30010000003() {
    let desk = Desk::open().await;
    for (field, most) in [("called", 32), ("callData", 1024), ("callerPresent", 32)] {
        let mut body = call();
        body[field] = json!("1".repeat(most));
        assert_eq!(create(&desk, &body).await["resultCode"], "0", "{field}");
        body[field] = json!("1".repeat(most + 1));
        let answer = create(&desk, &body).await;
        assert_eq!(answer["resultCode"], "30010000003");
        assert!(answer["resultDesc"].as_str().unwrap().contains(field));
        assert!(answer["resultData"].is_null());
    }
    assert_eq!(create(&desk, &json!({})).await["resultCode"], "30010000003");
}

#[tokio::test]
async fn every_fault_of_the_table_can_be_set() {
    let desk = Desk::open().await;
    for code in [
        "30010000001",
        "30010000002",
        "30010010001",
        "30010010002",
        "30010010003",
        "30010019999",
        "30011010001",
        "30011019999",
        "30010009999",
    ] {
        desk.running.world().set_operator_result(code);
        let answer = create(&desk, &call()).await;
        assert_eq!(answer["resultCode"], code);
        assert!(!answer["resultDesc"].as_str().unwrap().is_empty());
    }
    desk.running.world().set_operator_result("0");
    assert_eq!(create(&desk, &call()).await["resultCode"], "0");
}
