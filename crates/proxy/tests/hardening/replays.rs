//! What was overheard, played again; and a way here that was made up.

use serde_json::json;

use crate::support::cloud::Cloud;
use crate::support::push::{ACCESS_KEY, KEY, SIGNATURE, authorization, line, now, request};
use crate::support::visitor::{API, Visitor, texts};
use crate::support::{CHANNEL, Proxy, http};

#[tokio::test]
async fn a_push_that_is_played_again_tells_nobody_anything_twice() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &SIGNATURE).await;
    let visitor = Visitor::connected(&proxy).await;
    let messages = [line(CHANNEL, &visitor.user_id, "", "once")];
    let body = json!({"messages": messages, "timestamp": now()}).to_string();
    let signed = authorization(KEY, ACCESS_KEY, &body, now());
    for _ in 0..3 {
        let answer = request(&proxy.base, &signed, &body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
    // The same signature over other words.
    let other = body.replace("once", "evil");
    let answer = request(&proxy.base, &signed, &other).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(texts(&visitor.poll("").await), ["once"]);
}

#[tokio::test]
async fn a_made_up_way_makes_no_other_address() {
    let cloud = Cloud::start().await;
    let flags = ["--limit-new-visitors=2/h", "--trusted-proxies=1"];
    let proxy = Proxy::start(&cloud.url, &flags).await;
    let mut statuses = Vec::new();
    for number in 0..4 {
        let answer = http()
            .post(format!("{}{API}/applyToken", proxy.base))
            .header("x-forwarded-for", format!("10.0.0.{number}, 1.1.1.1"))
            .header("forwarded", format!("for=10.1.0.{number}"))
            .header("x-real-ip", format!("10.2.0.{number}"))
            .json(&json!({"channelId": CHANNEL}));
        statuses.push(answer.send().await.unwrap().status().as_u16());
    }
    assert_eq!(statuses, [200, 200, 429, 429]);
}
