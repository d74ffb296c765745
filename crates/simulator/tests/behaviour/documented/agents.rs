//! The agent gateway's sendmessage.

use frontdesk_simulator::DEMO_CHANNEL;
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::asked::asked;
use super::has_form;
use super::rows::rows_of;
use crate::desk::{Desk, clean};

fn data() -> Value {
    json!({
        "from": DEMO_CHANNEL, "to": "ann", "channel": "WEB", "controlType": "CHAT",
        "mediaType": "IMAGE", "messageCode": "b72d414f-97ca-4897-bc9f-a727ad92ff12",
        "mediaFileType": "png", "senderNickname": "Agent", "senderAvatar": "DefaultAvatar",
        "sendTime": "1678109503317", "content": "picture-1", "contentType": "1", "userId": "ann",
    })
}

fn body(desk: &Desk, data: &str) -> Value {
    let call = desk.running.world().call_id("ann").unwrap();
    json!({ "callid": call, "userid": "88880043", "data": data })
}

fn send(desk: &Desk, agent: &str, body: &Value) -> RequestBuilder {
    let path = format!("/agentgateway/resource/mediacall/{agent}/sendmessage");
    desk.post(&path, body).header("Guid", GUID)
}

async fn code(request: RequestBuilder) -> Value {
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    has_form("001", "table 4", &[], &[&answer]);
    answer["retcode"].clone()
}

#[tokio::test]
async fn an_agents_message_is_carried_with_everything_that_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.served("ann").await;
    let whole = body(&desk, &data().to_string());
    let post = |body: &Value| send(&desk, "101", body);
    let answer = asked("001", "table 2", &whole, post).await;
    has_form("001", "table 4", &[], &[&answer]);
    let post = |data: &Value| send(&desk, "101", &body(&desk, &data.to_string()));
    asked("001", "table 3", &data(), post).await;

    let carried = visitor.poll().await.pop().unwrap();
    for row in rows_of("001", "table 3") {
        let (field, sent) = (row.field.as_str(), &data()[&row.field]);
        match field {
            "sendTime" => assert!(carried["timestamp"].is_i64()),
            "userId" => assert_eq!(&carried["to"], sent),
            _ => assert_eq!(&carried[field], sent, "{field}"),
        }
    }
    let mut with_long_code = data();
    with_long_code["messageCode"] = json!("x".repeat(64));
    assert_eq!(code(post(&with_long_code)).await, "0");
    visitor.poll().await;
    for (field, wrong) in [
        ("from", "1"),
        ("to", "bob"),
        ("channel", "LINE"),
        ("controlType", "CONNECT"),
        ("messageCode", &"x".repeat(65)),
    ] {
        let mut data = data();
        data[field] = json!(wrong);
        assert_ne!(code(post(&data)).await, "0", "{field}");
    }
    assert!(visitor.poll().await.is_empty());
}

#[tokio::test]
async fn an_agents_message_needs_the_headers_and_the_id_of_its_tables() {
    let desk = Desk::with(clean()).await;
    desk.served("ann").await;
    let whole = body(&desk, &data().to_string());
    for row in rows_of("001", "table 1") {
        let url = "/agentgateway/resource/mediacall/101/sendmessage";
        let request = desk.http.post(desk.url(url)).body(whole.to_string());
        let request = match row.field.as_str() {
            "Content-Type" => request.header("Guid", GUID),
            "Guid" => request.header("Content-Type", "application/json; charset=UTF-8"),
            unknown => panic!("{unknown}"),
        };
        let answer = request.send().await.unwrap();
        let is_bad = answer.status() == 400;
        let answer: Value = answer.json().await.unwrap();
        assert!(is_bad || answer["retcode"] == "106-001", "{row:?} {answer}");
    }
    assert_eq!(rows_of("001", "table without a number")[0].field, "agentid");
    for (agent, is_one) in [
        ("100", false),
        ("101", true),
        ("59999", true),
        ("60000", false),
    ] {
        let is_refused_as_none = code(send(&desk, agent, &whole)).await == "106-002";
        assert_eq!(is_refused_as_none, !is_one, "{agent}");
    }
}

#[tokio::test]
async fn an_agents_data_may_have_3_8_kilobytes() {
    let desk = Desk::with(clean()).await;
    desk.served("ann").await;
    let of_bytes = |bytes: usize| {
        let mut data = data();
        data["content"] = json!("");
        let empty = data.to_string().len();
        data["content"] = json!("x".repeat(bytes - empty));
        let text = data.to_string();
        assert_eq!(text.len(), bytes);
        send(&desk, "101", &body(&desk, &text))
    };
    assert!(rows_of("001", "table 2")[2].kind.contains("3.8 KB"));
    assert_eq!(code(of_bytes(3891)).await, "0");
    assert_eq!(code(of_bytes(3892)).await, "106-002");
}

const GUID: &str = "00000000-0000-0000-0000-000000000101.AgentGateway1";
