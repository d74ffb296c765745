//! One call to the cloud on behalf of a visitor, with its tokens and its second chances.

use std::borrow::Cow;

use frontdesk_protocol::{
    ApplyTokenResponse, Endpoint, OfChannel, Poll, PollEnvelope, PollRequest,
};
use http::StatusCode;
use secrecy::ExposeSecret;
use serde_json::value::RawValue;
use tokio::time::{Instant, sleep};

use super::Upstream;
use super::admit::{brought, follow_renewal};
use super::answer::{Answered, Verdict, judge};
use super::ask::{Ask, OnBehalf};
use super::bearer::Bearer;
use super::client::{Broken, Class, Raw};
use super::fault::{Fault, NotAnswered, PollFailed, UpstreamRefusal};
use super::retry::{Again, lost};
use super::scrub::{scrub, scrub_parts};
use super::visitor_token::{TokenSlot, VisitorToken};
use super::whole::Whole;
use crate::telemetry::POLLS_LOST;

impl Upstream {
    /// A call that does something, and is not made twice.
    pub(crate) async fn command<E: Endpoint>(
        &self,
        behalf: &OnBehalf,
        request: &E::Request,
    ) -> Result<Whole<E::Response>, NotAnswered> {
        self.carry(
            behalf,
            &Ask::post::<E>(Class::Command, behalf.language, request)?,
        )
        .await
    }

    /// A call that only asks.
    pub(crate) async fn query<E: Endpoint>(
        &self,
        behalf: &OnBehalf,
        request: &E::Request,
    ) -> Result<Whole<E::Response>, NotAnswered> {
        self.carry(
            behalf,
            &Ask::post::<E>(Class::Query, behalf.language, request)?,
        )
        .await
    }

    /// A call that only asks, for a file.
    pub(crate) async fn fetch<E: Endpoint>(
        &self,
        behalf: &OnBehalf,
        request: &E::Request,
    ) -> Result<Whole<E::Response>, NotAnswered> {
        self.carry(
            behalf,
            &Ask::post::<E>(Class::File, behalf.language, request)?,
        )
        .await
    }

    /// A call that only asks, in its query.
    pub(crate) async fn look<E: Endpoint<Request = OfChannel>>(
        &self,
        behalf: &OnBehalf,
        request: &OfChannel,
    ) -> Result<Whole<E::Response>, NotAnswered> {
        let pairs = request.pairs();
        self.carry(behalf, &Ask::get::<E>(Class::Query, behalf, pairs))
            .await
    }

    /// The long poll.
    pub(crate) async fn poll(
        &self,
        behalf: &OnBehalf,
        request: &PollRequest,
    ) -> Result<PollEnvelope<Box<RawValue>>, PollFailed> {
        let ask = Ask::get::<Poll>(Class::Poll, behalf, request.pairs());
        self.carry(behalf, &ask).await.map_err(|why| PollFailed {
            why,
            lost: ask.lost.get().copied(),
        })
    }

    /// With the visitor's token; a refused one is applied for again, once.
    async fn carry<A: Answered>(&self, behalf: &OnBehalf, ask: &Ask) -> Result<A, NotAnswered> {
        let token = self.token(behalf).await?;
        let refusal = match self
            .attempt::<A>(ask, Some((&behalf.token, &token)))
            .await?
        {
            Outcome::Answer(answer) => return Ok(answer),
            Outcome::TokenRefused(_) => {
                behalf.token.drop_generation(token.generation);
                let token = self.token(behalf).await?;
                match self
                    .attempt::<A>(ask, Some((&behalf.token, &token)))
                    .await?
                {
                    Outcome::Answer(answer) => return Ok(answer),
                    Outcome::TokenRefused(refusal) => refusal,
                }
            }
        };
        Err(NotAnswered::Upstream(refusal))
    }

    /// With the Bearer; a refused one is renewed once, and a call that may be made once more is,
    /// where the budget allows.
    pub(super) async fn attempt<A: Answered>(
        &self,
        ask: &Ask,
        token: Option<(&TokenSlot, &VisitorToken)>,
    ) -> Result<Outcome<A>, NotAnswered> {
        self.0.retries.earn();
        let mut refused = None;
        let mut tried_again = false;
        let mut times_before = 0;
        loop {
            let bearer = self.0.bearers.get(refused).await?;
            let request = ask.request(self, &bearer.header, token.map(|(_, token)| token))?;
            let pass = self.0.breakers.enter(ask.class)?;
            let http = &self.0.http;
            let span = http.span(ask.name, ask.class, &ask.method, times_before);
            times_before += 1;
            let begun = Instant::now();
            let answer = http.exchange(ask.class, request).await;
            let (verdict, again) = match &answer {
                Ok(raw) => {
                    if let Some((slot, sent)) = token {
                        follow_renewal(slot, sent, raw);
                    }
                    let text = self.readable(raw, ask.class, &bearer, token);
                    let verdict = judge::<A>(ask.class, raw.status, &raw.headers, &text);
                    let again = Again::after_answer(ask.class, raw, &verdict);
                    (verdict, again)
                }
                Err(broken) => (
                    Verdict::Fault(fault_of(*broken, ask.class)),
                    Again::after_break(ask.class, *broken, begun.elapsed()),
                ),
            };
            let outcome = outcome(&verdict);
            let failed = matches!(verdict, Verdict::Fault(_));
            if failed && !concerns_one(answer.as_ref().map_err(|broken| *broken)) {
                pass.failed();
            } else {
                pass.succeeded();
            }
            span.ended(answer.as_ref().ok().map(|raw| raw.status), outcome, failed);
            count(ask.name, outcome);
            if ask.class == Class::Poll
                && let Some(lost) = lost(answer.as_ref().map_err(|broken| *broken), &verdict)
            {
                metrics::counter!(POLLS_LOST).increment(1);
                // It is not asked again in the same breath, so it is the only one.
                let _ = ask.lost.set(lost);
            }
            if let Some(again) = again.filter(|_| !tried_again)
                && self.0.retries.spend(again)
            {
                tried_again = true;
                sleep(again.pause).await;
                continue;
            }
            match verdict {
                Verdict::Answer(answer) => {
                    self.0.bearers.prove(bearer.generation, ask.name);
                    return Ok(Outcome::Answer(answer));
                }
                Verdict::TokenRefused(refusal) if token.is_some() => {
                    return Ok(Outcome::TokenRefused(refusal));
                }
                // Without a visitor's token, a 401 can only concern the Bearer.
                Verdict::BearerRefused | Verdict::TokenRefused(_) => {
                    if refused.is_some() {
                        self.0.bearers.give_up(bearer.generation, ask.name);
                        return Err(Fault::Auth.into());
                    }
                    refused = Some((bearer.generation, ask.name));
                }
                Verdict::Refused(refusal) => return Err(NotAnswered::Upstream(refusal)),
                Verdict::Fault(fault) => return Err(fault.into()),
            }
        }
    }

