//! What the visitor is asked at the end.

use std::time::Duration;

use frontdesk_protocol::{
    Answer, Evaluation, SatisfactionRequest, SatisfactionResponse, Survey, SurveyType,
};
use serde::{Deserialize, Serialize};

use super::Conversation;
use crate::effect::{Announcement, Call, Effect, Timer};
use crate::failure::{Failure, Verdict};
use crate::input::Rated;
use crate::monotonic::Monotonic;
use crate::outbox::message_id;
use crate::phase::{EndReason, Phase, Rating};
use crate::transcript::Event;

/// How long the channel's own survey is waited for.
const SURVEY_LIMIT: Duration = Duration::from_secs(5);

/// A rating that is being saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Saving {
    stars: u8,
    comment: String,
    recommendation: Option<u8>,
    first_contact: Option<bool>,
    key: String,
    since: Monotonic,
    needs: u64,
}

impl Conversation {
    /// Asks for the rating; the conversation ends with it.
    pub(super) fn ask_rating(&mut self, ending: EndReason) {
        self.kept.ending = Some(ending);
        self.kept.survey = None;
        self.kept.saving = None;
        self.set_phase(Phase::Surveying);
        self.prepare();
    }

    fn prepare(&mut self) {
        self.kept.rating = Rating::Preparing;
        let timer = Effect::SetTimer(Timer::Survey, SURVEY_LIMIT);
        self.effects.push(timer);
    }

    /// After a reload nobody waits for the survey any more.
    pub(super) fn prepare_again(&mut self) {
        if self.kept.phase == Phase::Surveying && self.kept.rating == Rating::Preparing {
            self.prepare();
        }
    }

    pub(super) fn ask_survey(&mut self) {
        let is_asked = self.kept.phase == Phase::Surveying;
        if is_asked && self.kept.rating == Rating::Preparing && self.is_free(Timer::Survey) {
            self.call(Timer::Survey, Call::SurveyMode);
        }
    }

    /// What is asked is known; without a survey of its own the channel has a plain rating.
    pub(super) fn survey_told(&mut self, survey: Option<Survey>) {
        self.prepared();
        self.let_through();
        let is_none = survey
            .as_ref()
            .is_some_and(|survey| survey.kind == Some(SurveyType::No));
        if is_none {
            self.finish_survey();
        } else {
            self.kept.survey = survey;
        }
    }

    pub(super) fn survey_failed(&mut self, failure: &Failure) {
        if failure.verdict() == Verdict::Renew {
            self.renew_seal(Timer::Survey);
        } else {
            self.prepared();
        }
    }

    pub(super) fn survey_is_late(&mut self) {
        if self.kept.rating == Rating::Preparing {
            self.prepared();
        }
    }

    fn prepared(&mut self) {
        if self.kept.rating == Rating::Preparing {
            self.kept.rating = Rating::Asked;
            self.dirty = true;
            self.effects.push(Effect::ClearTimer(Timer::Survey));
        }
        let abort = self.lane(Timer::Survey).and_then(|lane| lane.abort());
        self.effects.extend(abort);
    }

    pub(super) fn rated(&mut self, rated: &Rated) {
        if self.kept.phase != Phase::Surveying || self.kept.saving.is_some() {
            return;
        }
        self.prepared();
        self.kept.rating = Rating::Saving;
        self.kept.saving = Some(Saving {
            stars: rated.evaluation.stars(),
            comment: rated.comment.clone(),
            recommendation: rated.recommendation,
            first_contact: rated.first_contact,
            key: message_id(&mut self.rng),
            since: self.now,
            needs: self.next_number(),
        });
        self.dirty = true;
    }

    pub(super) fn rating_skipped(&mut self) {
        if self.kept.phase == Phase::Surveying {
            self.finish_survey();
        }
    }

    pub(super) fn save_rating(&mut self) {
        let (Some(saving), true) = (&self.kept.saving, self.is_free(Timer::Rating)) else {
            return;
        };
        if !self.is_stored(saving.needs) {
            return;
        }
        let request = SatisfactionRequest {
            evaluation: Some(saving.stars.to_string()),
            comment: Some(saving.comment.clone()),
            recommendation: saving.recommendation.map(|score| score.to_string()),
            first_contact: saving
                .first_contact
                .map(|was_solved| 2 - u32::from(was_solved)),
            ..SatisfactionRequest::default()
        };
        let key = saving.key.clone();
        self.call(Timer::Rating, Call::Rate { request, key });
    }

    pub(super) fn rating_answered(&mut self, answer: &SatisfactionResponse) {
        self.done(Timer::Rating);
        self.let_through();
        if !answer.is_success() {
            self.not_rated();
            return;
        }
        let stars = self.kept.saving.take().map_or(0, |saving| saving.stars);
        if let Some(evaluation) = Evaluation::new(stars) {
            self.announce(Announcement::Rated(evaluation));
        }
        self.note(Event::RatingSaved, None);
        self.finish_survey();
    }

    pub(super) fn rating_failed(&mut self, failure: &Failure) {
        let since = self.kept.saving.as_ref().map(|saving| saving.since);
        let is_spent = since.is_none_or(|since| self.is_spent(since));
        if is_spent || !self.again(Timer::Rating, failure) {
            self.not_rated();
        }
    }

    fn not_rated(&mut self) {
        self.clear(Timer::Rating);
        self.kept.saving = None;
        self.kept.rating = Rating::Failed;
        self.dirty = true;
    }

    fn finish_survey(&mut self) {
        self.prepared();
        self.clear(Timer::Rating);
        self.kept.saving = None;
        self.kept.rating = Rating::Asked;
        match self.kept.ending.take() {
            // Upstream ends the session after the rating, which belongs to it.
            Some(EndReason::ByVisitor) | None => self.disconnect(0),
            Some(reason) => self.set_phase(Phase::Ended(reason)),
        }
    }
}
