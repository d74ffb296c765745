//! The proxy: its journal, and what it remembers of commands.

use std::collections::BTreeMap;

use frontdesk_protocol::{DownlinkMessage, PollResponse, SendRequest};

use crate::support::{Failure, Reply, batch, refused, sent};
use crate::upstream::Upstream;

/// For so long commands are remembered, in milliseconds.
const REMEMBERS: u64 = 10 * 60 * 1_000;

#[derive(Debug, Clone, PartialEq)]
enum End {
    Accepted,
    Unknown,
}

/// What becomes of a command that has arrived.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Carried {
    Yes,
    /// Refused before it was carried.
    No,
    /// Carried, and the answer was lost.
    Lost,
    /// Not carried, and nobody knows.
    Vanished,
    /// Refused by the contact centre.
    Refused(&'static str),
}

#[derive(Debug)]
pub(crate) struct Proxy {
    lives: u32,
    /// A restart forgets nothing.
    pub(crate) is_durable: bool,
    /// Messages, and when they were journaled.
    journal: Vec<(DownlinkMessage, u64)>,
    /// How many are not kept any more.
    trimmed: usize,
    /// What was lost on the way here and may come again from history.
    lost: Vec<DownlinkMessage>,
    commands: BTreeMap<String, (SendRequest, u64, End)>,
}

impl Proxy {
    pub(crate) fn new(is_durable: bool) -> Self {
        Self {
            lives: 1,
            is_durable,
            journal: Vec::new(),
            trimmed: 0,
            lost: Vec::new(),
            commands: BTreeMap::new(),
        }
    }

    fn epoch(&self) -> String {
        format!("life.{}", self.lives)
    }

    pub(crate) fn restart(&mut self) {
        if !self.is_durable {
            self.lives += 1;
            self.journal.clear();
            self.trimmed = 0;
            self.lost.clear();
            self.commands.clear();
        }
    }

    pub(crate) fn append(&mut self, message: DownlinkMessage, now: u64) {
        self.journal.push((message, now));
    }

    pub(crate) fn lose(&mut self, message: DownlinkMessage) {
        self.lost.push(message);
    }

    /// History brings what was lost: late, and marked so.
    pub(crate) fn recover(&mut self, now: u64) {
        for message in std::mem::take(&mut self.lost) {
            let missed = true;
            self.append(DownlinkMessage { missed, ..message }, now);
        }
    }

    pub(crate) fn kept(&self) -> impl Iterator<Item = &DownlinkMessage> {
        self.journal.iter().map(|(message, _)| message)
    }

    /// What follows a cursor.
    pub(crate) fn read(&self, cursor: &str) -> PollResponse {
        let end = self.trimmed + self.journal.len();
        let place = cursor
            .rsplit_once('-')
            .filter(|(epoch, _)| *epoch == self.epoch())
            .and_then(|(_, sequence)| sequence.parse::<usize>().ok())
            .filter(|sequence| (self.trimmed..=end).contains(sequence));
        let from = place.map_or(0, |sequence| sequence - self.trimmed);
        let messages = self.journal[from..].iter();
        PollResponse {
            reset: place.is_none() && !cursor.is_empty(),
            ..batch(
                messages.map(|(message, _)| message.clone()).collect(),
                &format!("{}-{end}", self.epoch()),
            )
        }
    }

    /// What was acknowledged may go after 10 minutes.
    pub(crate) fn acknowledge(&mut self, cursor: &str, now: u64) {
        let Some((epoch, sequence)) = cursor.rsplit_once('-') else {
            return;
        };
        let sequence: usize = sequence.parse().unwrap();
        while epoch == self.epoch()
            && self.trimmed < sequence
            && self
                .journal
                .first()
                .is_some_and(|(_, at)| now - at > REMEMBERS)
        {
            self.journal.remove(0);
            self.trimmed += 1;
        }
    }

    /// Carries a command once, or says how the first one ended.
    pub(crate) fn command(
        &mut self,
        request: &SendRequest,
        epoch: Option<&str>,
        carried: Carried,
        upstream: &mut Upstream,
        now: u64,
    ) -> Result<Reply, Failure> {
        if carried == Carried::No {
            return Err(refused(503, "upstream-down"));
        }
        if epoch.is_some_and(|epoch| epoch != self.epoch()) {
            return Err(refused(504, "outcome-unknown"));
        }
        self.commands.retain(|_, (_, at, _)| now - *at <= REMEMBERS);
        let id = request.message_id.clone().unwrap();
        if let Some((first, _, end)) = self.commands.get(&id) {
            assert_eq!(
                (&first.control, &first.content, &first.trans_data),
                (&request.control, &request.content, &request.trans_data),
                "a repeat says something else"
            );
            return match end {
                End::Accepted => Ok(Reply::Sent(sent("0"))),
                End::Unknown => Err(refused(504, "outcome-unknown")),
            };
        }
        let mut ends = |end| {
            self.commands
                .insert(id.clone(), (request.clone(), now, end))
        };
        match carried {
            Carried::Vanished => {
                ends(End::Unknown);
                Err(refused(504, "outcome-unknown"))
            }
            Carried::Lost => {
                ends(End::Unknown);
                upstream.take(request);
                Err(refused(504, "outcome-unknown"))
            }
            Carried::Refused(code) => Ok(Reply::Sent(sent(code))),
            Carried::Yes | Carried::No => {
                let code = upstream.take(request);
                if code == "0" {
                    ends(End::Accepted);
                }
                Ok(Reply::Sent(sent(code)))
            }
        }
    }
}
