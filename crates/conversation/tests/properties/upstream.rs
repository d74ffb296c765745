//! The contact centre, as far as a visit can see it.

use std::collections::BTreeMap;

use frontdesk_protocol::{ControlType, DownlinkMessage, SendRequest, SourceType};

use crate::support::{coded, control, hung_up, said};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Session {
    None,
    Robot,
    Queued,
    Agent,
}

#[derive(Debug)]
pub(crate) struct Upstream {
    pub(crate) session: Session,
    /// What it took from the visitor, in order: id and content.
    pub(crate) took: Vec<(String, String)>,
    /// The end of the last session, where it was said.
    pub(crate) end: Option<i64>,
    /// Everything it ever said, by its number, which is its time too.
    pub(crate) said: BTreeMap<i64, DownlinkMessage>,
}

impl Upstream {
    pub(crate) fn new() -> Self {
        Self {
            session: Session::None,
            took: Vec::new(),
            end: None,
            said: BTreeMap::new(),
        }
    }

    /// The code that it answers.
    pub(crate) fn take(&mut self, request: &SendRequest) -> &'static str {
        let there = self.session != Session::None;
        match request.control.as_ref().unwrap() {
            ControlType::Connect if self.session == Session::Agent => "160021",
            ControlType::Connect => {
                self.end = None;
                self.session = Session::Robot;
                "0"
            }
            _ if !there => "5",
            ControlType::Chat => {
                let id = request.message_id.clone().unwrap();
                self.took.push((id, request.content.clone().unwrap()));
                "0"
            }
            ControlType::TransferToAgent if self.session == Session::Agent => "160021",
            ControlType::TransferToAgent => {
                self.session = Session::Queued;
                "0"
            }
            ControlType::Disconnect => {
                self.session = Session::None;
                "0"
            }
            _ => "0",
        }
    }

    pub(crate) fn queue_code(&self) -> &'static str {
        match self.session {
            Session::None => "5",
            Session::Robot => "160022",
            Session::Queued => "0",
            Session::Agent => "160021",
        }
    }

    /// Says something, of a kind that the number chooses; `None` where nobody is there to hear it.
    pub(crate) fn say(&mut self, choice: u8) -> Option<DownlinkMessage> {
        let number = i64::try_from(self.said.len()).unwrap() + 1;
        let text = format!("down {number}");
        let message = match (self.session, choice % 16) {
            (Session::None, _) => return None,
            (Session::Queued, 0..3) => {
                self.session = Session::Agent;
                said(SourceType::Agent, &text, number)
            }
            (Session::Agent, 0) => {
                self.session = Session::None;
                let mut message = hung_up(SourceType::Agent);
                message.timestamp = Some(number);
                message
            }
            (Session::Robot | Session::Queued, 3) => {
                self.session = Session::None;
                let mut message = hung_up(SourceType::System);
                message.timestamp = Some(number);
                message
            }
            (Session::Agent, 1) => {
                let ids: Vec<&str> = self.took.iter().map(|(id, _)| id.as_str()).collect();
                let mut message = control(ControlType::Read, SourceType::Agent);
                message.content = Some(ids.join(","));
                message.timestamp = Some(number);
                message
            }
            (Session::Agent, 2) => control(ControlType::Input, SourceType::Agent),
            (Session::Agent, _) => coded(
                &format!("code-{number}"),
                said(SourceType::Agent, &text, number),
            ),
            (_, 4) => said(SourceType::System, &text, number),
            _ => said(SourceType::Robot, &text, number),
        };
        if message.control == ControlType::Disconnect {
            self.end = Some(number);
        }
        if message.control != ControlType::Input {
            self.said.insert(number, message.clone());
        }
        Some(message)
    }
}
