//! The messages of a push, each for its visitor's journal.

use std::collections::{BTreeSet, HashMap};

use frontdesk_protocol::DownlinkMessage;
use frontdesk_protocol::push::PushEnvelope;
use serde_json::value::RawValue;
use tokio::task::JoinSet;

use crate::app::App;
use crate::identity::UserId;
use crate::seal::Instant;
use crate::store::{StoreDown, Who};

/// What a push brings, by visitor, in order.
#[derive(Debug, Default)]
pub(crate) struct Intake {
    by_visitor: HashMap<Who, Vec<Box<RawValue>>>,
}

impl Intake {
    /// Leaves out, and counts, what cannot be for any visitor of ours: a channel has other users
    /// than the widget's, and a tenant other channels than ours.
    pub(crate) fn sort(push: PushEnvelope<Box<RawValue>>, channels: &BTreeSet<String>) -> Self {
        let mut by_visitor: HashMap<Who, Vec<Box<RawValue>>> = HashMap::new();
        for message in push.messages {
            match addressee(&message, channels) {
                Ok(who) => by_visitor.entry(who).or_default().push(message),
                Err(outcome) => count(outcome, 1),
            }
        }
        Self { by_visitor }
    }

    /// Stores everything, also for visitors who are not known yet. After a failure a part of it may
    /// be stored: the journal knows it when it comes again.
    pub(crate) async fn store(self, app: &App) -> Result<(), StoreDown> {
        let now = Instant::now();
        let mut result = Ok(());
        let mut work = JoinSet::new();
        for (who, messages) in self.by_visitor {
            if work.len() >= TOGETHER
                && let Some(stored) = work.join_next().await
            {
                result = result.and(stored.unwrap_or(Err(StoreDown)));
            }
            let app = app.clone();
            // Side by side: what comes together is written to the disk together.
            work.spawn(async move {
                let brought = messages.len();
                let new = app.store().append(&who, messages, now).await?;
                count("stored", new);
                count("known", brought.saturating_sub(new));
                Ok(())
            });
        }
        while let Some(stored) = work.join_next().await {
            result = result.and(stored.unwrap_or(Err(StoreDown)));
        }
        result
    }
}

/// For whom a message is, or what it counts as.
fn addressee(message: &RawValue, channels: &BTreeSet<String>) -> Result<Who, &'static str> {
    let message: DownlinkMessage =
        serde_json::from_str(message.get()).map_err(|_| "not-understood")?;
    let channel = message.from.unwrap_or_default();
    if !channels.contains(&channel) {
        return Err("other-channel");
    }
    let user_id = UserId::try_from(message.to.unwrap_or_default()).map_err(|_| "no-visitor")?;
    Ok(Who { channel, user_id })
}

fn count(outcome: &'static str, messages: usize) {
    let messages = u64::try_from(messages).unwrap_or(u64::MAX);
    metrics::counter!("frontdesk_pushed_messages_total", "outcome" => outcome).increment(messages);
}

/// As many visitors' messages are written at a time.
const TOGETHER: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;

    fn sort(body: &str) -> Intake {
        let push = serde_json::from_str(body).unwrap();
        Intake::sort(push, &BTreeSet::from(["1".to_owned()]))
    }

    #[test]
    fn messages_are_sorted_by_visitor_and_stay_in_order_and_as_they_were_written() {
        let intake = sort(
            r#"{"messages": [
                {"from": "1", "to": "ann", "content": "one", "odd": {"a": 1.0}},
                {"from": 1, "to": "bob", "content": "two"},
                {"from": "1", "to": "ann", "content": "three"}
            ]}"#,
        );
        let of = |name: &str| -> Vec<&str> {
            let who = Who {
                channel: "1".to_owned(),
                user_id: UserId::try_from(name.to_owned()).unwrap(),
            };
            intake.by_visitor[&who]
                .iter()
                .map(|message| message.get())
                .collect()
        };
        assert_eq!(
            of("ann"),
            [
                r#"{"from": "1", "to": "ann", "content": "one", "odd": {"a": 1.0}}"#,
                r#"{"from": "1", "to": "ann", "content": "three"}"#,
            ]
        );
        assert_eq!(of("bob"), [r#"{"from": 1, "to": "bob", "content": "two"}"#]);
    }

    #[test]
    fn what_can_be_for_nobody_here_is_left_out() {
        let intake = sort(
            r#"{"messages": [
                {"from": "2", "to": "ann"},
                {"to": "ann"},
                {"from": "1"},
                {"from": "1", "to": "+49 170 1234567"},
                {"from": "1", "to": "0123456789012345678901234"},
                null, 7, "text"
            ]}"#,
        );
        assert!(intake.by_visitor.is_empty(), "{intake:?}");
        assert!(sort("{}").by_visitor.is_empty());
    }
}
