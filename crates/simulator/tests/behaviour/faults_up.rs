//! Faults between proxy and upstream that break connections and answers.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::desk::{Desk, Visitor, header};
use crate::weather::{desk, done, said, set};

/// Everything that comes on a connection of one's own, until it is closed.
async fn raw_poll(desk: &Desk, visitor: &Visitor) -> String {
    let request = visitor.poll_request().build().unwrap();
    let mut head = format!(
        "GET {}?{} HTTP/1.1\r\nhost: {}\r\n",
        request.url().path(),
        request.url().query().unwrap(),
        desk.running.addr
    );
    for (name, value) in request.headers() {
        head += &format!("{name}: {}\r\n", value.to_str().unwrap());
    }
    let mut stream = TcpStream::connect(desk.running.addr).await.unwrap();
    stream
        .write_all(format!("{head}\r\n").as_bytes())
        .await
        .unwrap();
    let mut bytes = Vec::new();
    // A reset ends it as well.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn a_drop_closes_the_connection_before_or_after_the_call_was_carried() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.drop=1");
    for _ in 0..24 {
        let error = said(&visitor).await.unwrap_err();
        assert!(error.is_request(), "{error:?}");
    }
    let (before, after) = (done(&desk, "drop-before"), done(&desk, "drop-after"));
    assert!(before > 0 && after > 0 && before + after == 24);
    let heard = desk.running.world().heard("ann").len();
    assert_eq!(u64::try_from(heard).unwrap(), after);
    assert_eq!(raw_poll(&desk, &visitor).await, "");
}

#[tokio::test]
async fn a_delay_is_within_its_bound_and_the_call_is_carried() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.delay=1");
    for _ in 0..6 {
        let started = Instant::now();
        assert_eq!(said(&visitor).await.unwrap().status(), 200);
        let took = started.elapsed();
        assert!(
            took >= Duration::from_millis(50) && took < Duration::from_millis(600),
            "{took:?}"
        );
    }
    assert_eq!(done(&desk, "delay"), 6);
}

#[tokio::test]
async fn a_cut_answer_has_its_head_and_half_of_its_body() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.cut=1");
    let answer = said(&visitor).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.bytes().await.is_err());
    assert_eq!(desk.running.world().heard("ann"), ["prices"]);

    let raw = raw_poll(&desk, &visitor).await;
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let length: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(body.len(), length / 2);
    assert!(body.starts_with('{'));
}

#[tokio::test]
async fn garbage_is_http_200_and_no_answer() {
    let desk = desk().await;
    let visitor = desk.guest("ann").await;
    set(&desk, "up.garbage=1");
    let mut kinds = BTreeMap::new();
    for _ in 0..24 {
        let answer = said(&visitor).await.unwrap();
        assert_eq!(answer.status(), 200);
        let kind = header(&answer, "content-type").unwrap().to_owned();
        assert!(serde_json::from_str::<Value>(&answer.text().await.unwrap()).is_err());
        *kinds.entry(kind).or_insert(0) += 1;
    }
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    let carried = desk.running.world().heard("ann").len();
    assert!(carried > 0 && carried < 24);
    assert_eq!(done(&desk, "garbage"), 24);
}
