//! Where a command breaks off, what its caller is told, and what a repeat is told: each command at
//! each place, as one table.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use support::broken::{Break, BrokenCloud};
use support::program::Program;
use support::visitor::{API, Visitor, refused};
use support::{CHANNEL, Proxy, http};
use tokio::time::sleep;

/// `asked` is how often the cloud has read the command, up to then.
const EXPECTED: &str = "
| it breaks off                              | the first is told   | asked | a repeat is told    | asked | commands |
| nowhere                                    | 200 code 0          | 1     | 200 code 0          | 1     | all      |
| before there is a connection               | 503 upstream-down   | 0     | 200 code 0          | 1     | all      |
| after the request                          | 504 outcome-unknown | 1     | 504 outcome-unknown | 1     | all      |
| after the request, on a used connection    | 504 outcome-unknown | 1     | 504 outcome-unknown | 1     | all      |
| in the answer's head                       | 504 outcome-unknown | 1     | 504 outcome-unknown | 1     | all      |
| in the answer's body                       | 504 outcome-unknown | 1     | 504 outcome-unknown | 1     | all      |
| not, and is repeated while under way       | 200 code 0          | 1     | 200 code 0          | 1     | all      |
| by a kill of the proxy, while under way    | no answer           | 1     | 504 outcome-unknown | 1     | all      |
| by a kill of the proxy, after it was told  | 200 code 0          | 1     | 200 code 0          | 1     | all      |
";

#[tokio::test]
async fn every_command_has_one_outcome_at_every_point_of_failure_and_is_never_carried_twice() {
    let mut table = Table::default();
    for (point, keeps, place) in [
        ("nowhere", false, Break::Never),
        ("after the request", false, Break::AfterRequest),
        (
            "after the request, on a used connection",
            true,
            Break::AfterRequest,
        ),
        ("in the answer's head", false, Break::InHead),
        ("in the answer's body", false, Break::InBody),
    ] {
        for call in COMMANDS {
            table.add(point, call, broken_off(call, keeps, place).await);
        }
    }
    for call in COMMANDS {
        let outcome = nobody_there(call).await;
        table.add("before there is a connection", call, outcome);
        let outcome = repeated_under_way(call).await;
        table.add("not, and is repeated while under way", call, outcome);
    }
    for (call, outcome) in killed_under_way().await {
        table.add("by a kill of the proxy, while under way", call, outcome);
    }
    for (call, outcome) in killed_after_the_answer().await {
        table.add("by a kill of the proxy, after it was told", call, outcome);
    }
    let text = table.text();
    println!("{text}");
    let lines = |text: &str| {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines: Vec<String> = text.trim().lines().map(words).collect();
        lines.sort();
        lines
    };
    assert_eq!(lines(&text), lines(EXPECTED), "{text}");
}

/// The first one meets a broken cloud, the repeat a whole one.
async fn broken_off(call: &str, keeps: bool, place: Break) -> Outcome {
    let cloud = BrokenCloud::start(keeps).await;
    let proxy = Proxy::start(&cloud.url, FLAGS).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.breaks(last(call), place);
    let first = (told(ask(&visitor, call)).await, cloud.asked(last(call)));
    cloud.breaks(last(call), Break::Never);
    let repeat = (told(ask(&visitor, call)).await, cloud.asked(last(call)));
    Outcome { first, repeat }
}

async fn nobody_there(call: &str) -> Outcome {
    let mut cloud = BrokenCloud::start(false).await;
    let proxy = Proxy::start(&cloud.url, FLAGS).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.leave().await;
    let first = (told(ask(&visitor, call)).await, cloud.asked(last(call)));
    cloud.come_back().await;
    let repeat = (told(ask(&visitor, call)).await, cloud.asked(last(call)));
    Outcome { first, repeat }
}

/// Both are on their way before the cloud answers anybody.
async fn repeated_under_way(call: &str) -> Outcome {
    let cloud = BrokenCloud::start(false).await;
    let mut config = support::config(&cloud.url, FLAGS);
    config.upstream.timeouts.command = Duration::from_secs(20);
    let proxy = Proxy::start_with(config).await;
    let visitor = Visitor::new(&proxy).await;
    cloud.breaks(last(call), Break::Held);
    let first = tokio::spawn(told(ask(&visitor, call)));
    asked(&cloud, call, 1).await;
    let repeat = tokio::spawn(told(ask(&visitor, call)));
    sleep(Duration::from_millis(100)).await;
    assert!(!repeat.is_finished(), "{call} does not wait for the first");
    // Whoever else came would be answered too.
    cloud.answer_one();
    cloud.answer_one();
    Outcome {
        first: (first.await.unwrap(), cloud.asked(last(call))),
        repeat: (repeat.await.unwrap(), cloud.asked(last(call))),
    }
}

/// All commands are on their way when the process is killed.
async fn killed_under_way() -> Vec<(&'static str, Outcome)> {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let cloud = BrokenCloud::start(false).await;
    let mut program = start(&cloud, &store);
    let seal = arrive(&program).await;
    let mut under_way = Vec::new();
    for call in COMMANDS {
        cloud.breaks(last(call), Break::Held);
        let request = http()
            .post(format!("{}{API}/{call}", program.base))
            .header("ccmessaging-token", &seal);
        under_way.push(tokio::spawn(told(filled(request, call))));
    }
    for call in COMMANDS {
        asked(&cloud, call, 1).await;
    }
    program = killed(program, &cloud, &store);
    let mut outcomes = Vec::new();
    for (call, first) in COMMANDS.into_iter().zip(under_way) {
        let first = (first.await.unwrap(), cloud.asked(last(call)));
        cloud.breaks(last(call), Break::Never);
        let repeat = repeat(&program, &seal, call).await;
        let repeat = (repeat, cloud.asked(last(call)));
        outcomes.push((call, Outcome { first, repeat }));
    }
    outcomes
}

