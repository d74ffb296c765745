//! What the webhook answers.

use std::error::Error;
use std::time::Duration;

use frontdesk_protocol::Answer;
use frontdesk_protocol::push::PushResponse;
use reqwest::{Response, StatusCode};

use super::request::PushFault;

/// Whether the webhook has taken the push: HTTP 200 and code 0, nothing less (seed 002 table 4).
pub(super) async fn judge(response: Response, patience: Duration) -> Result<(), PushFault> {
    let status = response.status();
    let body = match read(response).await {
        Ok(body) => body,
        Err(Unread::Broken(error)) if status == StatusCode::OK => {
            return Err(unanswered(&error, patience));
        }
        Err(unread) => return Err(PushFault::Refused(format!("HTTP {status}: {unread}"))),
    };
    let answer = serde_json::from_slice::<PushResponse>(&body).ok();
    if status == StatusCode::OK && answer.as_ref().is_some_and(Answer::is_success) {
        return Ok(());
    }
    let said = match &answer {
        Some(answer) => in_words(answer),
        None => "the answer is not a JSON object".to_owned(),
    };
    Err(PushFault::Refused(format!("HTTP {status}: {said}")))
}

/// Why there was no answer.
pub(super) fn unanswered(error: &reqwest::Error, patience: Duration) -> PushFault {
    if error.is_timeout() {
        return PushFault::Failed(format!("no answer within {patience:?}"));
    }
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        reason = format!("{reason}: {cause}");
        source = cause.source();
    }
    PushFault::Failed(short(&reason))
}

#[derive(Debug, thiserror::Error)]
enum Unread {
    #[error("the answer is longer than 64 KiB")]
    TooLong,
    #[error("the answer broke off")]
    Broken(reqwest::Error),
}

async fn read(mut response: Response) -> Result<Vec<u8>, Unread> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(Unread::Broken)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(Unread::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn in_words(answer: &PushResponse) -> String {
    let description = answer.description.as_deref().unwrap_or_default();
    match answer.code() {
        Some(code) => short(format!("resultCode {code} {description}").trim_end()),
        None => "no resultCode".to_owned(),
    }
}

/// On one line, and not more than fits there.
fn short(text: &str) -> String {
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.chars().take(SHOWN).map(plain).collect()
}

const LONGEST_ANSWER: usize = 64 * 1024;
const SHOWN: usize = 300;
