//! Secrets that must appear nowhere, not even in part: in no answer of any route, whatever the cloud
//! says, in no log at its most talkative, in no metric, and in nothing that a panic could print.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::HashSet;
use std::sync::OnceLock;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use frontdesk_proxy::table::{ROUTES, Route};
use frontdesk_proxy::{Config, Options};
use futures_util::future::join_all;
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use support::CHANNEL;
use support::cloud::{Cloud, Reply, Seen};
use support::program::{Program, command, output, stderr};
use support::push::{authorization, line, now};
use support::visitor::API;
use tempfile::NamedTempFile;
use tokio::time::{Instant, timeout_at};

const SECRET: &str = "canary-app-secret-7391";
const BEARER: &str = "canary-bearer-5520-of-the-tenant";
const TENANT: &str = "canary-tenant-1188";
/// 43 letters and digits.
const PUSH_KEY: &str = "canaryPushKey0123456789ABCDEFGHIJabcdefghij";
/// 32 bytes.
const SEAL_KEY: &str = "canary-seal-key-3307-of-32-bytes";
const IDENTITY_KEY: &str = "canary-site-8125-of-32-bytes-or-more";
/// What a page says of its visitor; it is not signed as it should be.
const IDENTITY: &str = "canary-page-4470.says-who-it-is.unsigned";
const OPERATOR_KEY: &str = "canary-desk-2214-of-32-bytes-or-more";
const COLLECTOR_KEY: &str = "canary-spans-9036-of-the-collector";
/// What people write is no secret from its reader, and none of the log's business.
const TEXT: &str = "canary-text-6042";

