//! Paths that another server might read as one of ours, or ours as one of its own.

use crate::raw::{answers, exchange};
use crate::support::Proxy;
use crate::support::cloud::Cloud;
use crate::support::visitor::Visitor;

#[tokio::test]
async fn a_path_is_taken_as_it_is_written_or_not_at_all() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let before = cloud.all_seen();
    for path in [
        "/apiaccess/ccmessaging/v1/mobileagent/createcall",
        "/apiaccess/ccmessaging/sendAsync",
        "/apigovernance/api/oauth/tokenByAkSk",
        "/apiaccess/ccmessaging//send",
        "//apiaccess/ccmessaging/send",
        "/apiaccess/ccmessaging/./send",
        "/apiaccess/ccmessaging/x/../send",
        "/apiaccess/ccmessaging/send/../v1/mobileagent/createcall",
        "/apiaccess/ccmessaging/%2e%2e/ccmessaging/send",
        "/apiaccess%2fccmessaging%2fsend",
        "/apiaccess/ccmessaging%5csend",
        "/apiaccess/ccmessaging/s%65nd",
        "/apiaccess/ccmessaging/send%00",
        "/apiaccess/ccmessaging/send%20",
        "/apiaccess/ccmessaging/send;a=1",
        "/apiaccess/ccmessaging/send/",
        "/apiaccess/ccmessaging/SEND",
        "/APIACCESS/ccmessaging/send",
        "/ccmessaging/send",
        "/send",
        "/assets/..%2f..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/../../etc/passwd",
        "/metrics",
        "/readyz",
    ] {
        let body = r#"{"controlType":"CHAT","content":"x"}"#;
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nccmessaging-token: {}\r\ncontent-type: \
             application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            visitor.seal,
            body.len(),
        );
        let (status, _) = answers(&exchange(&proxy, request.as_bytes()).await);
        assert!(matches!(status, 400 | 404 | 405), "{path}: {status}");
        let get = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let (status, _) = answers(&exchange(&proxy, get.as_bytes()).await);
        assert!(matches!(status, 400 | 404 | 405), "{path}: {status}");
    }
    assert_eq!(cloud.all_seen(), before);
}
