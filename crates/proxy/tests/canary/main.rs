//! Secrets that must appear nowhere, not even in part: in no answer of any route, whatever the cloud
//! says, in no log at its most talkative, in no metric, and in nothing that a panic could print.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod calls;
mod canaries;
mod echo;
mod flags;
mod secrets;
#[path = "../support/mod.rs"]
mod support;

use calls::{Down, connect, request};
use canaries::Canaries;
use echo::{CALLS, WAYS, echo};
use flags::flags;
use frontdesk_proxy::{Config, Options};
use secrets::{BEARER, IDENTITY, PUSH_KEY, SEAL_KEY, SECRET, TEXT, token};
use serde_json::{Value, json};
use support::CHANNEL;
use support::cloud::{Cloud, Reply};
use support::program::{Program, command, output, stderr};
use support::visitor::API;

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
        assert!(
            keys.iter()
                .all(|headers| headers["x-key"] == secrets::COLLECTOR_KEY)
        );
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
        format!("x-key={}", secrets::COLLECTOR_KEY),
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
