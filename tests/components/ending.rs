//! After the end.

use frontdesk_conversation::{EndReason, Phase};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::Stage;

#[wasm_bindgen_test]
async fn the_end_has_its_reason_and_a_way_to_begin_again() {
    let stage = Stage::new().await;
    for (reason, words) in [
        (EndReason::ByVisitor, "You ended the conversation."),
        (EndReason::ByAgent, "The agent ended the conversation."),
        (
            EndReason::TimedOut,
            "The conversation ended because it was quiet for long.",
        ),
        (
            EndReason::NotWorkingTime,
            "We are closed right now. Please come back during our working hours.",
        ),
        (
            EndReason::Refused("160018".to_owned()),
            "We could not start a conversation. Please try again in a while.",
        ),
    ] {
        stage.show(Phase::Ended(reason)).await;
        assert_eq!(stage.text(".ended [role=status]"), words);
        assert!(stage.button("Start a new conversation").is_some());
        assert!(stage.find(".composer").is_none());
    }
}
