//! Calls from the page.

use frontdesk_protocol::CallState;

use crate::scenario::script::{Script, Step, after};

pub(super) fn call() -> Script {
    Script::of([
        after(1000, Step::Call(CallState::Queued)),
        after(5000, Step::Call(CallState::Connected)),
        after(20_000, Step::Call(CallState::Disconnected)),
    ])
}

pub(super) fn call_trouble() -> Script {
    Script::of([
        after(1000, Step::Call(CallState::Queued)),
        after(5000, Step::Call(CallState::QueueTimeout)),
        after(5000, Step::Call(CallState::Quiet)),
        after(5000, Step::Call(CallState::Unknown)),
        after(5000, Step::Call(CallState::Queued)),
        after(5000, Step::Call(CallState::Failed)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_ends() {
        for script in [call(), call_trouble()] {
            let last = script.beats.last().map(|beat| &beat.step);
            assert!(matches!(
                last,
                Some(Step::Call(CallState::Disconnected | CallState::Failed))
            ));
        }
    }
}
