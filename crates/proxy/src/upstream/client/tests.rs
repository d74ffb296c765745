//! Versions and pings, seen from the other end.

use rustls::server::Acceptor;
use tokio::io::{AsyncReadExt, copy, sink};
use tokio::net::TcpListener;
use tokio::time::Instant;

use super::*;

fn http(authority: &str) -> Http {
    let config = UpstreamConfig::new(
        http::uri::Scheme::HTTPS,
        authority.parse().unwrap(),
        "key".to_owned(),
        "secret".into(),
    );
    Http::new(&config, Traces::default()).unwrap()
}

/// The versions that the client offers when it is called for such a call.
async fn offered(class: Class) -> Vec<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let authority = listener.local_addr().unwrap().to_string();
    let request = Request::get(format!("https://{authority}/"))
        .body(Bytes::new())
        .unwrap();
    let call = tokio::spawn(async move { http(&authority).exchange(class, request).await });
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut acceptor = Acceptor::default();
    let accepted = loop {
        let mut heard = [0; 4096];
        let length = stream.read(&mut heard).await.unwrap();
        acceptor.read_tls(&mut &heard[..length]).unwrap();
        if let Some(accepted) = acceptor.accept().map_err(|(error, _)| error).unwrap() {
            break accepted;
        }
    };
    drop(stream);
    assert_eq!(call.await.unwrap().unwrap_err(), Broken::Unreachable);
    let hello = accepted.client_hello();
    let versions = hello.alpn().into_iter().flatten();
    versions
        .map(|name| String::from_utf8(name.to_vec()).unwrap())
        .collect()
}

#[tokio::test]
async fn polls_never_share_a_connection_over_http_2() {
    for class in [Class::Command, Class::Query, Class::Token] {
        assert_eq!(offered(class).await, ["h2", "http/1.1"], "{class:?}");
    }
    let polls = offered(Class::Poll).await;
    assert!(!polls.contains(&"h2".to_owned()), "{polls:?}");
}

#[tokio::test]
async fn a_connection_over_http_2_that_does_not_answer_pings_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        copy(&mut stream, &mut sink()).await
    });
    let ping = Ping {
        interval: Duration::from_millis(100),
        timeout: Duration::from_millis(100),
    };
    let client = builder(false, ping).http2_only(true).build_http();
    let (body, _) = Tracked::new(Bytes::new());
    let request = Request::get(format!("http://{address}/")).body(body);
    let start = Instant::now();
    let answer = timeout(Duration::from_secs(5), client.request(request.unwrap())).await;
    assert!(answer.is_ok_and(|answer| answer.is_err()));
    assert!(start.elapsed() >= Duration::from_millis(200));
}
