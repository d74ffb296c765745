//! Headers, and that a call with a body needs one.

use frontdesk_simulator::{DEMO_APP_KEY, DEMO_APP_SECRET};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::rows::rows_of;
use crate::desk::{API, Desk, TOKEN_PATH, Visitor, clean, header};

fn with(request: RequestBuilder, visitor: &Visitor, names: &[String]) -> RequestBuilder {
    let bearer = format!("Bearer {}", visitor.bearer);
    names.iter().fold(request, |request, name| {
        let value = match name.to_ascii_lowercase().as_str() {
            "ccmessaging-token" => visitor.token.as_str(),
            "x-app-key" => DEMO_APP_KEY,
            "authorization" => bearer.as_str(),
            unknown => panic!("{unknown}"),
        };
        request.header(name, value)
    })
}

#[tokio::test]
async fn every_header_that_a_table_names_is_needed_and_no_other() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    // Three of the tables call theirs optional; without them there would be nobody to answer.
    for (document, table, method, path) in [
        ("000", "first table", Method::POST, "/send"),
        ("003", "table 3-3", Method::POST, "/applyToken"),
        ("003", "table 4-3", Method::POST, "/queryQueueInfo"),
        ("003", "table 5-4", Method::GET, "/poll"),
        ("003", "table 6-3", Method::POST, "/saveSatisfaction"),
        ("003", "table 7-3", Method::POST, "/send"),
        ("003", "table 8-3", Method::POST, "/uploadFileStream"),
        ("003", "table 9-3", Method::POST, "/downloadFileStream"),
        ("003", "table 10-3", Method::POST, "/queryPhraseByKeyword"),
        ("003", "table 11-1", Method::POST, "/v1/createClickToCall"),
        ("003", "table 12-2", Method::GET, "/v1/getClickToCallEvents"),
        (
            "003",
            "table 13-2",
            Method::GET,
            "/v1/checkClickToCallSupport",
        ),
        ("003", "table 14-1", Method::POST, "/v1/dropClickToCall"),
        ("003", "table 15-1", Method::POST, "/doLeaveMessage"),
        (
            "003",
            "table 16-1",
            Method::POST,
            "/v1/mobileagent/createcall",
        ),
        (
            "003",
            "table 17-1",
            Method::POST,
            "/v1/robot/feedbacksatisfaction",
        ),
    ] {
        let names: Vec<String> = rows_of(document, table)
            .into_iter()
            .map(|row| row.field)
            .collect();
        let call = || {
            let url = desk.url(&format!("{API}{path}"));
            let request = desk.http.request(method.clone(), url);
            if method == Method::POST {
                request.json(&json!({}))
            } else {
                request
            }
        };
        // Let in, and refused for what it asks at most.
        let whole = with(call(), &visitor, &names).send().await.unwrap();
        assert!([200, 400].contains(&whole.status().as_u16()), "{table}");
        for name in &names {
            let others: Vec<String> = names.iter().filter(|it| *it != name).cloned().collect();
            let without = with(call(), &visitor, &others);
            let wrong = with(call(), &visitor, &others).header(name, "other");
            let is_of_visitor = name == "ccmessaging-token";
            let expected = if is_of_visitor { 401 } else { 403 };
            for request in [without, wrong] {
                let answer = request.send().await.unwrap();
                assert_eq!(answer.status(), expected, "{table} {name}");
            }
        }
    }
}

#[tokio::test]
async fn a_call_that_has_a_body_needs_an_object_there() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    for (document, table, path) in [
        ("000", "second table", "/send"),
        ("003", "table 3-4", "/applyToken"),
        ("003", "table 4-4", "/queryQueueInfo"),
        ("003", "table 6-4", "/saveSatisfaction"),
        ("003", "table 7-4", "/send"),
        ("003", "table 8-4", "/uploadFileStream"),
        ("003", "table 9-4", "/downloadFileStream"),
        ("003", "table 10-4", "/queryPhraseByKeyword"),
    ] {
        let row = &rows_of(document, table)[0];
        assert!(["True", "Yes"].contains(&row.mandatory.as_str()), "{row:?}");
        let nothing = visitor.post(path, &Value::Null).body("");
        let null = visitor.post(path, &Value::Null);
        let text = visitor.post(path, &json!("hello"));
        for request in [nothing, null, text] {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 400, "{table} {path}");
        }
    }
}

