//! Lengths that the tables state: at the limit it is taken, one above it is not.

use frontdesk_simulator::DEMO_APP_KEY;
use serde_json::{Value, json};

use super::rows::{parse_rows, rows_of};
use crate::desk::{API, Desk, Visitor, clean};

/// Whether a call with that field is taken.
async fn is_taken(desk: &Desk, visitor: &Visitor, path: &str, field: &str, value: &str) -> bool {
    let mut body = match path {
        "/send" => visitor.message("CHAT", "Hello"),
        "/saveSatisfaction" => visitor.rating("5", ""),
        "/v1/robot/feedbacksatisfaction" => {
            json!({ "feedback": 0, "from": visitor.user, "interIdx": "1" })
        }
        _ => json!({ "called": "88884432", "callerPresent": "95599" }),
    };
    body[field] = json!(value);
    let request = if path.ends_with("createcall") {
        let request = desk.post(&format!("{API}{path}"), &body);
        let request = request.header("x-app-key", DEMO_APP_KEY);
        request.bearer_auth(&visitor.bearer)
    } else {
        visitor.post(path, &body)
    };
    let answer = request.send().await.unwrap();
    let status = answer.status();
    let answer: Value = answer.json().await.unwrap();
    let is_taken = status == 200 && answer["resultCode"] == "0";
    let words = answer["resultDesc"].as_str().unwrap_or_default();
    assert!(is_taken || words.contains(field), "{answer}");
    is_taken
}

#[tokio::test]
async fn what_a_request_holds_is_limited_as_its_table_says() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let call = "/v1/mobileagent/createcall";
    let cases = [
        ("third table", "senderAvatar", "/send", 1024),
        ("third table", "messageId", "/send", 32),
        ("table 6-2", "comment", "/saveSatisfaction", 511),
        ("table 16-2", "called", call, 32),
        ("table 16-2", "callData", call, 1024),
        ("table 16-2", "callerPresent", call, 32),
        (
            "table 17-2",
            "feedbackContent",
            "/v1/robot/feedbacksatisfaction",
            64,
        ),
    ];
    for (table, field, path, most) in cases {
        for (length, expected) in [(most, true), (most + 1, false)] {
            let taken = is_taken(&desk, &visitor, path, field, &"x".repeat(length)).await;
            assert_eq!(taken, expected, "{table} {field} {length}");
        }
    }
    assert!(!is_taken(&desk, &visitor, "/send", "messageId", "a,b").await);

    // There is no other, but for those that other tests look at.
    let rows = parse_rows(include_str!("../../../../protocol/tests/coverage/rows.tsv"));
    let stated = rows.iter().filter(|row| {
        let is_reference = row.kind.starts_with(|first: char| first.is_ascii_digit());
        !is_reference && row.kind.contains(|letter: char| letter.is_ascii_digit())
    });
    let elsewhere = ["from", "agentid", "data", "messageCode", "callSerialNo"];
    let left: Vec<&str> = stated
        .map(|row| row.field.as_str())
        .filter(|field| !cases.iter().any(|(_, known, ..)| known == field))
        .collect();
    assert_eq!(left, elsewhere);
}

#[tokio::test]
async fn a_user_has_an_id_of_24_characters_or_as_many_as_the_documents_example() {
    let desk = Desk::with(clean()).await;
    let rows = rows_of("000", "third table");
    let from = rows.iter().find(|row| row.field == "from").unwrap();
    assert!(from.kind.ends_with("1 to 24 characters"), "{from:?}");
    for user in [
        "a",
        &"a".repeat(24),
        "session_1619573111751_user_1619573111751",
    ] {
        let visitor = desk.guest(user).await;
        assert_eq!(visitor.say("CHAT", "Hello").await, "0", "{user}");
        assert!(!is_taken(&desk, &visitor, "/send", "from", "").await);
    }
}
