//! How large a request's head may be. hyper itself refuses these, before a route is known.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::calls::limited;
use crate::support::Proxy;

/// The status of a request with these headers besides.
async fn asked(proxy: &Proxy, headers: &str) -> u16 {
    let mut stream = TcpStream::connect(proxy.running.address()).await.unwrap();
    let head = format!("GET /nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n");
    // It may be answered before it is read whole.
    let _ = stream.write_all(head.as_bytes()).await;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    let status = answer.strip_prefix(b"HTTP/1.1 ").unwrap();
    std::str::from_utf8(status).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_request_may_have_64_headers_and_no_more() {
    let (cloud, proxy) = limited(&[]).await;
    let headers = |count: usize| "x-a: b\r\n".repeat(count);
    // Two are there already.
    assert_eq!(asked(&proxy, &headers(62)).await, 404);
    assert_eq!(asked(&proxy, &headers(63)).await, 431);
    assert_eq!(cloud.all_seen(), 0);
}

#[tokio::test]
async fn a_head_may_have_16_kib_and_no_more() {
    let (cloud, proxy) = limited(&[]).await;
    let header = |length: usize| format!("x-a: {}\r\n", "b".repeat(length));
    assert_eq!(asked(&proxy, &header(15 * 1024)).await, 404);
    assert_eq!(asked(&proxy, &header(17 * 1024)).await, 431);
    assert_eq!(cloud.all_seen(), 0);
}
