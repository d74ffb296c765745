//! The webhook's flags: what is missing, what does not fit, and what must not be shown.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;

use support::program::{command, output, stderr};
use support::push::{KEY, PUBLIC_URL};

const GOOD: [&str; 5] = [
    "--app-key=k",
    "--app-secret=s",
    "--channel=1",
    "--upstream=https://cloud.example.com",
    "--check-config",
];

fn check(flags: &[&str]) -> (Option<i32>, String) {
    let output = output(&[&GOOD[..], flags].concat());
    (output.status.code(), stderr(&output))
}

fn is_refused(flags: &[&str], words: &[&str]) {
    let (code, told) = check(flags);
    assert_eq!(code, Some(2), "{flags:?}");
    for word in words {
        assert!(told.contains(word), "{word} is not in\n{told}");
    }
    assert!(!told.contains("hidden"), "a secret is told:\n{told}");
}

#[test]
fn a_webhook_in_order_is_said_to_be() {
    let key = format!("--push-key={KEY}");
    let url = format!("--push-public-url={PUBLIC_URL}");
    for flags in [
        &["--push-auth=signature", &key, &url][..],
        &[
            "--push-auth=signature",
            &key,
            &url,
            "--push-access-key=ak",
            "--push-window=1m",
            "--safety-poll=1m",
        ],
        // Its own address is known.
        &[
            "--push-auth=signature",
            &key,
            "--public-url=https://desk.example.com",
        ],
        &["--push-auth=bearer", "--push-key=token/of+the=tenant"],
    ] {
        let (code, told) = check(flags);
        assert_eq!(code, Some(0), "{flags:?}: {told}");
    }
    let variables = command(&GOOD)
        .env("FRONTDESK_PUSH_AUTH", "signature")
        .env("FRONTDESK_PUSH_KEY", KEY)
        .env("FRONTDESK_PUSH_PUBLIC_URL", PUBLIC_URL)
        .env("FRONTDESK_PUSH_WINDOW", "")
        .output()
        .unwrap();
    assert_eq!(variables.status.code(), Some(0), "{}", stderr(&variables));
}

#[test]
fn every_fault_of_the_webhook_is_named_and_no_key_is_shown() {
    is_refused(
        &["--push-auth=signature"],
        &[
            "`--push-key-file` is missing",
            "`--push-public-url` is missing",
        ],
    );
    is_refused(&["--push-auth=bearer"], &["`--push-key-file` is missing"]);
    is_refused(
        &[
            "--push-auth=signature",
            "--push-key=hidden",
            "--push-public-url=https://desk.example.com",
            "--push-window=2d",
            "--safety-poll=11m",
        ],
        &[
            "43 letters and digits",
            "`--push-public-url` is",
            "`--push-window`",
            "`--safety-poll`",
        ],
    );
    is_refused(
        &[
            "--push-auth=bearer",
            "--push-key=Bearer hidden",
            "--push-access-key=ak",
        ],
        &["`--push-key`", "leave that word out", "`--push-access-key`"],
    );
    is_refused(
        &["--push-auth=hmac", "--push-key=hidden"],
        &["`--push-auth` is `hmac`"],
    );
    is_refused(
        &[
            "--push-key=hidden",
            "--push-access-key=ak",
            "--push-public-url=https://desk.example.com",
            "--push-window=1m",
            "--safety-poll=1m",
        ],
        &[
            "`--push-key` means nothing without `--push-auth`",
            "`--push-access-key` means nothing",
            "`--push-public-url` means nothing",
            "`--push-window` means nothing",
            "`--safety-poll` means nothing",
        ],
    );
}

#[cfg(unix)]
#[test]
fn the_key_is_as_secret_in_a_file_as_the_others() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("frontdesk.toml");
    let flag = format!("--config={}", file.display());
    let text = format!(
        "push-auth = 'signature'\npush-key = '{KEY}'\npush-public-url = '{PUBLIC_URL}'\n\
         push-access-key = 7\n"
    );
    fs::write(&file, text).unwrap();
    let with_mode = |mode: u32| {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        check(&[&flag])
    };
    assert_eq!(with_mode(0o600).0, Some(0));
    let (code, told) = with_mode(0o644);
    assert_eq!(code, Some(2));
    assert!(told.contains("chmod 600") && !told.contains(KEY), "{told}");

    fs::write(&file, "push-key = ['hidden']\n").unwrap();
    let (code, told) = with_mode(0o600);
    assert_eq!(code, Some(2));
    assert!(
        told.contains("`push-key`") && !told.contains("hidden"),
        "{told}"
    );
}