    /// An answer's text without any secret that went up with the request or came beside the text.
    fn readable<'a>(
        &self,
        raw: &'a Raw,
        class: Class,
        bearer: &Bearer,
        token: Option<(&TokenSlot, &VisitorToken)>,
    ) -> Cow<'a, str> {
        // One bad byte in a name must not lose all messages of a poll.
        let mut text = String::from_utf8_lossy(&raw.body);
        if let Some(bare) = text.strip_prefix('\u{feff}') {
            text = Cow::Owned(bare.to_owned());
        }
        let sent = token.map(|(_, sent)| sent.clone());
        let current = token.and_then(|(slot, _)| slot.current());
        let text_of = |token: &Option<VisitorToken>| {
            let token = token.as_ref()?.header.to_str().ok()?;
            Some(token.to_owned())
        };
        // Where a token is applied for, the text is where it is read from.
        let brought = brought(raw).filter(|brought| token.is_some() || !gives(&text, brought));
        let tokens = [text_of(&sent), text_of(&current), brought].map(Option::unwrap_or_default);
        let [sent, current, brought] = &tokens;
        let app_secret = self.0.bearers.app_secret();
        let secrets = [
            bearer.token.expose_secret(),
            app_secret.expose_secret(),
            sent,
            current,
            brought,
        ];
        let text = scrub(text, &secrets);
        // Base64 of one thing may be like that of another in part: a file stays whole, and so does a
        // token that is granted.
        if class == Class::File || (token.is_none() && grants(&text)) {
            return text;
        }
        scrub_parts(text, &secrets)
    }
}

/// An answer, or what another token of the visitor may help against.
pub(super) enum Outcome<A> {
    Answer(A),
    TokenRefused(UpstreamRefusal),
}

/// Whether this is an answer to applyToken with just this token.
fn gives(text: &str, token: &str) -> bool {
    serde_json::from_str::<ApplyTokenResponse>(text)
        .is_ok_and(|answer| answer.bare_token() == Some(token))
}

/// Whether this is an answer to applyToken with a token.
fn grants(text: &str) -> bool {
    serde_json::from_str::<ApplyTokenResponse>(text)
        .is_ok_and(|answer| answer.bare_token().is_some())
}

/// Whether what is wrong may be this one call: what is said in it, or asked for. Else one visitor
/// could have the breaker opened for all.
fn concerns_one(answer: Result<&Raw, Broken>) -> bool {
    match answer {
        Ok(raw) => raw.status.is_client_error() && raw.status != StatusCode::TOO_MANY_REQUESTS,
        Err(broken) => broken == Broken::TooLarge,
    }
}

fn fault_of(broken: Broken, class: Class) -> Fault {
    let command = class == Class::Command;
    match broken {
        Broken::Unreachable => Fault::Down,
        Broken::Late { sent: true }
        | Broken::Cut { sent: true }
        | Broken::Partial
        | Broken::TooLarge
            if command =>
        {
            Fault::OutcomeUnknown
        }
        Broken::Late { .. } => Fault::Timeout,
        Broken::Cut { .. } => Fault::Down,
        Broken::Partial | Broken::TooLarge => Fault::Garbage,
    }
}

fn outcome<A>(verdict: &Verdict<A>) -> &'static str {
    match verdict {
        Verdict::Answer(_) => "answered",
        Verdict::BearerRefused => "bearer-refused",
        Verdict::TokenRefused(_) => "token-refused",
        Verdict::Refused(_) => "refused",
        Verdict::Fault(fault) => fault.reason().as_str(),
    }
}

fn count(endpoint: &'static str, outcome: &'static str) {
    let endpoint = endpoint.trim_start_matches('/');
    metrics::counter!("frontdesk_upstream_calls_total", "endpoint" => endpoint, "outcome" => outcome)
        .increment(1);
    tracing::debug!(endpoint, outcome, "call to the cloud");
}
