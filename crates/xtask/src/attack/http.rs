//! One call over HTTP to this machine: small enough to do without a library that would have to be
//! compiled before every other command.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

/// What came back.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
}

/// Calls on a connection of its own. With a body it is a POST of JSON.
pub(super) fn call(
    address: SocketAddr,
    path: &str,
    seal: Option<&str>,
    body: Option<&str>,
) -> Result<Answer> {
    let method = body.map_or("GET", |_| "POST");
    let mut request =
        format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
    if let Some(seal) = seal {
        request += &format!("ccmessaging-token: {seal}\r\n");
    }
    if let Some(body) = body {
        let length = body.len();
        request += &format!("content-type: application/json\r\ncontent-length: {length}\r\n");
    }
    request += "\r\n";
    request += body.unwrap_or_default();

    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").context("half an answer")?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Ok(Answer {
        status: status.context("an answer without a status")?,
        body: body.to_owned(),
    })
}

/// Nothing on this machine takes as long.
const PATIENCE: Duration = Duration::from_secs(10);
