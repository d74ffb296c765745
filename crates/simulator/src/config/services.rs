//! What robot, files, surveys and calls are told before the simulator starts.

use std::sync::Arc;
use std::time::Duration;

use frontdesk_protocol::{SurveyQuestion, SurveyType};

use crate::Script;

/// Options of what is offered beside the conversation.
#[derive(Debug, Clone)]
pub struct ServicesConfig {
    /// What the robot knows.
    pub script: Arc<Script>,
    /// What visitors are asked at the end.
    pub survey: SurveyConfig,
    /// Calls from the page.
    pub calls: CallsConfig,
    /// Files, up and down.
    pub files: FilesConfig,
    /// Hosts to which a card may lead, with everything below them.
    pub trusted_redirects: Vec<String>,
}

/// What visitors are asked at the end.
#[derive(Debug, Clone)]
pub struct SurveyConfig {
    /// Whether anything is asked.
    pub kind: SurveyType,
    /// The questions, in the order in which they are asked.
    pub questions: Vec<SurveyQuestion>,
}

/// Calls from the page.
#[derive(Debug, Clone)]
pub struct CallsConfig {
    /// What the channel offers.
    pub offered: Calls,
    /// Whether browsers can carry calls. It does not follow from what is offered.
    pub web_rtc: bool,
    /// How long a call waits until it is connected.
    pub connect_after: Duration,
    /// SIP domain.
    pub domain: String,
    /// Addresses of SIP over secure WebSocket. Nobody answers there.
    pub gateways: Vec<String>,
}

/// What kind of calls a channel offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calls {
    /// None.
    Off,
    /// Sound alone.
    Audio,
    /// Sound, with or without picture.
    Video,
}

/// How much may be stored.
#[derive(Debug, Clone, Copy)]
pub struct FilesConfig {
    /// The largest file, in bytes.
    pub max_file_bytes: usize,
    /// All files of visitors and agents together, in bytes: the oldest makes room for a newer one.
    pub max_store_bytes: usize,
}

impl FilesConfig {
    /// The largest body of a request that carries a file: its base64, with line breaks, and room
    /// for a file that is too large to be told so.
    pub(crate) fn body_bytes(self) -> usize {
        self.max_file_bytes
            .saturating_mul(2)
            .saturating_add(64 * 1024)
    }
}

impl Default for ServicesConfig {
    fn default() -> Self {
        Self {
            script: Arc::default(),
            survey: SurveyConfig::default(),
            calls: CallsConfig::default(),
            files: FilesConfig::default(),
            trusted_redirects: TRUSTED.map(str::to_owned).to_vec(),
        }
    }
}

impl Default for CallsConfig {
    fn default() -> Self {
        Self {
            offered: Calls::Off,
            web_rtc: true,
            connect_after: Duration::from_secs(5),
            domain: "calls.veloro.example".to_owned(),
            gateways: GATEWAYS.map(str::to_owned).to_vec(),
        }
    }
}

impl Default for SurveyConfig {
    fn default() -> Self {
        Self {
            kind: SurveyType::Web,
            questions: vec![SurveyQuestion::Satisfaction],
        }
    }
}

impl Default for FilesConfig {
    fn default() -> Self {
        Self {
            max_file_bytes: 2 * 1024 * 1024,
            max_store_bytes: 64 * 1024 * 1024,
        }
    }
}

const TRUSTED: [&str; 2] = ["example.com", "veloro.example"];
const GATEWAYS: [&str; 2] = [
    "wss://gw1.calls.veloro.example:8443",
    "wss://gw2.calls.veloro.example:8443",
];
