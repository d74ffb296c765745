//! What is to go up, in order.

use frontdesk_protocol::{ControlType, MediaType, SendRequest};
use serde::{Deserialize, Serialize};

use crate::monotonic::Monotonic;
use crate::transcript::LineKey;

/// How much may wait. More is not accepted from the visitor.
pub(crate) const MOST: usize = 100;

/// Something to go up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Uplink {
    pub(crate) message_id: String,
    pub(crate) kind: UplinkKind,
    /// Time of day when it was written, in milliseconds since 1970.
    pub(crate) at: i64,
    /// The first try that may have been carried; after a crash it counts as such.
    pub(crate) tried: Option<Tried>,
    /// The try under way is that first one.
    #[serde(skip)]
    pub(crate) is_first_try: bool,
    /// The snapshot that must be stored before it leaves.
    #[serde(skip)]
    pub(crate) needs: u64,
}

/// A first try.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tried {
    pub(crate) at: Monotonic,
    /// The journal's life as it was known then; empty where it was not.
    pub(crate) epoch: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum UplinkKind {
    /// With JSON for the robot flow.
    Connect(Option<String>),
    Chat {
        /// The wire's word; `None` for text.
        media: Option<String>,
        content: String,
        line: LineKey,
    },
    TransferToAgent,
    Disconnect,
}

impl Uplink {
    pub(crate) fn request(&self) -> SendRequest {
        let (control, content) = match &self.kind {
            UplinkKind::Connect(_) => (ControlType::Connect, ""),
            UplinkKind::Chat { content, .. } => (ControlType::Chat, content.as_str()),
            UplinkKind::TransferToAgent => (ControlType::TransferToAgent, ""),
            UplinkKind::Disconnect => (ControlType::Disconnect, ""),
        };
        let mut request = request(control, content, &self.message_id);
        request.timestamp = Some(self.at.to_string());
        match &self.kind {
            UplinkKind::Chat {
                media: Some(media), ..
            } => request.media = Some(media.as_str().into()),
            UplinkKind::Connect(trans_data) => request.trans_data.clone_from(trans_data),
            _ => {}
        }
        request
    }

    pub(crate) fn line(&self) -> Option<LineKey> {
        match &self.kind {
            UplinkKind::Chat { line, .. } => Some(*line),
            _ => None,
        }
    }

    pub(crate) fn is_connect(&self) -> bool {
        matches!(self.kind, UplinkKind::Connect(_))
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
pub(crate) struct Outbox(Vec<Uplink>);

impl Outbox {
    pub(crate) fn push(&mut self, uplink: Uplink) {
        self.0.push(uplink);
    }

    /// Before all others but the one on its way.
    pub(crate) fn push_next(&mut self, uplink: Uplink, one_is_on_its_way: bool) {
        let at = usize::from(one_is_on_its_way).min(self.0.len());
        self.0.insert(at, uplink);
    }

    pub(crate) fn first(&self) -> Option<&Uplink> {
        self.0.first()
    }

    pub(crate) fn first_mut(&mut self) -> Option<&mut Uplink> {
        self.0.first_mut()
    }

    pub(crate) fn shift(&mut self) -> Option<Uplink> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    pub(crate) fn clear(&mut self) -> impl Iterator<Item = Uplink> + use<> {
        std::mem::take(&mut self.0).into_iter()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.0.len() >= MOST
    }

    pub(crate) fn holds_connect(&self) -> bool {
        self.0.iter().any(Uplink::is_connect)
    }

    pub(crate) fn holds_transfer(&self) -> bool {
        let mut kinds = self.0.iter().map(|uplink| &uplink.kind);
        kinds.any(|kind| matches!(kind, UplinkKind::TransferToAgent))
    }
}

/// An id of 32 hexadecimal digits.
pub(crate) fn message_id(rng: &mut fastrand::Rng) -> String {
    format!("{:032x}", rng.u128(..))
}
