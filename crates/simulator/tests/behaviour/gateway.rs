//! The agent gateway.

use frontdesk_simulator::{AgentId, DEMO_CHANNEL};
use serde_json::{Value, json};

use crate::desk::{Desk, several};

fn data() -> Value {
    json!({
        "from": DEMO_CHANNEL, "to": "ann", "channel": "WEB", "controlType": "CHAT",
        "mediaType": "TEXT", "messageCode": "b72d414f-97ca-4897-bc9f-a727ad92ff12",
        "content": "<p>Message sent by the agent</p>", "senderNickname": "Agent",
        "senderAvatar": "DefaultAvatar", "sendTime": 1_678_109_503_317_i64, "userId": "ann",
    })
}

async fn sent(desk: &Desk, agent: &str, data: &str, guid: Option<&str>) -> Value {
    let call = desk.running.world().call_id("ann").unwrap_or_default();
    sent_in(desk, &call, agent, data, guid).await
}

async fn sent_in(desk: &Desk, call: &str, agent: &str, data: &str, guid: Option<&str>) -> Value {
    let body = json!({ "callid": call, "userid": "88880043", "data": data });
    let path = format!("/agentgateway/resource/mediacall/{agent}/sendmessage");
    let mut request = desk.post(&path, &body);
    if let Some(guid) = guid {
        request = request.header("Guid", guid);
    }
    request.send().await.unwrap().json().await.unwrap()
}

const GUID: Option<&str> = Some("00000000-0000-0000-0000-000000000101.AgentGateway1");

#[tokio::test]
async fn an_agents_message_reaches_the_visitors_poll() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    let answer = sent(&desk, "101", &data().to_string(), GUID).await;
    assert_eq!(answer, json!({ "message": "success", "retcode": "0" }));
    let message = &visitor.poll().await[0];
    assert_eq!(message["sourceType"], "AGENT");
    assert_eq!(message["controlType"], "CHAT");
    assert_eq!(message["content"], "<p>Message sent by the agent</p>");
    assert_eq!(
        message["messageCode"],
        "b72d414f-97ca-4897-bc9f-a727ad92ff12"
    );
    assert_eq!(message["senderNickname"], "Agent");
}

#[tokio::test]
async fn without_guid_or_with_an_impossible_agent_nothing_is_carried() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    let data = data().to_string();
    assert_ne!(sent(&desk, "101", &data, None).await["retcode"], "0");
    assert_ne!(sent(&desk, "100", &data, GUID).await["retcode"], "0");
    assert_ne!(sent(&desk, "60000", &data, GUID).await["retcode"], "0");
    assert_ne!(sent(&desk, "Ada", &data, GUID).await["retcode"], "0");
    assert!(visitor.poll().await.is_empty());
}

#[tokio::test]
async fn a_guid_opens_only_its_own_agents_conversations_and_only_while_signed_in() {
    let desk = Desk::with(several(&["Ada", "Bruno"])).await;
    let world = desk.running.world();
    let (ada, bruno) = (AgentId::FIRST, AgentId::new(102).unwrap());
    let visitor = desk.guest("ann").await;
    visitor.say("TRANS2AGENT", "").await;
    world.accept(bruno, "ann").unwrap();
    visitor.poll().await;
    let data = data().to_string();
    let guid_of = |agent| world.guid(agent).unwrap();
    let own = guid_of(bruno);

    let invented = Some("01234567-0123-0123-0123-0123456789ab.AgentGateway1");
    assert_eq!(
        sent(&desk, "102", &data, invented).await["retcode"],
        "106-001"
    );
    let adas = guid_of(ada);
    assert_eq!(
        sent(&desk, "102", &data, Some(&adas)).await["retcode"],
        "106-001"
    );
    assert_eq!(
        sent(&desk, "101", &data, Some(&adas)).await["retcode"],
        "106-011"
    );
    assert!(visitor.poll().await.is_empty());
    assert_eq!(sent(&desk, "102", &data, Some(&own)).await["retcode"], "0");

    world.hang_up("ann");
    world.sign_out(bruno).unwrap();
    assert_eq!(
        sent(&desk, "102", &data, Some(&own)).await["retcode"],
        "106-001"
    );
}

#[tokio::test]
async fn what_a_media_file_is_goes_with_it() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    let mut data = data();
    data["mediaType"] = json!("IMAGE");
    data["content"] = json!("picture-1");
    data["contentType"] = json!("1");
    data["mediaFileType"] = json!("png");
    sent(&desk, "101", &data.to_string(), GUID).await;
    let message = &visitor.poll().await[0];
    assert_eq!(message["mediaType"], "IMAGE");
    assert_eq!(message["contentType"], "1");
    assert_eq!(message["mediaFileType"], "png");
}

#[tokio::test]
async fn data_must_be_a_json_string_with_every_mandatory_field() {
    let desk = Desk::open().await;
    desk.served("ann").await;
    assert_ne!(sent(&desk, "101", "Hello", GUID).await["retcode"], "0");
    for field in data().as_object().unwrap().keys() {
        if field == "controlType" {
            // Absent means CHAT on the wire.
            continue;
        }
        let mut partial = data();
        partial.as_object_mut().unwrap().remove(field);
        let answer = sent(&desk, "101", &partial.to_string(), GUID).await;
        assert_ne!(answer["retcode"], "0", "without {field}");
    }
}

#[tokio::test]
async fn nobody_can_be_written_to_without_a_conversation() {
    let desk = Desk::open().await;
    desk.guest("ann").await;
    assert_ne!(
        sent(&desk, "101", &data().to_string(), GUID).await["retcode"],
        "0"
    );
}

#[tokio::test]
async fn a_message_of_another_call_is_not_carried() {
    let desk = Desk::open().await;
    let visitor = desk.served("ann").await;
    let world = desk.running.world();
    let data = data().to_string();
    let first = world.call_id("ann").unwrap();
    assert_eq!(
        sent_in(&desk, &first, "101", &data, GUID).await["retcode"],
        "0"
    );
    visitor.poll().await;

    world.hang_up("ann");
    visitor.say("CONNECT", "").await;
    visitor.say("TRANS2AGENT", "").await;
    world.accept_next();
    visitor.poll().await;
    for call in [first.as_str(), "1552524689-16797284"] {
        let answer = sent_in(&desk, call, "101", &data, GUID).await;
        assert_eq!(answer["retcode"], "106-011", "{call}");
        assert!(answer["message"].as_str().unwrap().contains("callid"));
    }
    assert!(visitor.poll().await.is_empty());
    assert_eq!(sent(&desk, "101", &data, GUID).await["retcode"], "0");
}
