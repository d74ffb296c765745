//! What messages say about how the visit stands.

use frontdesk_protocol::{ControlType, DownlinkMessage, SourceType};
use serde_json::value::RawValue;

use super::{Record, Visit};

impl Record {
    /// Takes what the messages after this sequence say into account. One that was known already says
    /// nothing: a poll may bring the end of a conversation after the next one has begun.
    pub(crate) fn heed(&mut self, after: u64) {
        let rows = self.journal.rows(after + 1..=self.journal.head());
        let signs = Signs::of(rows.filter_map(|row| row.text.as_deref()));
        signs.apply(&mut self.visit);
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Signs {
    agent: bool,
    over: bool,
}

impl Signs {
    fn of<'m>(messages: impl Iterator<Item = &'m RawValue>) -> Self {
        let mut signs = Self::default();
        for raw in messages {
            let Ok(message) = serde_json::from_str::<DownlinkMessage>(raw.get()) else {
                continue;
            };
            signs.agent |= message.source == Some(SourceType::Agent);
            signs.over = message.control == ControlType::Disconnect && !message.offline;
        }
        signs
    }

    fn apply(&self, visit: &mut Visit) {
        visit.with_agent |= self.agent;
        visit.over |= self.over;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Epoch;
    use crate::seal::Instant;

    fn take(record: &mut Record, message: &str) {
        let before = record.journal.head();
        let message = serde_json::from_str(message).unwrap();
        record.journal.append(message, Instant::from_millis(1));
        record.heed(before);
    }

    #[test]
    fn an_agents_line_and_the_end_are_noted_once() {
        let now = Instant::from_millis(1);
        let mut record = Record::new(Epoch::random().unwrap(), now);
        take(
            &mut record,
            r#"{"controlType": "CHAT", "messageCode": "a"}"#,
        );
        assert!(!record.visit.with_agent && !record.visit.over);
        take(
            &mut record,
            r#"{"sourceType": "AGENT", "messageCode": "b"}"#,
        );
        assert!(record.visit.with_agent && !record.visit.over);
        let end = r#"{"controlType": "DISCONNECT", "messageCode": "c"}"#;
        take(&mut record, end);
        assert!(record.visit.over);

        // The next conversation.
        record.visit.over = false;
        take(&mut record, end);
        assert!(!record.visit.over);
    }
}
