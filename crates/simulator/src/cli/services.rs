//! Options of robot, files, calls and what else is offered.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use frontdesk_protocol::{SurveyQuestion, SurveyType};
use frontdesk_simulator::{Calls, Config, FilesConfig, Script, ScriptFaults, SurveyConfig};

/// Options of robot, files, calls and what else is offered.
#[derive(Debug, Args)]
pub(super) struct Services {
    /// A robot's script, in TOML; without it, the robot is that of a bicycle shop.
    #[arg(long, value_name = "FILE", value_parser = script)]
    script: Option<Arc<Script>>,

    /// Whether visitors are asked how it was.
    #[arg(long, value_name = "WHERE", default_value = "web", value_parser = survey_type)]
    survey: SurveyType,

    /// What they are asked: fcr (solved at the first contact), nps (would recommend), csat
    /// (satisfied), with commas between them.
    #[arg(long, value_name = "LIST", default_value = "csat", value_delimiter = ',',
          value_parser = survey_question)]
    survey_questions: Vec<SurveyQuestion>,

    /// What calls the page may offer. Calls are only acted: no sound goes anywhere.
    #[arg(long, value_name = "KIND", default_value = "off", value_parser = calls)]
    calls: Calls,

    /// Browsers cannot carry calls, whatever the channel offers.
    #[arg(long)]
    without_web_rtc: bool,

    /// How many milliseconds a call waits until it is connected.
    #[arg(long, value_name = "MS", default_value_t = 5000)]
    call_wait_ms: u64,

    /// The largest file that is taken, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = FilesConfig::default().max_file_bytes)]
    max_file_bytes: usize,

    /// How many bytes all stored files may have together; the oldest makes room for a newer one.
    #[arg(long, value_name = "BYTES", default_value_t = FilesConfig::default().max_store_bytes)]
    max_store_bytes: usize,

    /// A host to which a visitor's card may lead, with everything below it; may be given several
    /// times. Without it: example.com and veloro.example.
    #[arg(long, value_name = "HOST")]
    trusted_redirect: Vec<String>,
}

impl Services {
    pub(super) fn apply(self, config: &mut Config) {
        let services = &mut config.services;
        if let Some(script) = self.script {
            services.script = script;
        }
        services.survey = SurveyConfig {
            kind: self.survey,
            questions: self.survey_questions,
        };
        services.calls.offered = self.calls;
        services.calls.web_rtc = !self.without_web_rtc;
        services.calls.connect_after = Duration::from_millis(self.call_wait_ms);
        services.files = FilesConfig {
            max_file_bytes: self.max_file_bytes,
            max_store_bytes: self.max_store_bytes,
        };
        if !self.trusted_redirect.is_empty() {
            services.trusted_redirects = self.trusted_redirect;
        }
    }
}

fn script(path: &str) -> Result<Arc<Script>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let script: Script = text
        .parse()
        .map_err(|faults: ScriptFaults| faults.to_string())?;
    Ok(Arc::new(script))
}

fn survey_type(word: &str) -> Result<SurveyType, String> {
    match word.to_ascii_uppercase().as_str().into() {
        SurveyType::Other(_) => Err("it is web or no".to_owned()),
        known => Ok(known),
    }
}

fn survey_question(word: &str) -> Result<SurveyQuestion, String> {
    match word.to_ascii_uppercase().as_str().into() {
        SurveyQuestion::Other(_) => Err("a question is fcr, nps or csat".to_owned()),
        known => Ok(known),
    }
}

fn calls(word: &str) -> Result<Calls, String> {
    match word {
        "off" => Ok(Calls::Off),
        "audio" => Ok(Calls::Audio),
        "video" => Ok(Calls::Video),
        _ => Err("it is off, audio or video".to_owned()),
    }
}
