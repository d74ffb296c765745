//! The program itself: its configuration, its exit codes, its end.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::time::{Duration, Instant};

use serde_json::json;
use support::CHANNEL;
use support::cloud::{Cloud, Reply};
use support::program::{Program, command, output, stderr};
use support::visitor::API;

const GOOD: [&str; 4] = [
    "--app-key=k",
    "--app-secret=s",
    "--channel=1",
    "--upstream=https://cloud.example.com",
];

#[test]
fn every_fault_is_told_at_once_and_the_program_exits_with_2() {
    let args = [
        "--listen=nowhere",
        "--public-url=desk",
        "--upstream=http://cloud.example.com",
        "--seal-key=short",
        "--seal-life=1",
        "--channel=a b",
        "--allow-origin=*",
        "--allow-origin=example.com",
        "--limit-text-bytes=many",
        "--limit-upload-bytes=2 Mb",
        "--click-to-call=yes",
        "--path=sendd=/x",
        "--extra-header=authorization: x",
        "--static-dir=/does/not/exist",
        "--log=a=b=c",
        "--drain=0s",
        "--title-case-headers=perhaps",
        "--demo-simulator-listen=127.0.0.1:1",
    ];
    for check in [&[][..], &["--check-config"]] {
        let output = output(&[&args[..], check].concat());
        assert_eq!(output.status.code(), Some(2));
        let told = stderr(&output);
        for flag in [
            "--listen",
            "--public-url",
            "--upstream",
            "--app-key",
            "--app-secret-file",
            "--seal-key",
            "--seal-life",
            "--channel",
            "--allow-origin` `*`",
            "--allow-origin` `example.com`",
            "--limit-text-bytes",
            "--limit-upload-bytes",
            "--click-to-call",
            "--path",
            "--extra-header",
            "--static-dir",
            "--log",
            "--drain",
            "--title-case-headers",
            "--demo-simulator-listen",
        ] {
            assert!(told.contains(flag), "{flag} is not in\n{told}");
        }
        assert!(!told.contains("short"), "a secret is told:\n{told}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let told = stderr(&output(&[]));
    for flag in ["--upstream", "--app-key", "--app-secret-file", "--channel"] {
        assert!(told.contains(&format!("`{flag}` is missing")), "{told}");
    }
}

#[test]
fn a_configuration_in_order_is_said_to_be() {
    let output = output(&[&GOOD[..], &["--check-config"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(output.stdout, b"configuration is in order\n");
    assert!(
        stderr(&output).contains("--seal-key-file"),
        "the random key is warned of"
    );
}

#[test]
fn flags_go_before_environment_before_file_before_default() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("frontdesk.toml");
    fs::write(
        &file,
        "listen = 'file'\nadmin-listen = 'file'\ndrain = 'file'\nlimit-body-bytes = 0\n",
    )
    .unwrap();
    let output = command(&GOOD)
        .args(["--listen=flag", "--config", file.to_str().unwrap()])
        .env("FRONTDESK_LISTEN", "environment")
        .env("FRONTDESK_ADMIN_LISTEN", "environment")
        .env("FRONTDESK_SEAL_LIFE", "")
        .output()
        .unwrap();
    let told = stderr(&output);
    for expected in [
        "`--listen` is `flag`",
        "`--admin-listen` is `environment`",
        "`--drain` is `file`",
        "`--limit-body-bytes` is `0`",
    ] {
        assert!(told.contains(expected), "{expected} is not in\n{told}");
    }
    assert!(!told.contains("--seal-life"), "an empty variable is none");
}

#[test]
fn a_file_with_unknown_keys_or_wrong_types_is_refused_without_its_values() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("frontdesk.toml");
    let flag = format!("--config={}", file.display());
    fs::write(
        &file,
        "app-secre = 'hidden'\nlisten = [1]\nchannel = ['1', '2']\nfoo = 1\n",
    )
    .unwrap();
    let told = stderr(&output(&[&flag]));
    for expected in ["`app-secre`", "`foo`", "`listen`"] {
        assert!(told.contains(expected), "{expected} is not in\n{told}");
    }
    assert!(
        !told.contains("hidden") && !told.contains("--channel"),
        "{told}"
    );

    fs::write(&file, "app-key = 'k'\napp-secret = 'hidden\n").unwrap();
    let told = stderr(&output(&[&flag]));
    assert!(
        told.contains("line 2") && !told.contains("hidden"),
        "{told}"
    );
}

#[cfg(unix)]
#[test]
fn blanks_in_the_file_are_nothing_as_they_are_elsewhere() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("frontdesk.toml");
    let flag = format!("--config={}", file.display());
    let check = |text: &str, flags: &[&str]| {
        fs::write(&file, text).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let output = output(&[&[flag.as_str(), "--check-config"], flags].concat());
        (output.status.code(), stderr(&output))
    };
    let blank = "channel = ['', ' ']\napp-key = ''\napp-secret = ' '\nupstream = ''\ndrain = ''\n";
    let (code, told) = check(blank, &[]);
    assert_eq!(code, Some(2));
    for name in ["--channel", "--app-key", "--app-secret-file", "--upstream"] {
        assert!(told.contains(&format!("`{name}` is missing")), "{told}");
    }
    assert!(!told.contains("--drain"), "{told}");
    assert_eq!(
        check(blank, &GOOD).0,
        Some(0),
        "the flags fill what is blank"
    );
}

#[cfg(unix)]
#[test]
fn secret_files_that_everyone_can_read_are_refused_and_the_file_wins() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str, mode: u32| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let open = write("open", "secret\n", 0o644);
    let closed = write("closed", "secret\n", 0o640);
    let empty = write("empty", "\n", 0o600);
    let key = write(
        "key",
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n",
        0o600,
    );
    let config = write("config.toml", "app-secret = 's'\n", 0o644);

    let check = |flags: &[&str]| {
        let good = [
            "--app-key=k",
            "--channel=1",
            "--upstream=https://cloud.example.com",
            "--check-config",
        ];
        let output = output(&[&good[..], flags].concat());
        (output.status.code(), stderr(&output))
    };
    let (code, told) = check(&["--app-secret-file", &open]);
    assert!(
        code == Some(2) && told.contains(&format!("chmod 600 {open}")),
        "{told}"
    );
    assert_eq!(check(&["--app-secret-file", &empty]).0, Some(2));
    assert_eq!(check(&["--app-secret-file", "/does/not/exist"]).0, Some(2));
    assert_eq!(check(&["--config", &config]).0, Some(2));
    assert_eq!(check(&["--app-secret-file", &closed]).0, Some(0));
    let wins = check(&[
        "--app-secret-file",
        &closed,
        "--seal-key=short",
        "--seal-key-file",
        &key,
    ]);
    assert_eq!(wins, (Some(0), String::new()));
}

#[test]
fn help_shows_no_secret_of_the_environment() {
    let output = command(&["--help"])
        .env("FRONTDESK_APP_SECRET", "hidden")
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("FRONTDESK_APP_SECRET") && !told.contains("hidden"));
}