async fn killed_after_the_answer() -> Vec<(&'static str, Outcome)> {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let cloud = BrokenCloud::start(false).await;
    let mut program = start(&cloud, &store);
    let seal = arrive(&program).await;
    let mut firsts = Vec::new();
    for call in COMMANDS {
        let told = repeat(&program, &seal, call).await;
        firsts.push((told, cloud.asked(last(call))));
    }
    program = killed(program, &cloud, &store);
    let mut outcomes = Vec::new();
    for (call, first) in COMMANDS.into_iter().zip(firsts) {
        let repeat = repeat(&program, &seal, call).await;
        let repeat = (repeat, cloud.asked(last(call)));
        outcomes.push((call, Outcome { first, repeat }));
    }
    outcomes
}

fn killed(program: Program, cloud: &BrokenCloud, store: &Path) -> Program {
    program.signal("-KILL");
    drop(program);
    start(cloud, store)
}

fn start(cloud: &BrokenCloud, store: &Path) -> Program {
    Program::start_on_file(&cloud.url, store, FLAGS)
}

async fn arrive(program: &Program) -> String {
    let url = format!("{}{API}/applyToken", program.base);
    let request = http().post(url).json(&json!({"channelId": CHANNEL}));
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    answer["token"].as_str().unwrap().to_owned()
}

async fn repeat(program: &Program, seal: &str, call: &str) -> String {
    let request = http()
        .post(format!("{}{API}/{call}", program.base))
        .header("ccmessaging-token", seal);
    told(filled(request, call)).await
}

fn ask(visitor: &Visitor, call: &str) -> RequestBuilder {
    filled(visitor.sealed(call, Value::Null), call)
}

/// With the command's body and its one id.
fn filled(request: RequestBuilder, call: &str) -> RequestBuilder {
    match call {
        "send" => request.json(&json!({"controlType": "CHAT", "content": "a", "messageId": "one"})),
        _ => request.header("idempotency-key", "one").json(&body(call)),
    }
}

fn body(call: &str) -> Value {
    match last(call) {
        "saveSatisfaction" => json!({"evaluation": "5"}),
        "uploadFileStream" => json!({"fileType": "txt", "fileStream": "YQ=="}),
        "feedbacksatisfaction" => json!({"feedback": 1, "interIdx": "7"}),
        "doLeaveMessage" => json!({"caller": "13800000000", "leaveMessage": "Call me."}),
        "createClickToCall" => json!({"mediaAbility": "0"}),
        _ => json!({}),
    }
}

/// What a caller sees: the status, with the reason of a refusal.
async fn told(request: RequestBuilder) -> String {
    let Ok(answer) = request.send().await else {
        return "no answer".to_owned();
    };
    let status = answer.status().as_u16();
    match refused(&answer).map(str::to_owned) {
        Some(reason) => format!("{status} {reason}"),
        None => format!("{status} code {}", code(answer).await),
    }
}

async fn code(answer: Response) -> String {
    let body: Value = answer.json().await.unwrap();
    body["resultCode"].as_str().unwrap_or("-").to_owned()
}

async fn asked(cloud: &BrokenCloud, call: &str, times: usize) {
    while cloud.asked(last(call)) < times {
        sleep(Duration::from_millis(5)).await;
    }
}

/// What the cloud knows a command by.
fn last(call: &str) -> &str {
    call.rsplit('/').next().unwrap()
}

/// What was told, and how often the cloud had been asked by then.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Outcome {
    first: (String, usize),
    repeat: (String, usize),
}

/// Commands that end alike share a line.
#[derive(Default)]
struct Table(BTreeMap<(&'static str, Outcome), Vec<&'static str>>);

impl Table {
    fn add(&mut self, point: &'static str, call: &'static str, outcome: Outcome) {
        self.0.entry((point, outcome)).or_default().push(call);
    }

    fn text(&self) -> String {
        let mut text = EXPECTED.trim().lines().next().unwrap().to_owned();
        for ((point, Outcome { first, repeat }), calls) in &self.0 {
            let calls = match calls.len() == COMMANDS.len() {
                true => "all".to_owned(),
                false => calls
                    .iter()
                    .map(|call| last(call))
                    .collect::<Vec<_>>()
                    .join(", "),
            };
            let (first, asked, repeat, in_all) = (&first.0, first.1, &repeat.0, repeat.1);
            write!(
                text,
                "\n| {point:42} | {first:19} | {asked:<5} | {repeat:19} | {in_all:<5} | {calls:8} |"
            )
            .unwrap();
        }
        text
    }
}

const COMMANDS: [&str; 7] = [
    "send",
    "saveSatisfaction",
    "uploadFileStream",
    "v1/robot/feedbacksatisfaction",
    "doLeaveMessage",
    "v1/createClickToCall",
    "v1/dropClickToCall",
];

const FLAGS: &[&str] = &["--click-to-call=audio"];
