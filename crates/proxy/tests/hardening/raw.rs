//! Requests as nobody's library would write them.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::Proxy;

/// Writes these bytes, and reads until the other side closes or says nothing for a while.
pub(crate) async fn exchange(proxy: &Proxy, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(proxy.running.address()).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    let pause = Duration::from_millis(700);
    while let Ok(Ok(read)) = tokio::time::timeout(pause, stream.read(&mut buffer)).await {
        if read == 0 {
            break;
        }
        answer.extend_from_slice(&buffer[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

/// The status of the first answer, and how many answers there are.
pub(crate) fn answers(text: &str) -> (u16, usize) {
    let status = text
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (
        status.unwrap_or_default(),
        text.matches("HTTP/1.1 ").count(),
    )
}
