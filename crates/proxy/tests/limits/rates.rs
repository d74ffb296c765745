//! How often one may call.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use tokio::join;

use crate::calls::{applying, limited};
use crate::refused::{are_held_to, is_over};
use crate::support::visitor::{API, Visitor};
use crate::support::{CHANNEL, SHOP, http};

#[tokio::test]
pub(crate) async fn new_visitors_from_one_address() {
    let held = async |most: usize| {
        let flag = format!("--limit-new-visitors=20/min burst {most}");
        let (cloud, proxy) = limited(&[&flag]).await;
        let call = async || applying(&proxy).send().await.unwrap();
        are_held_to(most, "new visitors from this address", call).await;
        // One of them after the time that was said.
        assert_eq!(cloud.seen("applyToken").len(), most + 1);
    };
    join!(held(1), held(4));
}

#[tokio::test]
async fn who_comes_back_is_not_new_and_who_forges_a_seal_is() {
    let (cloud, proxy) = limited(&["--limit-new-visitors=3/h"]).await;
    let visitor = Visitor::new(&proxy).await;
    for _ in 0..2 {
        assert_eq!(applying(&proxy).send().await.unwrap().status(), 200);
    }
    let applied = cloud.seen("applyToken").len();
    let over = applying(&proxy)
        .header("origin", SHOP)
        .send()
        .await
        .unwrap();
    assert_eq!(over.headers()["access-control-allow-origin"], SHOP);
    is_over(over, NEW, 1190..=1200).await;
    assert_eq!(cloud.seen("applyToken").len(), applied);

    // One who comes back is no new visitor; who brings something that looks like a seal is one.
    let again = visitor.apply(json!({"channelId": CHANNEL})).await;
    assert_eq!(again.status(), 200);
    let forged = applying(&proxy).header("ccmessaging-token", "AQ".repeat(60));
    is_over(forged.send().await.unwrap(), NEW, 1190..=1200).await;
    // Nor is one who goes on.
    assert_eq!(visitor.chat("hello").await.status(), 200);
}

#[tokio::test]
pub(crate) async fn calls_of_one_visitor() {
    let held = async |most: usize| {
        let flag = format!("--limit-calls-visitor=20/min burst {most}");
        let (cloud, proxy) = limited(&[&flag]).await;
        let (eager, other) = (Visitor::new(&proxy).await, Visitor::new(&proxy).await);
        let call = async || eager.queue().await;
        are_held_to(most, "calls of this visitor", call).await;
        assert_eq!(cloud.seen("queryQueueInfo").len(), most + 1);
        // Streams and polls are calls as well.
        let stream = http()
            .get(format!("{}/frontdesk/stream", proxy.base))
            .header("ccmessaging-token", &eager.seal);
        for answer in [stream.send().await, eager.polling("").send().await] {
            is_over(answer.unwrap(), "calls of this visitor", 1..=3).await;
        }
        assert_eq!(other.queue().await.status(), 200);
    };
    join!(held(1), held(5));
}

#[tokio::test]
pub(crate) async fn calls_from_one_address() {
    let held = async |most: usize| {
        // One call is the visitor's own arrival.
        let flag = format!("--limit-calls-address=20/min burst {}", most + 1);
        let (_cloud, proxy) = limited(&[&flag]).await;
        let visitor = Visitor::new(&proxy).await;
        let call = async || visitor.queue().await;
        are_held_to(most, "calls from this address", call).await;
    };
    join!(held(1), held(3));
}

#[tokio::test]
async fn calls_from_one_address_count_whoever_makes_them() {
    let flags = ["--limit-calls-address=10/h burst 10"];
    let (_cloud, proxy) = limited(&flags).await;
    let visitor = Visitor::new(&proxy).await;
    for _ in 0..9 {
        // One without a seal is refused for that, and counts.
        let answer = http().get(format!("{}{API}/poll", proxy.base)).send();
        assert_eq!(answer.await.unwrap().status(), 401);
    }
    is_over(visitor.queue().await, CALLS, 350..=360).await;
    is_over(applying(&proxy).send().await.unwrap(), CALLS, 350..=360).await;
    // Files that lie ready are not counted.
    let loader = http().get(format!("{}/frontdesk.js", proxy.base));
    assert_ne!(loader.send().await.unwrap().status(), 429);
}

#[tokio::test]
pub(crate) async fn files_of_one_visitor() {
    let held = async |most: usize| {
        let flag = format!("--limit-uploads=20/min burst {most}");
        let (cloud, proxy) = limited(&[&flag]).await;
        let (visitor, other) = (Visitor::new(&proxy).await, Visitor::new(&proxy).await);
        let body = json!({"fileType": "txt", "fileStream": STANDARD.encode("x")});
        let send = async |visitor: &Visitor| {
            let request = visitor.sealed("uploadFileStream", body.clone());
            request.send().await.unwrap()
        };
        are_held_to(most, "sent too many files", async || send(&visitor).await).await;
        assert_eq!(cloud.seen("uploadFileStream").len(), most + 1);
        assert_eq!(visitor.queue().await.status(), 200);
        assert_eq!(send(&other).await.status(), 200);
    };
    join!(held(1), held(3));
}

#[tokio::test]
pub(crate) async fn calls_by_voice_of_one_visitor() {
    let held = async |most: usize| {
        let flag = format!("--limit-click-to-call=20/min burst {most}");
        let (cloud, proxy) = limited(&["--click-to-call=audio", &flag]).await;
        let visitor = Visitor::connected(&proxy).await;
        let call = async || {
            let request = visitor.sealed("v1/createClickToCall", json!({"mediaAbility": "0"}));
            let answer = request.send().await.unwrap();
            visitor.ask("v1/dropClickToCall", json!({})).await;
            answer
        };
        are_held_to(most, "asked for too many calls", call).await;
        assert_eq!(cloud.seen("createClickToCall").len(), most + 1);
    };
    join!(held(1), held(3));
}

const NEW: &str = "new visitors from this address";
const CALLS: &str = "calls from this address";
