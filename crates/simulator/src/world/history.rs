//! What both sides have said, across a visitor's sessions.

use std::collections::VecDeque;
use std::ops::RangeInclusive;

use frontdesk_protocol::{ControlType, DownlinkMessage, MediaType, SourceType};

use super::{Outcome, World};

/// The newest messages of a visitor, oldest first.
#[derive(Debug, Default)]
pub(crate) struct History(VecDeque<DownlinkMessage>);

/// Which of them.
#[derive(Debug)]
pub(crate) struct Extract {
    /// Milliseconds since 1970.
    pub(crate) times: RangeInclusive<i64>,
    pub(crate) offset: usize,
    pub(crate) limit: usize,
}

impl History {
    /// Keeps a message that says something.
    pub(crate) fn add(&mut self, message: &DownlinkMessage) {
        if message.control != ControlType::Chat {
            return;
        }
        if self.0.len() >= KEPT {
            self.0.pop_front();
        }
        self.0.push_back(message.clone());
    }

    /// An agent has taken a message back.
    pub(crate) fn forget(&mut self, code: &str) {
        self.0.retain(|message| {
            message.source != Some(SourceType::Agent)
                || message.message_code.as_deref() != Some(code)
        });
    }

    fn extract(&self, extract: &Extract) -> Vec<DownlinkMessage> {
        let in_time = |message: &&DownlinkMessage| {
            let at = message.timestamp.unwrap_or_default();
            extract.times.contains(&at)
        };
        let messages = self.0.iter().filter(in_time);
        messages
            .skip(extract.offset)
            .take(extract.limit)
            .cloned()
            .collect()
    }
}

impl World {
    /// Once an agent is there, or was in this session.
    pub(crate) fn history(
        &self,
        user: &str,
        extract: &Extract,
    ) -> Result<Vec<DownlinkMessage>, Outcome> {
        let visitor = self
            .visitors
            .get(user)
            .filter(|known| known.accepted.is_some())
            .ok_or_else(Outcome::no_session)?;
        Ok(visitor.services.history.extract(extract))
    }

    /// Keeps what the visitor has just said.
    pub(super) fn keep_uplink(
        &mut self,
        user: &str,
        media: Option<&MediaType>,
        content: &str,
        message_id: Option<&str>,
    ) {
        let Some(visitor) = self.visitors.get_mut(user) else {
            return;
        };
        let message = DownlinkMessage {
            from: Some(user.to_owned()),
            to: Some(self.config.channel.clone()),
            channel: Some("WEB".to_owned()),
            control: ControlType::Chat,
            media: media.cloned(),
            content: Some(content.to_owned()),
            source: Some(SourceType::Customer),
            nickname: Some(visitor.name.clone()),
            timestamp: Some(visitor.last_stamp()),
            message_code: message_id.map(str::to_owned),
            ..DownlinkMessage::default()
        };
        visitor.services.history.add(&message);
    }
}

const KEPT: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    fn message(at: i64, control: ControlType) -> DownlinkMessage {
        DownlinkMessage {
            timestamp: Some(at),
            control,
            ..DownlinkMessage::default()
        }
    }

    fn times(history: &History, times: RangeInclusive<i64>, offset: usize) -> Vec<i64> {
        let extract = Extract {
            times,
            offset,
            limit: 3,
        };
        let messages = history.extract(&extract).into_iter();
        messages.filter_map(|message| message.timestamp).collect()
    }

    #[test]
    fn the_newest_are_kept_and_found_by_time_and_place() {
        let mut history = History::default();
        for at in 0..250 {
            history.add(&message(at, ControlType::Chat));
        }
        assert_eq!(times(&history, 0..=999, 0), [50, 51, 52]);
        assert_eq!(times(&history, 100..=101, 0), [100, 101]);
        assert_eq!(times(&history, 100..=999, 148), [248, 249]);
    }

    #[test]
    fn only_what_says_something_is_kept() {
        let mut history = History::default();
        history.add(&message(1, ControlType::Disconnect));
        history.add(&message(2, ControlType::Input));
        assert!(times(&history, 0..=9, 0).is_empty());
    }
}
