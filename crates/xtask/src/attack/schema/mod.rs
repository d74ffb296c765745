//! `cargo xtask attack schema`: every route but the stream, called with whatever the OpenAPI document
//! allows and forbids. Each answer must be one that the document tells of.

mod answers;

use std::fs;

use anyhow::{Result, bail, ensure};
use clap::Args;

use self::answers::Answers;
use super::servers::{APP_KEY, CHANNEL, PUSH_KEY, Servers};
use super::visitor::Visitor;
use crate::project::Project;
use crate::setup;

/// What `attack schema` can be told.
#[derive(Args)]
pub(crate) struct Options {
    /// How long it goes on
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u32).range(5..))]
    seconds: u32,
    /// Where randomness begins
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u32,
}

impl Options {
    pub(super) const SHORT: Self = Self {
        seconds: 25,
        seed: 1,
    };
}

/// Attacks, and says what was found.
pub(super) fn run(project: &Project, options: &Options) -> Result<()> {
    let servers = Servers::start(project)?;
    let mut visitor = Visitor::new(servers.proxy)?;
    let file = visitor.upload()?;
    let checks = servers.logs.join("checks.py");
    fs::write(&checks, CHECKS)?;
    let settings = servers.logs.join("schemathesis.toml");
    fs::write(&settings, "")?;
    let status = project
        .plain_cmd(setup::schemathesis(project))
        .arg("--config-file")
        .arg(&settings)
        .arg("run")
        .arg(format!("http://{}/frontdesk/openapi.json", servers.proxy))
        .args(["--header", &format!("ccmessaging-token: {}", visitor.seal)])
        .args(["--header", &format!("authorization: Bearer {PUSH_KEY}")])
        .args(["--header", &format!("x-app-key: {APP_KEY}")])
        // An answer of it has no end.
        .args(["--exclude-operation-id", "stream"])
        .args(["--checks", &CHECKED.join(",")])
        .args(["--phases", "coverage,fuzzing", "--continue-on-failure"])
        .args(["--max-time", &options.seconds.to_string()])
        .args(["--seed", &options.seed.to_string()])
        .args(["--max-examples", "100000", "--warnings", "off"])
        // More than one at a time disturb each other in the tool itself.
        .args(["--workers", "1"])
        .args(["--request-timeout", "10", "--no-color"])
        .env("SCHEMATHESIS_HOOKS", &checks)
        .env("FRONTDESK_CHANNEL", CHANNEL)
        .env("FRONTDESK_FILE", file)
        .env("NO_PROXY", "127.0.0.1")
        .within(&servers.logs)
        .watch(|_| {})?;
    let answers = Answers::of(&servers.metrics()?);
    println!("\n{}", answers.table());
    if !status.success() {
        bail!(
            "there are answers that the OpenAPI document does not tell of, or the tool failed: see above; \
             `--seed {}` begins alike",
            options.seed
        );
    }
    let closed = answers.closed();
    ensure!(
        closed.is_empty(),
        "nothing was ever carried by {}: what their answers are like was not seen",
        closed.join(", ")
    );
    Ok(())
}

const CHECKS: &str = include_str!("checks.py");

/// Of the tool's own checks those that hold for a proxy; the last one is in `checks.py`.
const CHECKED: [&str; 7] = [
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "unsupported_method",
    "ignored_auth",
    "refusals_are_as_documented",
];
