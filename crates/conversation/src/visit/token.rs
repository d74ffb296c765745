//! The seal, without which nothing is let through.

use frontdesk_protocol::{Answer, ApplyTokenResponse};

use super::Conversation;
use crate::effect::{CallId, Timer};
use crate::failure::{Failure, Verdict};

impl Conversation {
    pub(super) fn token_applied(&mut self, id: CallId, answer: ApplyTokenResponse) {
        if !answer.is_success() {
            self.failed(id, &Failure::Garbage);
            return;
        }
        self.done(Timer::Token);
        self.sealed = true;
        self.trouble = None;
        if let Some(limits) = answer.limits {
            let kept = &mut self.kept;
            kept.text_limit = limits.text_bytes.unwrap_or(kept.text_limit);
            kept.upload_bytes = limits.upload_bytes.unwrap_or(kept.upload_bytes);
            if !limits.file_types.is_empty() {
                kept.file_types = limits.file_types;
            }
        }
        if let Some(features) = answer.features {
            self.kept.has_survey = features.survey;
        }
    }

    /// Without a seal nothing works at all: shown at once.
    pub(super) fn token_failed(&mut self, failure: &Failure) {
        self.set_trouble(failure.trouble());
        match failure.verdict() {
            Verdict::Final => {
                if let Some(lane) = self.lane(Timer::Token) {
                    lane.stick();
                }
            }
            Verdict::Repeat(wait) | Verdict::Maybe(wait) => {
                self.back_off(Timer::Token, failure, wait);
            }
            Verdict::Renew | Verdict::Unknown => self.back_off(Timer::Token, failure, None),
        }
    }
}
