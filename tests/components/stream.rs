//! What comes down by the stream, however it is cut, and what follows when it ends.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::page::{Proxy, Stream};
use crate::support::{Stage, until};

async fn listening() -> (Proxy, Stage, Stream) {
    let proxy = Proxy::streaming();
    let stage = Stage::new().await;
    stage.open().await;
    let is_asked = || proxy.asked().iter().any(|it| it == "GET stream?cursor=");
    until("a stream", is_asked).await;
    let stream = proxy.open();
    stream.send(&event("message", "e-0", &[]), 4096);
    (proxy, stage, stream)
}

/// An event as the proxy writes it.
fn event(kind: &str, cursor: &str, said: &[&str]) -> String {
    let messages: Vec<_> = said
        .iter()
        .enumerate()
        .map(|(at, text)| {
            format!(
                r#"{{"controlType": "CHAT", "sourceType": "ROBOT", "content": "{text}", "timestamp": {at},
                    "messageCode": "{cursor}-{at}"}}"#
            )
            .replace('\n', "")
        })
        .collect();
    let messages = messages.join(", ");
    format!(
        "event: {kind}\nid: {cursor}\ndata: {{\"resultCode\": \"0\", \"cursor\": \"{cursor}\", \
         \"downlinkMessages\": [{messages}]}}\n\n"
    )
}

#[wasm_bindgen_test]
async fn the_stream_carries_the_seal_and_what_it_says_is_shown() {
    let (proxy, stage, stream) = listening().await;
    assert_eq!(proxy.headers("stream", "ccmessaging-token"), ["seal-1"]);
    stream.send(&event("message", "e-2", &["One", "Two"]), 4096);
    until("two lines", || stage.texts(".line .text") == ["One", "Two"]).await;
    assert!(proxy.bodies("poll").is_empty());
}

#[wasm_bindgen_test]
async fn it_does_not_matter_where_the_bytes_are_cut() {
    let (_proxy, stage, stream) = listening().await;
    for size in 1..5 {
        stream.send(": \n\n", size);
        let cursor = format!("e-{size}");
        stream.send(&event("message", &cursor, &["面包 & 🥖"]), size);
    }
    until("four lines", || {
        stage.texts(".line .text") == ["面包 & 🥖"; 4]
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_stream_that_ends_is_opened_again_from_its_last_cursor() {
    let (proxy, stage, stream) = listening().await;
    stream.send(&event("message", "e-1", &["One"]), 4096);
    until("a line", || stage.find(".line").is_some()).await;
    stream.end();
    let again = || proxy.asked().iter().any(|it| it == "GET stream?cursor=e-1");
    until("another stream", again).await;
    proxy.open().send(&event("message", "e-2", &["Two"]), 4096);
    until("both lines", || {
        stage.texts(".line .text") == ["One", "Two"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_said_again_after_a_reset_is_shown_once() {
    let (_proxy, stage, stream) = listening().await;
    stream.send(&event("message", "e-1", &["One"]), 4096);
    until("a line", || stage.find(".line").is_some()).await;
    let reset = event("message", "e-1", &["One"]) + &event("message", "e-3", &["Two"]);
    stream.send(&reset.replacen("message", "reset", 1), 7);
    until("the new line", || {
        stage.texts(".line .text") == ["One", "Two"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_stream_that_makes_no_sense_is_not_listened_to() {
    for nonsense in ["event: message\ndata: {\n\n", "data: 7\nevent: message\n\n"] {
        let (_proxy, stage, stream) = listening().await;
        stream.send(nonsense, 4096);
        until("the end", || stream.is_given_up()).await;
        assert!(stage.find(".line").is_none());
    }
}

#[wasm_bindgen_test]
async fn a_widget_that_leaves_the_page_listens_no_more() {
    let (_proxy, mut stage, stream) = listening().await;
    assert!(!stream.is_given_up());
    stage.take_down();
    until("the end", || stream.is_given_up()).await;
}