#[test]
fn a_demonstration_stands_beside_nothing_real() {
    for flags in [
        &["--upstream=https://cloud.example.com"][..],
        &["--app-secret=s"],
        &["--app-secret-file=/x"],
        &["--app-key=k"],
        &["--listen=0.0.0.0:1"],
        &["--demo-simulator-listen=0.0.0.0:1"],
    ] {
        let output = output(&[&["--demo"], flags].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("`--demo`"), "{}", stderr(&output));
    }
    let variable = command(&["--demo"])
        .env("FRONTDESK_UPSTREAM", "https://cloud.example.com")
        .output()
        .unwrap();
    assert_eq!(variable.status.code(), Some(2));
}

#[cfg(not(feature = "demo"))]
#[test]
fn a_build_without_the_demonstration_says_so() {
    let output = output(&["--demo", "--check-config"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("not in this build"));
}

#[cfg(feature = "demo")]
#[tokio::test]
async fn the_demonstration_runs_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("demo.html"), "<p>one</p>").unwrap();
    let program = Program::start(command(&[
        "--demo",
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--demo-simulator-listen=127.0.0.1:0",
        "--static-dir",
        folder.path().to_str().unwrap(),
    ]));
    let page = support::http().get(&program.base).send().await.unwrap();
    let policy = page
        .headers()
        .get("content-security-policy")
        .unwrap()
        .to_str()
        .unwrap();
    assert!(
        policy.contains("script-src 'self' 'wasm-unsafe-eval'"),
        "{policy}"
    );
    assert_eq!(page.text().await.unwrap(), "<p>one</p>");
    fs::write(folder.path().join("demo.css"), "p {}").unwrap();
    let sheet = format!("{}/demo.css", program.base);
    let sheet = support::http().get(sheet).send().await.unwrap();
    assert_eq!(sheet.text().await.unwrap(), "p {}");
    fs::write(folder.path().join("demo.html"), "<p>two</p>").unwrap();
    let page = support::http().get(&program.base).send().await.unwrap();
    assert_eq!(page.text().await.unwrap(), "<p>two</p>");

    let answer = support::http()
        .post(format!("{}{API}/applyToken", program.base))
        .header("origin", &program.base)
        .json(&json!({"channelId": CHANNEL}))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    program.signal("-TERM");
    assert_eq!(program.end().0, Some(0));
}

