//! What the visitor has seen: unread messages, and read receipts for agents.

use std::time::Duration;

use frontdesk_protocol::ControlType;

use super::Conversation;
use crate::effect::{Announcement, Call, Timer};
use crate::failure::Failure;
use crate::outbox::{message_id, request};
use crate::transcript::{LineKey, Sender};

/// What is seen within this time goes up together.
const TOGETHER: Duration = Duration::from_secs(1);

/// Codes in one receipt.
const MOST: usize = 50;

impl Conversation {
    pub(super) fn saw(&mut self, key: LineKey) {
        let mut codes = Vec::new();
        let mut is_newer = false;
        let mut left = 0;
        for line in self.kept.transcript.after(self.kept.saw) {
            if is_newer {
                left += u32::from(line.is_said());
                continue;
            }
            is_newer = line.key == key;
            if let (Sender::Agent(_), Some(code)) = (&line.sender, &line.message_id)
                && !code.is_empty()
                && !code.contains(',')
            {
                codes.push(code.clone());
            }
        }
        if !is_newer {
            return;
        }
        self.kept.saw = Some(key);
        self.dirty = true;
        self.set_unread(left.min(self.kept.unread));
        if self.kept.is_talking() && !codes.is_empty() {
            self.kept.receipts.extend(codes);
            if self.is_free(Timer::Receipts) {
                self.pause(Timer::Receipts, TOGETHER);
            }
        }
    }

    pub(super) fn set_unread(&mut self, unread: u32) {
        if unread != self.kept.unread {
            self.kept.unread = unread;
            self.dirty = true;
            self.announce(Announcement::Unread(unread));
        }
    }

    pub(super) fn send_receipts(&mut self) {
        let codes = &self.kept.receipts;
        if codes.is_empty() || !self.kept.is_talking() || !self.is_free(Timer::Receipts) {
            return;
        }
        // What is repeated says the same under the same id.
        let rng = &mut self.rng;
        let new = || (message_id(rng), codes.len().min(MOST));
        let (id, count) = self.receipts.get_or_insert_with(new);
        let codes: Vec<&str> = codes.iter().take(*count).map(String::as_str).collect();
        let read = Box::new(request(ControlType::Read, &codes.join(","), id));
        let send = Call::Send {
            request: read,
            epoch: None,
        };
        self.call(Timer::Receipts, send);
    }

    /// The first receipts are up, or never will be.
    pub(super) fn receipts_sent(&mut self) {
        self.done(Timer::Receipts);
        if let Some((_, count)) = self.receipts.take() {
            let count = count.min(self.kept.receipts.len());
            self.kept.receipts.drain(..count);
            self.dirty = true;
        }
    }

    pub(super) fn receipts_failed(&mut self, failure: &Failure) {
        if !self.again(Timer::Receipts, failure) {
            self.receipts_sent();
        }
    }

    pub(super) fn drop_receipts(&mut self) {
        self.kept.receipts.clear();
        self.receipts = None;
        self.clear(Timer::Receipts);
    }
}
