//! What the calls to the cloud look like: language, paths, spelling of headers.

use serde_json::{Value, json};

use crate::apply;
use crate::support::cloud::Cloud;
use crate::support::visitor::{Visitor, refused};
use crate::support::{CHANNEL, Proxy};

#[tokio::test]
async fn the_language_follows_locale_and_browser() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let apply = |body: Value, accepted: &'static str| {
        reqwest::Client::new()
            .post(format!("{}/apiaccess/ccmessaging/applyToken", proxy.base))
            .header("accept-language", accepted)
            .json(&body)
            .send()
    };
    apply(json!({"channelId": CHANNEL, "locale": "zh"}), "en")
        .await
        .unwrap();
    apply(json!({"channelId": CHANNEL}), "zh-CN,en;q=0.5")
        .await
        .unwrap();
    apply(json!({"channelId": CHANNEL, "locale": "pt_BR"}), "zh")
        .await
        .unwrap();
    let seen = cloud.seen("applyToken");
    let languages: Vec<_> = seen
        .iter()
        .map(|seen| seen.header("accept-language"))
        .collect();
    assert_eq!(languages, ["zh_CN", "zh_CN", "en_US"]);
    assert_eq!(seen[0].json()["locale"], "zh_CN");
    assert_eq!(seen[2].json()["userName"], "Visitor");
}

#[tokio::test]
async fn paths_follow_the_configuration() {
    let cloud = Cloud::start().await;
    let flags = [
        "--token-path=/oauth/tokenByAkSk",
        "--api-prefix=/ccmessaging/v1/",
        "--path=send=/elsewhere/send",
    ];
    let proxy = Proxy::start(&cloud.url, &flags).await;
    let visitor = Visitor::connected(&proxy).await;
    visitor.queue().await;
    for (call, path) in [
        ("tokenByAkSk", "/oauth/tokenByAkSk"),
        ("applyToken", "/ccmessaging/v1/applyToken"),
        ("queryQueueInfo", "/ccmessaging/v1/queryQueueInfo"),
        ("send", "/elsewhere/send"),
    ] {
        assert_eq!(cloud.seen(call)[0].path, path);
    }
}

#[tokio::test]
async fn header_names_go_up_in_title_case_where_the_gateway_wants_it() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let proxy = Proxy::start(&url, &["--title-case-headers"]).await;
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 4096];
        let length = stream.read(&mut heard).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 503 -\r\ncontent-length: 0\r\n\r\n")
            .await
            .unwrap();
        String::from_utf8(heard[..length].to_vec()).unwrap()
    });
    let answer = apply(&proxy).await;
    assert_eq!(refused(&answer), Some("upstream-down"));
    let heard = heard.await.unwrap();
    assert!(
        heard.contains("X-App-Key: ") && heard.contains("X-Token-Expire: "),
        "{heard}"
    );
}
