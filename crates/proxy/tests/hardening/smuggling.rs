//! A second request inside the first, for a server in front that sees the end elsewhere.

use crate::raw::{answers, exchange};
use crate::support::Proxy;
use crate::support::cloud::Cloud;

const HIDDEN: &str = "GET /frontdesk/hidden HTTP/1.1\r\nhost: x\r\n\r\n";

async fn sent(head: &str, body: &str) -> (u16, usize) {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let request = format!(
        "POST /apiaccess/ccmessaging/applyToken HTTP/1.1\r\nhost: x\r\ncontent-type: \
         application/json\r\n{head}\r\n{body}{HIDDEN}"
    );
    let answers = answers(&exchange(&proxy, request.as_bytes()).await);
    assert_eq!(cloud.all_seen(), 0, "{head}");
    answers
}

#[tokio::test]
async fn what_follows_a_body_with_a_length_and_chunks_is_not_looked_at() {
    for head in [
        "content-length: 5\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 5\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        "transfer-encoding: chunked\r\n",
    ] {
        let (status, count) = sent(head, "0\r\n\r\n").await;
        assert!(
            status == 400 && count == 1,
            "{head}: {status}, {count} answers"
        );
    }
}

#[tokio::test]
async fn a_head_that_can_be_read_in_two_ways_is_refused() {
    for head in [
        "content-length: 5\r\ncontent-length: 0\r\n",
        "content-length: 5, 0\r\n",
        "content-length: +5\r\n",
        "content-length: 5x\r\n",
        "content-length: 0x5\r\n",
        "transfer-encoding: xchunked\r\n",
        "transfer-encoding: chunked, identity\r\n",
        "transfer-encoding: identity\r\ncontent-length: 5\r\n",
        "content-length : 5\r\n",
        "x-folded: a\r\n content-length: 5\r\n",
        "x-folded: a\r\n\ttransfer-encoding: chunked\r\n",
        "content-length: 5\r\n\0x: 1\r\n",
    ] {
        let (status, count) = sent(head, "0\r\n\r\n").await;
        assert!(
            status == 400 && count == 1,
            "{head:?}: {status}, {count} answers"
        );
    }
}

#[tokio::test]
async fn chunks_whose_sizes_are_none_end_the_connection() {
    for body in [
        "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        "-1\r\n{}\r\n0\r\n\r\n",
        "2;\n{}\r\n0\r\n\r\n",
    ] {
        let (status, count) = sent("transfer-encoding: chunked\r\n", body).await;
        assert!(
            matches!(status, 0 | 400) && count <= 1,
            "{body:?}: {status}, {count} answers"
        );
    }
}