#[tokio::test]
async fn sigterm_lets_requests_finish_and_answers_held_polls_at_once() {
    let cloud = Cloud::start().await;
    cloud.on("send", |_| {
        Reply::Late(Duration::from_millis(700), json!({"resultCode": "0"}))
    });
    let program = Program::start(command(&[
        "--listen=127.0.0.1:0",
        "--admin-listen=127.0.0.1:0",
        "--upstream",
        &cloud.url,
        "--app-key=k",
        "--app-secret=s",
        "--channel",
        CHANNEL,
        "--drain=5s",
    ]));
    let http = support::http();
    let answer = http
        .post(format!("{}{API}/applyToken", program.base))
        .json(&json!({"channelId": CHANNEL}))
        .send()
        .await
        .unwrap();
    let answer: serde_json::Value = answer.json().await.unwrap();
    let seal = answer.get("token").unwrap().as_str().unwrap().to_owned();

    let poll = http
        .get(format!("{}{API}/poll?cursor=", program.base))
        .header("ccmessaging-token", &seal);
    let chat = http
        .post(format!("{}{API}/send", program.base))
        .header("ccmessaging-token", &seal)
        .json(&json!({"controlType": "CHAT", "content": "hello"}));
    let start = Instant::now();
    let poll = tokio::spawn(async move { (poll.send().await.unwrap().status(), start.elapsed()) });
    let chat = tokio::spawn(async move { chat.send().await.unwrap().status() });
    tokio::time::sleep(Duration::from_millis(250)).await;
    program.signal("-TERM");
    tokio::time::sleep(Duration::from_millis(200)).await;
    let ready = http
        .get(format!("{}/readyz", program.admin))
        .send()
        .await
        .unwrap();
    assert_eq!(ready.status(), 503);
    assert!(
        http.get(&program.base).send().await.is_err(),
        "nothing more is accepted"
    );

    let (status, waited) = poll.await.unwrap();
    assert_eq!(status, 200);
    assert!(waited < Duration::from_secs(2), "{waited:?}");
    let chat = chat.await.unwrap();
    let (code, log) = tokio::task::spawn_blocking(|| program.end()).await.unwrap();
    assert_eq!(code, Some(0), "{log}");
    assert_eq!(chat, 200, "{log}");
    assert!(log.contains("SIGTERM"), "{log}");
}

#[cfg(not(feature = "otel"))]
#[test]
fn spans_are_refused_by_a_build_that_has_none() {
    let output = output(&["--check-config", "--otel-endpoint=http://127.0.0.1:4318"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`--otel-endpoint` is not in this build"));
}
