//! Answers in the tables' form, one or more for each call.

use frontdesk_protocol::*;
use serde_json::{Value, json};

/// An answer with its path.
pub(super) struct Clean {
    pub(super) path: &'static str,
    pub(super) status: u16,
    pub(super) answer: Value,
    /// What the protocol makes of it.
    pub(super) read: fn(Value) -> String,
}

fn of<E: Endpoint>(answer: Value) -> Clean
where
    E::Response: std::fmt::Debug,
{
    Clean {
        path: E::PATH,
        status: 200,
        answer,
        read: |answer| {
            let read: E::Response = serde_json::from_value(answer).unwrap();
            format!("{} {read:?}", read.is_success())
        },
    }
}

pub(super) fn all() -> Vec<Clean> {
    let done = || json!({ "resultCode": "0", "resultDesc": "success." });
    let failed = || json!({ "resultCode": "160021", "resultDesc": "with an agent." });
    vec![
        of::<TokenByAkSk>(
            json!({ "AccessToken": "b", "ApplyType": "Bearer", "AppKey": "k",
            "CreateTime": "1619590480", "Expires": "600", "Scope": "s", "UserID": "Anonymous" }),
        ),
        of::<TokenByAkSk>(json!({ "resultCode": "1001000001", "resultDesc": "auth fail!" })),
        of::<ApplyToken>(json!({ "token": "eyJhIjoxfQ%3D%3D", "resultCode": "0" })),
        of::<ApplyToken>(json!({ "resultCode": "1", "resultDesc": "no such channel." })),
        of::<Send>(done()),
        of::<SendAsync>(failed()),
        of::<Poll>(json!({ "resultCode": "0", "resultDesc": "success.", "downlinkMessages": [] })),
        of::<Poll>(json!({ "resultCode": "0", "resultDesc": "success.",
            "downlinkMessages": messages() })),
        of::<QueryHistory>(json!({ "resultCode": "0", "messageList": messages() })),
        of::<QueryQueueInfo>(
            json!({ "resultCode": "0", "resultDesc": "success.", "position": 2,
            "totalWaitTime": 10, "currentDeviceWaitTime": 9, "configMaxcWaitTime": 600,
            "longestWaitTime": 11, "estimateWaitTime": 90 }),
        ),
        of::<QueryQueueInfo>(failed()),
        of::<SaveSatisfaction>(json!({ "resultCode": "0" })),
        of::<SaveSatisfaction>(failed()),
        of::<GetSurveyMode>(json!({ "resultCode": "0", "satisfactionSurvey": {
            "surveyType": "WEB", "satisfactionQuestion": ["CSAT", "NPS"], "satisfactionLevel": [
                { "satisfactionLevelKey": "5", "satisfactionLevelDesc": "Very good" }] } })),
        of::<UploadFile>(json!({ "resultCode": "0", "objectKey": "44992392" })),
        of::<DownloadFile>(json!({ "resultCode": "0", "fileStream": "QUJD".repeat(60) })),
        of::<QueryPhrases>(json!({ "resultCode": "0", "phrases": ["When, and where?", "How?"] })),
        of::<RobotFeedback>(json!({ "resultCode": "3000000008", "resultDesc": "empty." })),
        of::<LeaveMessage>(done()),
        of::<CheckCalls>(json!({ "resultCode": "0", "webRTCSupported": true,
            "clickToCallSupported": false })),
        of::<CreateClickToCall>(done()),
        of::<CallEvents>(json!({ "resultCode": "0", "resultDesc": "Call connected",
            "eventId": "168101", "content": { "domain": "example.com", "accessCode": "179",
            "clickToCallCaller": "Ann", "gwAddresses": ["wss://a.example.com:8443/sip"] } })),
        of::<CallEvents>(json!({ "resultCode": "0", "resultDesc": "Call failed",
            "eventId": "168103", "content": { "causeDesc": "busy", "causeId": "164003" } })),
        of::<DropClickToCall>(done()),
        of::<CreateCall>(
            json!({ "resultCode": "0", "resultData": { "callSerialNo": "1",
            "sipServiceAddress": "192.0.2.1:5060", "accesscode": "1" } }),
        ),
        Clean {
            path: Send::PATH,
            status: 403,
            answer: json!({ "errorCode": "0", "exceptionInfo": "illegal token" }),
            read: |answer| format!("{:?}", serde_json::from_value::<GatewayFault>(answer)),
        },
    ]
}

/// Many of each kind, since a message's form depends on the message.
fn messages() -> Vec<Value> {
    (0..40).flat_map(kinds).collect()
}

fn kinds(number: i64) -> [Value; 7] {
    let time = 1_619_590_480_756 + number * 10;
    let code = |kind: &str| format!("{kind}-{number}");
    [
        json!({ "from": "c", "to": "ann", "channel": "WEB", "controlType": "CHAT",
            "mediaType": "TEXT", "content": "Welcome", "sourceType": "ROBOT", "timestamp": time,
            "senderNickname": "Robot", "senderAvatar": "1", "interIdx": "2",
            "simQuestions": ["When do you open?", "What does it cost?"] }),
        json!({ "controlType": "CHAT", "mediaType": "TEXT", "content": "Connected Agent",
            "sourceType": "SYSTEM", "senderNickname": "System", "timestamp": time + 1 }),
        json!({ "controlType": "CHAT", "mediaType": "FILE", "sourceType": "AGENT",
            "content": "list.pdf,120,local-1,pdf", "timestamp": time + 2, "contentType": "1",
            "mediaFileType": "pdf", "messageCode": code("file") }),
        json!({ "controlType": "READ", "sourceType": "AGENT", "content": "m1,m2",
            "timestamp": time + 3 }),
        json!({ "controlType": "DISCONNECT", "sourceType": "SYSTEM", "timestamp": time + 4,
            "isOfflineStatus": true, "causeId": "164004" }),
        json!({ "controlType": "TRANS2AGENT", "sourceType": "CUSTOMER", "timestamp": time + 5 }),
        json!({ "controlType": "CHAT", "mediaType": "TEXT", "content": "<p>Hi</p>",
            "sourceType": "AGENT", "senderNickname": "Ada", "senderAvatar": "DefaultAvatar",
            "timestamp": time + 6, "messageCode": code("text") }),
    ]
}
