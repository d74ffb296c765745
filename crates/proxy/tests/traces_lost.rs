//! The collector is told of, or it is not, or it is not there: the proxy serves all the same.
#![cfg(feature = "otel")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::process::Command;
use std::time::{Duration, Instant};

use reqwest::Response;
use support::cloud::Cloud;
use support::collector::Collector;
use support::program::{Program, command, output, stderr};
use support::{APP_KEY, APP_SECRET, CHANNEL, http};
use tokio::net::TcpListener;

/// Well below every time limit that the collector has.
const QUICK: Duration = Duration::from_secs(2);

fn proxy(cloud: &Cloud, flags: &[&str]) -> Command {
    let mut all = vec![
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--app-key",
        APP_KEY,
        "--app-secret",
        APP_SECRET,
        "--channel",
        CHANNEL,
        "--upstream",
        cloud.url.as_str(),
    ];
    all.extend(flags);
    command(&all)
}

async fn get(url: String) -> Response {
    http().get(url).send().await.unwrap()
}

/// Its log, and how long it took to end.
async fn end(program: Program) -> (String, Duration) {
    let start = Instant::now();
    program.signal("-TERM");
    let (code, log) = tokio::task::spawn_blocking(|| program.end()).await.unwrap();
    assert_eq!(code, Some(0), "{log}");
    (log, start.elapsed())
}

/// The sum of the metric with such a label.
async fn spans(program: &Program, outcome: &str) -> u32 {
    let metrics = get(format!("{}/metrics", program.admin)).await;
    let metrics = metrics.text().await.unwrap();
    let series = format!("frontdesk_spans_total{{outcome=\"{outcome}\"}} ");
    let value = metrics.lines().find_map(|line| line.strip_prefix(&series));
    value.map_or(0, |value| value.parse().unwrap())
}

#[tokio::test]
async fn a_collector_that_is_down_costs_a_line_of_the_log_and_the_spans() {
    let cloud = Cloud::start().await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let mut command = proxy(&cloud, &["--otel-endpoint", &endpoint]);
    command.env("OTEL_BSP_SCHEDULE_DELAY", "20");
    let program = Program::start(command);
    let start = Instant::now();
    let mut asked = 0;
    // Several batches, each of which is tried more than once.
    while spans(&program, "lost").await < 3 {
        let before = Instant::now();
        get(format!("{}/nothing", program.base)).await;
        assert!(before.elapsed() < QUICK);
        asked += 1;
        assert!(start.elapsed() < Duration::from_secs(20), "{asked} asked");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(spans(&program, "sent").await, 0);
    let (log, _) = end(program).await;
    assert_eq!(log.matches("the collector takes no spans").count(), 1);
    assert!(!log.contains(r#""level":"ERROR""#), "{log}");
}

#[tokio::test]
async fn a_collector_that_never_answers_keeps_nobody_waiting_and_the_end_not_for_long() {
    let cloud = Cloud::start().await;
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = silent.accept().await {
            held.push(stream);
        }
    });
    let mut command = proxy(&cloud, &["--otel-endpoint", &endpoint]);
    command
        .env("OTEL_BSP_SCHEDULE_DELAY", "20")
        .env("OTEL_BSP_MAX_QUEUE_SIZE", "8")
        .env("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "4");
    let program = Program::start(command);
    let start = Instant::now();
    for _ in 0..100 {
        let answer = get(format!("{}/nothing", program.base)).await;
        assert_eq!(answer.status(), 404);
    }
    assert!(start.elapsed() < QUICK, "{:?}", start.elapsed());
    let (log, took) = end(program).await;
    assert!(took < Duration::from_secs(6), "{took:?}");
    // The queue is full, which is said once.
    assert_eq!(log.matches("SpanDroppingStarted").count(), 1, "{log}");
    assert!(log.contains("did not take the last spans in time"), "{log}");
}

#[tokio::test]
async fn a_collector_that_takes_spans_again_is_sent_them() {
    let (cloud, collector) = (Cloud::start().await, Collector::start().await);
    let mut command = proxy(&cloud, &["--otel-endpoint", &collector.url]);
    command.env("OTEL_BSP_SCHEDULE_DELAY", "20");
    let program = Program::start(command);
    let start = Instant::now();
    for (refuses, outcome) in [(true, "lost"), (false, "sent")] {
        collector.refuse(refuses);
        while spans(&program, outcome).await < 3 {
            get(format!("{}/nothing", program.base)).await;
            assert!(start.elapsed() < Duration::from_secs(20), "{outcome}");
        }
    }
    let (log, _) = end(program).await;
    assert_eq!(log.matches("the collector takes no spans").count(), 1);
    assert_eq!(log.matches("the collector takes spans again").count(), 1);
}

#[tokio::test]
async fn what_waits_at_the_end_is_sent() {
    let (cloud, collector) = (Cloud::start().await, Collector::start().await);
    let program = Program::start(proxy(&cloud, &["--otel-endpoint", &collector.url]));
    get(format!("{}/nothing", program.base)).await;
    let (log, took) = end(program).await;
    // Without waiting for the next batch's time.
    assert!(took < Duration::from_secs(4), "{took:?}");
    assert_eq!(collector.spans().len(), 1);
    assert!(!log.contains(r#""level":"WARN","message":"the collector"#));
}

#[tokio::test]
async fn without_the_flag_nothing_is_sent_whatever_the_environment_says() {
    for (flags, environment, names) in [
        (&[][..], &[][..], &[][..]),
        (&["--otel-endpoint=env"], &[], &["frontdesk-proxy"]),
        (
            &["--otel-endpoint=env"],
            &[("OTEL_SERVICE_NAME", "desk")],
            &["desk"],
        ),
        (
            &["--otel-endpoint=env"],
            &[("OTEL_TRACES_SAMPLER", "always_off")],
            &[],
        ),
    ] {
        let (cloud, collector) = (Cloud::start().await, Collector::start().await);
        let mut command = proxy(&cloud, flags);
        command.env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url);
        command.env("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=seven");
        command.envs(environment.iter().copied());
        let program = Program::start(command);
        get(format!("{}/nothing", program.base)).await;
        end(program).await;
        let spans = collector.spans();
        let services: Vec<_> = spans.iter().map(|span| span.service.as_str()).collect();
        assert_eq!(services, *names, "{flags:?} {environment:?}");
        for headers in collector.headers() {
            assert_eq!(headers["x-tenant"], "seven");
            assert_eq!(headers["content-type"], "application/x-protobuf");
        }
    }
}

#[test]
fn what_is_no_address_of_a_collector_is_told_with_all_the_rest() {
    for wrong in ["otel:4317", "https://canary@otel.example.com", "env"] {
        let output = output(&["--check-config", "--otel-endpoint", wrong]);
        assert_eq!(output.status.code(), Some(2));
        let told = stderr(&output);
        for part in ["--otel-endpoint", "--channel", "--upstream"] {
            assert!(told.contains(part), "{part} is not in\n{told}");
        }
        assert!(!told.contains("canary"));
    }
    let mut command = command(&["--check-config", "--otel-endpoint=http://127.0.0.1:4318"]);
    command.env("OTEL_EXPORTER_OTLP_HEADERS", "authorization: canary");
    let told = stderr(&command.output().unwrap());
    assert!(told.contains("OTEL_EXPORTER_OTLP_HEADERS") && !told.contains("canary"));
}
