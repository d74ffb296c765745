//! A cloud that breaks its connections off, byte for byte where a test wants it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// Where a call breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// Nowhere.
    Never,
    /// The request is read whole, and not answered with one byte.
    AfterRequest,
    /// In the middle of the answer's head.
    InHead,
    /// In the middle of the answer's body.
    InBody,
    /// Nowhere, but nothing is answered before [`BrokenCloud::answer_one`].
    Held,
}

/// A cloud on a port that stays its own.
pub struct BrokenCloud {
    pub url: String,
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Its connections, and who accepts them.
    serving: JoinSet<()>,
}

struct Shared {
    breaks: Mutex<HashMap<String, Break>>,
    asked: Mutex<HashMap<String, usize>>,
    held: Semaphore,
    /// Whether a connection is used again.
    keeps: bool,
}

impl BrokenCloud {
    /// Everything works. With `keeps`, connections stay open between calls.
    pub async fn start(keeps: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Shared {
            breaks: Mutex::default(),
            asked: Mutex::default(),
            held: Semaphore::new(0),
            keeps,
        };
        let mut cloud = Self {
            url: format!("http://{address}"),
            address,
            shared: Arc::new(shared),
            serving: JoinSet::new(),
        };
        cloud.serve(listener);
        cloud
    }

    /// Nobody listens any more.
    pub async fn leave(&mut self) {
        self.serving.shutdown().await;
    }

    /// Somebody listens again.
    pub async fn come_back(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.serve(listener);
    }

    /// From now on this call breaks off there.
    pub fn breaks(&self, call: &str, place: Break) {
        let mut breaks = self.shared.breaks.lock().unwrap();
        breaks.insert(call.to_owned(), place);
    }

    /// Lets one held call be answered.
    pub fn answer_one(&self) {
        self.shared.held.add_permits(1);
    }

    /// How often a call was read whole.
    pub fn asked(&self, call: &str) -> usize {
        let asked = self.shared.asked.lock().unwrap();
        asked.get(call).copied().unwrap_or_default()
    }

    fn serve(&mut self, listener: TcpListener) {
        let shared = self.shared.clone();
        self.serving.spawn(async move {
            // Ends with its connections.
            let mut open = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                open.spawn(connection(stream, shared.clone()));
            }
        });
    }
}

async fn connection(mut stream: TcpStream, shared: Arc<Shared>) {
    let mut read = Vec::new();
    while let Some(call) = request(&mut stream, &mut read).await {
        let place = {
            let mut asked = shared.asked.lock().unwrap();
            *asked.entry(call.clone()).or_default() += 1;
            let breaks = shared.breaks.lock().unwrap();
            breaks.get(&call).copied().unwrap_or(Break::Never)
        };
        if place == Break::Held {
            shared.held.acquire().await.unwrap().forget();
        }
        let whole = answer(&call, shared.keeps);
        let head = whole.windows(4).position(|part| part == b"\r\n\r\n");
        let head = head.unwrap() + 4;
        let sent = match place {
            Break::Never | Break::Held => whole.len(),
            Break::AfterRequest => 0,
            Break::InHead => head / 2,
            Break::InBody => head + (whole.len() - head) / 2,
        };
        if stream.write_all(&whole[..sent]).await.is_err() || sent < whole.len() || !shared.keeps {
            return;
        }
    }
}

/// Reads one request to its end; its call's name.
async fn request(stream: &mut TcpStream, read: &mut Vec<u8>) -> Option<String> {
    loop {
        if let Some(end) = read.windows(4).position(|part| part == b"\r\n\r\n") {
            let head = String::from_utf8(read[..end].to_vec()).unwrap();
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.trim().parse::<usize>().unwrap())
            });
            let whole = end + 4 + length.unwrap_or_default();
            if read.len() >= whole {
                read.drain(..whole);
                let path = head.split(' ').nth(1).unwrap();
                let path = path.split('?').next().unwrap();
                return Some(path.rsplit('/').next().unwrap().to_owned());
            }
        }
        if stream.read_buf(read).await.ok()? == 0 {
            return None;
        }
    }
}

fn answer(call: &str, keeps: bool) -> Vec<u8> {
    let body = match call {
        "tokenByAkSk" => json!({"AccessToken": "bearer-1", "Expires": "600"}),
        "applyToken" => json!({"resultCode": "0", "token": "token-1"}),
        _ => json!({"resultCode": "0", "resultDesc": "done"}),
    };
    let body = body.to_string();
    let connection = if keeps { "keep-alive" } else { "close" };
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: {connection}\r\n\r\n",
        body.len()
    );
    (head + &body).into_bytes()
}
