//! tokenByAkSk and applyToken.

use frontdesk_simulator::{DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_CHANNEL};
use serde_json::{Value, json};

use super::asked::asked;
use super::has_form;
use crate::desk::{API, Desk, TOKEN_PATH, clean};

#[tokio::test]
async fn a_bearer_is_asked_for_and_answered_as_listed() {
    let desk = Desk::with(clean()).await;
    let keys = json!({ "app_key": DEMO_APP_KEY, "app_secret": DEMO_APP_SECRET });
    let post = |body: &Value| desk.post(TOKEN_PATH, body);
    let answer = asked("003", "Request Parameters", &keys, post).await;
    has_form("003", "Response Parameters", &[], &[&answer]);
    for (field, wrong) in [("app_key", "other"), ("app_secret", "guessed")] {
        let mut keys = keys.clone();
        keys[field] = json!(wrong);
        let refused: Value = post(&keys).send().await.unwrap().json().await.unwrap();
        assert_eq!(refused["resultCode"], "1001000001", "{field}");
    }
}

#[tokio::test]
async fn a_visitor_token_is_asked_for_and_answered_as_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let bearer = desk.bearer().await;
    let post = |body: &Value| {
        let request = desk.post(&format!("{API}/applyToken"), body);
        request
            .header("x-app-key", DEMO_APP_KEY)
            .bearer_auth(&bearer)
    };
    let visitor = json!({ "userId": "ann", "userName": "Ann", "channelId": DEMO_CHANNEL,
        "locale": "zh_CN" });
    let given = asked("003", "table 3-1", &visitor, post).await;
    let mut elsewhere = visitor;
    elsewhere["channelId"] = json!("1");
    let refused: Value = post(&elsewhere).send().await.unwrap().json().await.unwrap();
    assert_eq!(refused["resultCode"], "1");
    has_form("003", "table 3-2", &[], &[&given, &refused]);
}