#[tokio::test]
async fn a_bearer_is_asked_for_with_the_headers_that_are_listed() {
    let desk = Desk::with(clean()).await;
    let body = json!({ "app_key": DEMO_APP_KEY, "app_secret": DEMO_APP_SECRET });
    let fields = rows_of("003", "Request Header").into_iter();
    let fields: Vec<String> = fields.map(|row| row.field).collect();
    assert_eq!(fields, ["Content-Type", "X-Token-Expire"]);
    let asked = |kind: &'static str, life: &'static str| {
        let request = desk.http.post(desk.url(TOKEN_PATH)).body(body.to_string());
        let request = request.header("Content-Type", kind);
        request.header("X-Token-Expire", life).send()
    };
    let answer = asked("application/json", "1200").await.unwrap();
    assert_eq!(answer.json::<Value>().await.unwrap()["Expires"], "1200");
    assert_eq!(asked("text/plain", "1200").await.unwrap().status(), 400);
    let answer = asked("application/json", "soon").await.unwrap();
    assert_eq!(answer.status(), 400);
}

#[tokio::test]
async fn the_general_headers_of_a_request_are_looked_at() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let bearer = format!("Bearer {}", visitor.bearer);
    let url = desk.url(&format!("{API}/send"));
    let message = visitor.message("CHAT", "Hello").to_string();
    let usual = [
        ("Host", "127.0.0.1:9443"),
        ("Content-Type", "application/json;charset=UTF-8"),
        ("Accept", "application/json;version=1.0"),
        ("Authorization", bearer.as_str()),
    ];
    let sent = |changed: Option<(&'static str, &'static str)>| {
        let request = desk.http.post(&url).body(message.clone());
        let request = request.header("x-app-key", DEMO_APP_KEY);
        let request = request.header("ccmessaging-token", &visitor.token);
        let headers = usual.map(|(name, value)| match changed {
            Some((changed, other)) if changed == name => (name, other),
            _ => (name, value),
        });
        let add = |request: RequestBuilder, (name, value)| request.header(name, value);
        headers.into_iter().fold(request, add).send()
    };
    let known = rows_of("003", "request header").into_iter();
    let known: Vec<String> = known.map(|row| row.field).collect();
    assert!(
        usual
            .iter()
            .all(|(name, _)| known.contains(&(*name).to_owned()))
    );
    let answer = sent(None).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(header(&answer, "content-type"), Some("application/json"));
    for (changed, status) in [
        (("Host", "desk.example.com"), 403),
        (("Content-Type", "text/plain"), 400),
        (("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), 403),
    ] {
        let answer = sent(Some(changed)).await.unwrap();
        assert_eq!(answer.status(), status, "{changed:?}");
    }
}

#[tokio::test]
async fn an_answer_carries_the_general_headers_of_a_response() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let answer = visitor
        .post("/send", &visitor.message("CHAT", "Hello"))
        .send()
        .await
        .unwrap();
    for row in rows_of("003", "response header") {
        let value = header(&answer, &row.field).unwrap_or_else(|| panic!("no {}", row.field));
        let is_well = match row.field.as_str() {
            "Date" => value.ends_with(" GMT"),
            "Content-Length" => value.parse::<usize>().is_ok_and(|length| length > 0),
            "Content-Type" => value.starts_with("application/json"),
            unknown => panic!("{unknown}"),
        };
        assert!(is_well, "{}: {value}", row.field);
    }
}
