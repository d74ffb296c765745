//! What proxy and contact centre answer, and how they fail.

use super::World;
use crate::page::State;
use crate::support::*;
use crate::upstream::Session;

impl World {
    pub(crate) fn answer(&mut self, call: &Call) -> Reply {
        let success = Some(ResultCode::Success);
        match call {
            Call::ApplyToken => Reply::Token(ApplyTokenResponse {
                token: Some("seal".to_owned()),
                ..ApplyTokenResponse::default()
            }),
            Call::Poll { cursor } => {
                self.proxy.acknowledge(cursor, self.now);
                Reply::Polled(self.read(cursor))
            }
            Call::Queue => Reply::Queue(QueueInfo {
                code: Some(self.upstream.queue_code().into()),
                position: Some(2),
                ..QueueInfo::default()
            }),
            Call::SurveyMode => Reply::SurveyMode(SurveyModeResponse::default()),
            Call::Rate { .. } => Reply::Rated(SatisfactionResponse {
                code: success,
                description: None,
            }),
            Call::Upload { handle, key, .. } => {
                self.keys.insert(key.clone(), format!("file {handle}.txt"));
                Reply::Uploaded(UploadResponse {
                    object_key: Some(key.clone()),
                    code: success,
                    description: None,
                })
            }
            Call::LeaveMessage { .. } => Reply::MessageLeft(LeaveMessageResponse {
                code: success,
                description: None,
            }),
            Call::History {
                since,
                offset,
                limit,
            } => {
                if self.upstream.session != Session::Agent {
                    return Reply::History(HistoryResponse {
                        code: Some(ResultCode::NoAgents),
                        ..HistoryResponse::default()
                    });
                }
                let said = self.upstream.said.range(since..);
                let page = said.skip(*offset as usize).take(*limit as usize);
                Reply::History(HistoryResponse {
                    messages: page.map(|(_, message)| message.clone()).collect(),
                    code: success,
                    description: None,
                })
            }
            Call::Send { .. } | Call::Listen { .. } => unreachable!(),
        }
    }

    /// What follows a cursor.
    pub(crate) fn read(&mut self, cursor: &str) -> PollResponse {
        let batch = self.proxy.read(cursor);
        let mut controls = batch.messages.iter().map(|message| &message.control);
        self.was_ever_vague |= cursor.is_empty() && controls.any(|it| *it == DISCONNECT);
        batch
    }

    pub(crate) fn says(&mut self, choice: u8, is_lost: bool) {
        // What was lost is repaired before more is asked for, once an agent is known to be there.
        if !is_lost && self.upstream.session == Session::Agent {
            self.proxy.recover(self.now);
        }
        match self.upstream.say(choice) {
            Some(message) if !is_lost => self.proxy.append(message, self.now),
            Some(message) if message.control == CHAT => self.proxy.lose(message),
            _ => {}
        }
    }

    /// Connections end with the proxy, and what was on its way in them.
    pub(crate) fn restart(&mut self) {
        if !self.proxy.is_durable {
            self.forgive();
            self.old_dies();
        }
        self.proxy.restart();
        self.ghosts.clear();
        for old in [false, true] {
            if old && self.old.is_none() {
                return;
            }
            let flights = self.page(old).flights.iter();
            let ends: Vec<CallId> = flights
                .filter(|flight| old || !matches!(flight.state, State::Leaving))
                .map(|flight| flight.id)
                .collect();
            for id in ends {
                if self.drop_flight(old, id) {
                    self.tell(old, Input::Failed(id, Failure::Lost));
                }
            }
        }
    }
}