#[tokio::test]
async fn no_part_of_a_secret_reaches_a_browser_a_log_or_a_metric() {
    let cloud = Cloud::start().await;
    cloud.on("tokenByAkSk", |_| {
        Reply::Json(200, json!({"AccessToken": BEARER, "Expires": "600"}))
    });
    cloud.on("applyToken", |_| {
        let token = format!("\"{}\"", token());
        Reply::Json(
            200,
            json!({"resultCode": "0", "token": token, "resultDesc": SECRET}),
        )
    });
    #[cfg(feature = "otel")]
    let collector = support::collector::Collector::start().await;
    #[cfg(feature = "otel")]
    let program = Program::start(traced(&cloud.url, &collector.url));
    #[cfg(not(feature = "otel"))]
    let program = Program::start(command(&flags(&cloud.url)));
    let mut down = Down::default();
    let apply = request(&program.base, "applyToken", "");
    let answer: Value = serde_json::from_str(&down.hear(apply).await).unwrap();
    let seal = answer["token"].as_str().unwrap().to_owned();
    down.hear(connect(&program.base, &seal)).await;
    let known = support::http().post(format!("{}{API}/applyToken", program.base));
    let known = known.json(&json!({"channelId": CHANNEL, "identity": IDENTITY}));
    assert!(down.hear(known).await.contains("identity"));

    for way in WAYS {
        for call in CALLS {
            cloud.on(call, move |seen| echo(seen, way));
        }
        down.hear_all(&program.base, &seal).await;
    }
    // What the proxy itself refuses.
    for seal in ["", "not-a-seal", &token(), BEARER] {
        down.hear_all(&program.base, seal).await;
    }
    // The cloud grants nothing any more, and says so in the secret's own words.
    for call in ["tokenByAkSk", "applyToken"] {
        for way in WAYS {
            cloud.on(call, move |seen| echo(seen, way));
            for name in ["applyToken", "queryQueueInfo"] {
                down.hear(request(&program.base, name, "")).await;
                down.hear(request(&program.base, name, &seal)).await;
            }
        }
    }
    for path in ["/metrics", "/readyz"] {
        let url = format!("{}{path}", program.admin);
        down.hear(support::http().get(url)).await;
    }
    program.signal("-INT");
    let (code, log) = tokio::task::spawn_blocking(|| program.end()).await.unwrap();
    assert_eq!(code, Some(0));
    assert!(log.contains(r#""route":"send""#) && log.contains(r#""level":"DEBUG""#));

    let canaries = Canaries::new();
    canaries.are_not_in("an answer", &down.0);
    assert!(down.0.contains("[withheld]"), "nothing was repeated at all");
    canaries.are_not_in("the log", &log);
    for private in [TEXT, seal.as_str(), "cursor="] {
        assert!(!log.contains(private), "{private} was logged");
    }
    #[cfg(feature = "otel")]
    {
        let sent = collector.text();
        assert!(sent.contains("queryQueueInfo"));
        canaries.are_not_in("a span", &sent);
        let user = answer["userId"].as_str().unwrap();
        for private in [TEXT, seal.as_str(), user, "cursor", "127.0.0.1"] {
            assert!(!sent.contains(private), "{private} is in a span");
        }
        let keys = collector.headers();
        assert!(keys.iter().all(|headers| headers["x-key"] == COLLECTOR_KEY));
    }
}

/// With spans, and a key for the collector alone.
#[cfg(feature = "otel")]
fn traced(upstream: &str, collector: &str) -> std::process::Command {
    let mut flags = flags(upstream);
    flags.extend(["--otel-endpoint", collector]);
    let mut command = command(&flags);
    command.env(
        "OTEL_EXPORTER_OTLP_HEADERS",
        format!("x-key={COLLECTOR_KEY}"),
    );
    command
}

/// A panic prints what its message was made of, and that is what `Debug` gives.
#[test]
fn no_part_of_a_secret_is_in_what_is_made_for_people_to_read() {
    let flags = flags("http://127.0.0.1:9");
    let args = [&["frontdesk-proxy"], &flags[..]].concat();
    let options = Options::from_args(args).unwrap();
    let canaries = Canaries::new();
    canaries.are_not_in("options", &format!("{options:?} {options:#?}"));
    let config = Config::parse(options).unwrap();
    canaries.are_not_in("configuration", &format!("{config:?} {config:#?}"));

    // A secret that does not do is not repeated in what is said about it.
    for (flag, wrong) in [("--seal-key", SEAL_KEY), ("--push-key", &PUSH_KEY[..42])] {
        let mut args = flags.clone();
        let place = args.iter().position(|arg| *arg == flag).unwrap();
        args[place + 1] = wrong;
        args.push("--check-config");
        let output = output(&args);
        assert_eq!(output.status.code(), Some(2), "{flag}");
        canaries.are_not_in(flag, &stderr(&output));
    }
}

fn flags(upstream: &str) -> Vec<&str> {
    vec![
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--upstream",
        upstream,
        "--app-key=key",
        "--app-secret",
        SECRET,
        "--seal-key",
        SEAL_KEY_TEXT,
        "--push-auth=signature",
        "--push-key",
        PUSH_KEY,
        "--push-public-url=https://chat.example.com/desk/webhooks/v1/messages",
        "--safety-poll=1ms",
        "--identity-key",
        IDENTITY_KEY,
        "--operator-listen=127.0.0.1:0",
        "--operator-key-file",
        operator_key_file(),
        "--click-to-call=audio",
        "--channel",
        CHANNEL,
        "--log=trace,hyper=trace,h2=trace",
    ]
}

/// The operators' key, in a file as it must be.
fn operator_key_file() -> &'static str {
    static FILE: OnceLock<NamedTempFile> = OnceLock::new();
    let file = FILE.get_or_init(|| {
        let file = NamedTempFile::new().unwrap();
        std::fs::write(file.path(), OPERATOR_KEY).unwrap();
        file
    });
    file.path().to_str().unwrap()
}

/// The cloud's token of the visitor, readable by anybody who has it.
fn token() -> String {
    STANDARD.encode(json!({"tenantId": TENANT, "userName": "canary-user-9917"}).to_string())
}

/// How the cloud repeats what it was sent, as error pages do.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// In its own answer, under a status and with a code.
    Json(u16, &'static str),
    /// As the gateway.
    Gateway,
    /// On a page for people.
    Page(u16),
    /// In headers of its answer.
    Headers(u16),
    /// Shortened, as logs and tools do.
    Shortened(u16),
}

const WAYS: [Way; 14] = [
    Way::Json(200, "0"),
    Way::Json(200, "13"),
    Way::Json(400, "7"),
    Way::Json(401, "1"),
    Way::Json(429, "1"),
    Way::Json(500, "13"),
    Way::Gateway,
    Way::Page(200),
    Way::Page(502),
    Way::Headers(200),
    Way::Headers(302),
    Way::Headers(429),
    Way::Shortened(200),
    Way::Shortened(400),
];

fn echo(seen: &Seen, way: Way) -> Reply {
    let (bearer, token) = (
        seen.header("authorization"),
        seen.header("ccmessaging-token"),
    );
    let words = format!(
        "{bearer} {token} \"{token}\" {SECRET} {}",
        token.replace('=', "%3D").replace('/', "%2F")
    );
    // Everything that a call may answer in, and the token as the entrance gives it.
    let body = |code: &str, words: &str| {
        json!({
            "resultCode": code, "resultDesc": words, "echo": [words], "objectKey": words,
            "fileStream": words, "phrases": [words], "downlinkMessages": [{"content": words, "messageCode": "c"}],
            "messageList": [{"content": words}], "returnDesc": words,
        })
    };
    match way {
        Way::Json(status, code) => Reply::Json(status, body(code, &words)),
        Way::Gateway => Reply::Json(403, json!({"errorCode": "0", "exceptionInfo": words})),
        Way::Page(status) => Reply::Text(status, format!("<html>{words}</html>")),
        Way::Headers(status) => Reply::Headers(
            status,
            body("0", "in the headers"),
            [
                "retry-after",
                "location",
                "set-cookie",
                "www-authenticate",
                "x-echo",
            ]
            .map(|name| (name, words.clone()))
            .to_vec(),
        ),
        Way::Shortened(status) => {
            let part = |text: &str| {
                let end = text.len().min(24);
                format!("{}... ...{}", &text[..end], &text[text.len() - end..])
            };
            let words = [bearer, token, SECRET].map(part).join(" ");
            Reply::Json(status, body("13", &words))
        }
    }
}

/// Everything that was sent down: status, headers and body.
#[derive(Default)]
struct Down(String);

impl Down {
    async fn hear(&mut self, request: RequestBuilder) -> String {
        let (head, body) = heard(request).await;
        self.0.push_str(&head);
        self.0.push_str(&body);
        body
    }

    /// Every route, side by side.
    async fn hear_all(&mut self, base: &str, seal: &str) {
        let routes = ROUTES.iter().map(|Route { name, .. }| name);
        let requests = routes.map(|name| heard(request(base, name, seal)));
        for (head, body) in join_all(requests).await {
            self.0.push_str(&head);
            self.0.push_str(&body);
        }
    }
}

/// Status and headers, and the body; of a stream what comes in the first moment.
async fn heard(request: RequestBuilder) -> (String, String) {
    let mut answer = request.send().await.unwrap();
    let mut head = format!("\n{} {:?}\n", answer.status(), answer.headers());
    for value in answer.headers().values() {
        // Sensitive ones too, which are not printed.
        head.push_str(&String::from_utf8_lossy(value.as_bytes()));
        head.push('\n');
    }
    let until = Instant::now() + MOMENT;
    let mut body = Vec::new();
    while let Ok(Ok(Some(part))) = timeout_at(until, answer.chunk()).await {
        body.extend_from_slice(&part);
    }
    (head, String::from_utf8_lossy(&body).into_owned())
}

fn connect(base: &str, seal: &str) -> RequestBuilder {
    let body = json!({"controlType": "CONNECT", "content": TEXT});
    let request = support::http().post(format!("{base}{API}/send"));
    request.header("ccmessaging-token", seal).json(&body)
}

/// A call of every route, such that it comes as far as it can.
fn request(base: &str, route: &str, seal: &str) -> RequestBuilder {
    let route = ROUTES.iter().find(|known| known.name == route).unwrap();
    let url = format!("{base}{}", route.path().replace("{name}", "x.js"));
    let post = |body: Value| support::http().post(&url).json(&body);
    let get = |query: &str| support::http().get(format!("{url}{query}"));
    let request = match route.name {
        "applyToken" => post(json!({"channelId": CHANNEL})),
        "send" => post(json!({"controlType": "CHAT", "content": TEXT})),
        "queryQueueInfo" | "getsatisfactionsurveymode" | "dropClickToCall" => post(json!({})),
        "saveSatisfaction" => post(json!({"evaluation": "1", "comment": TEXT})),
        "uploadFileStream" => post(json!({"fileType": "txt", "fileStream": "YQ=="})),
        "downloadFileStream" => post(json!({"fileId": TEXT, "fileType": "txt"})),
        "queryPhraseByKeyword" => post(json!({"strContent": TEXT})),
        "feedbacksatisfaction" => {
            post(json!({"feedback": 0, "feedbackContent": TEXT, "interIdx": "1"}))
        }
        "queryHistoryChatMessage" => post(json!({"startTime": "0", "limit": 10})),
        "doLeaveMessage" => post(json!({"caller": "1380", "leaveMessage": TEXT})),
        "createClickToCall" => post(json!({"mediaAbility": "0"})),
        "checkClickToCallSupport" | "getClickToCallEvents" => get(""),
        "poll" | "stream" => get("?cursor="),
        "push" => {
            let code = now().to_string();
            let lines = [line(CHANNEL, "nobody", &code, TEXT)];
            let body = json!({"messages": lines, "timestamp": now()}).to_string();
            let signed = match seal {
                "" => format!("auth-v2/{PUSH_KEY}"),
                _ => authorization(PUSH_KEY, "ak", &body, now()),
            };
            support::push::request(base, &signed, &body)
        }
        "loader" | "types" | "openapi" | "asset" | "demo" | "demo-file" => get(""),
        other => panic!("{other} is new: it needs a call here"),
    };
    match seal {
        "" => request,
        _ => request.header("ccmessaging-token", seal),
    }
}

/// All that must not be seen, cut into windows.
struct Canaries(HashSet<[u8; WINDOW]>);

impl Canaries {
    fn new() -> Self {
        let token = token();
        let decoded = STANDARD.decode(&token).unwrap();
        let plain: [&[u8]; 10] = [
            SECRET.as_bytes(),
            BEARER.as_bytes(),
            token.as_bytes(),
            &decoded,
            PUSH_KEY.as_bytes(),
            SEAL_KEY.as_bytes(),
            IDENTITY_KEY.as_bytes(),
            IDENTITY.as_bytes(),
            OPERATOR_KEY.as_bytes(),
            COLLECTOR_KEY.as_bytes(),
        ];
        let mut windows = HashSet::new();
        for secret in plain {
            let encoded = [STANDARD.encode(secret), URL_SAFE_NO_PAD.encode(secret)];
            for form in [secret, encoded[0].as_bytes(), encoded[1].as_bytes()] {
                windows.extend(form.array_windows::<WINDOW>());
            }
        }
        Self(windows)
    }

    /// Neither as it is nor in what is base64 there.
    fn are_not_in(&self, place: &str, text: &str) {
        self.are_not_among(place, text.as_bytes());
        let word = |c: char| !c.is_ascii_alphanumeric() && !"+/=_-".contains(c);
        for word in text.split(word).filter(|word| word.len() >= WINDOW) {
            for engine in [&STANDARD, &URL_SAFE_NO_PAD] {
                if let Ok(bytes) = engine.decode(word) {
                    self.are_not_among(place, &bytes);
                }
            }
        }
    }

    fn are_not_among(&self, place: &str, bytes: &[u8]) {
        for (at, window) in bytes.array_windows::<WINDOW>().enumerate() {
            if self.0.contains(window) {
                let around = &bytes[at.saturating_sub(300)..bytes.len().min(at + 100)];
                panic!(
                    "{:?} is in {place}: {}",
                    String::from_utf8_lossy(window),
                    String::from_utf8_lossy(around)
                );
            }
        }
    }
}

/// The cloud's calls; the tokens come in time.
const CALLS: [&str; 16] = [
    "send",
    "sendAsync",
    "poll",
    "queryQueueInfo",
    "getsatisfactionsurveymode",
    "saveSatisfaction",
    "uploadFileStream",
    "downloadFileStream",
    "queryPhraseByKeyword",
    "feedbacksatisfaction",
    "queryHistoryChatMessage",
    "doLeaveMessage",
    "checkClickToCallSupport",
    "createClickToCall",
    "getClickToCallEvents",
    "dropClickToCall",
];

const WINDOW: usize = 12;
/// [`SEAL_KEY`] as it is written in a configuration.
const SEAL_KEY_TEXT: &str = "Y2FuYXJ5LXNlYWwta2V5LTMzMDctb2YtMzItYnl0ZXM=";
const MOMENT: Duration = Duration::from_millis(500);
