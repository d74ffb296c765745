//! How a refusal by a limit looks.

use std::ops::RangeInclusive;
use std::time::Duration;

use reqwest::Response;
use serde_json::Value;

use crate::support::visitor::refused;

/// It is refused with this status for this reason, and the words name the limit.
pub(crate) async fn is_refused(answer: Response, status: u16, reason: &str, words: &str) {
    let found = (
        answer.status().as_u16(),
        refused(&answer).map(str::to_owned),
    );
    assert_eq!(found, (status, Some(reason.to_owned())));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["resultCode"], format!("frontdesk-{reason}"));
    let told = body["resultDesc"].as_str().unwrap();
    assert!(told.contains(words), "{words:?} is not in {told:?}");
}

/// It is over a limit, and says that there is room again within these seconds; the seconds.
pub(crate) async fn is_over(answer: Response, words: &str, seconds: RangeInclusive<u64>) -> u64 {
    let after = answer.headers()["retry-after"].to_str().unwrap();
    let after = after.parse().unwrap();
    assert!(seconds.contains(&after), "{after}");
    is_refused(answer, 429, "limit", words).await;
    after
}

/// So many calls pass at once where the rate is `20/min burst {most}`, and no more. What the refusal
/// says of the time is true: a call before it is refused, and one after it passes.
pub(crate) async fn are_held_to(most: usize, words: &str, call: impl AsyncFn() -> Response) {
    for number in 0..most {
        assert_eq!(call().await.status(), 200, "{number} of {most}");
    }
    is_over(call().await, words, 2..=3).await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let rest = is_over(call().await, words, 1..=2).await;
    tokio::time::sleep(Duration::from_secs(rest)).await;
    assert_eq!(call().await.status(), 200, "after {rest} s");
    is_over(call().await, words, 1..=3).await;
}
