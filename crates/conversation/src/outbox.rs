//! What is to go up, in order.

use std::collections::VecDeque;

use frontdesk_protocol::{ControlType, MediaType, SendRequest};
use serde::{Deserialize, Serialize};

use crate::transcript::LineKey;

/// Something to go up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Uplink {
    pub(crate) message_id: String,
    pub(crate) kind: UplinkKind,
    /// Time of day when it was written, in milliseconds since 1970.
    pub(crate) at: i64,
    /// It left at least once: after a crash nobody knows whether it arrived.
    pub(crate) tried: bool,
    /// The snapshot that must be stored before it leaves.
    #[serde(skip)]
    pub(crate) needs: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum UplinkKind {
    Chat { text: String, line: LineKey },
    TransferToAgent,
    Disconnect,
}

impl Uplink {
    pub(crate) fn request(&self) -> SendRequest {
        let (control, content) = match &self.kind {
            UplinkKind::Chat { text, .. } => (ControlType::Chat, text.as_str()),
            UplinkKind::TransferToAgent => (ControlType::TransferToAgent, ""),
            UplinkKind::Disconnect => (ControlType::Disconnect, ""),
        };
        SendRequest {
            timestamp: Some(self.at.to_string()),
            ..request(control, content, &self.message_id)
        }
    }

    pub(crate) fn line(&self) -> Option<LineKey> {
        match &self.kind {
            UplinkKind::Chat { line, .. } => Some(*line),
            UplinkKind::TransferToAgent | UplinkKind::Disconnect => None,
        }
    }
}

/// A request that says this, and leaves to the proxy who says it to whom.
pub(crate) fn request(control: ControlType, content: &str, message_id: &str) -> SendRequest {
    SendRequest {
        control: Some(control),
        media: Some(MediaType::Text),
        content: Some(content.to_owned()),
        message_id: Some(message_id.to_owned()),
        ..SendRequest::default()
    }
}

/// What waits to go up; the first is the one on its way.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outbox(VecDeque<Uplink>);

impl Outbox {
    pub(crate) fn push(&mut self, uplink: Uplink) {
        self.0.push_back(uplink);
    }

    pub(crate) fn first(&self) -> Option<&Uplink> {
        self.0.front()
    }

    pub(crate) fn first_mut(&mut self) -> Option<&mut Uplink> {
        self.0.front_mut()
    }

    pub(crate) fn shift(&mut self) -> Option<Uplink> {
        self.0.pop_front()
    }

    pub(crate) fn clear(&mut self) -> impl Iterator<Item = Uplink> + use<> {
        std::mem::take(&mut self.0).into_iter()
    }

    pub(crate) fn holds(&self, kind: &UplinkKind) -> bool {
        self.0.iter().any(|uplink| uplink.kind == *kind)
    }
}

/// An id of 32 hexadecimal digits.
pub(crate) fn message_id(rng: &mut fastrand::Rng) -> String {
    format!("{:032x}", rng.u128(..))
}
