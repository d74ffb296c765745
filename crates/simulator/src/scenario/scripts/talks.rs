//! Conversations.

use std::time::Duration;

use crate::scenario::script::{Beat, Cue, Script, Step, after, until};

pub(super) fn greeting() -> Script {
    Script::of([after(3000, Step::Robot(TIP))])
}

pub(super) fn handover() -> Script {
    Script::of([
        until(Cue::Queued),
        after(3000, Step::Accept),
        after(1500, Step::Look),
        after(0, Step::Type),
        after(
            2000,
            Step::Say("I have read what you told the robot. How can I help?"),
        ),
        after(0, Step::Until(Cue::Said, Duration::from_secs(60))),
        after(1000, Step::Look),
        after(500, Step::Type),
        after(
            2500,
            Step::Say("Thank you. I have looked it up: your bicycle is ready on Friday."),
        ),
        after(
            4000,
            Step::Say("Would you tell us how it was when we are done?"),
        ),
        after(6000, Step::HangUp),
    ])
}

pub(super) fn receipts() -> Script {
    let mut beats = accepted("Write something: I read it in a moment.").to_vec();
    for answer in ["I have read that. And what else?", "I have read that too."] {
        beats.extend([
            until(Cue::Said),
            after(3000, Step::Look),
            after(1000, Step::Type),
            after(3000, Step::Say(answer)),
        ]);
    }
    Script::of(beats)
}

pub(super) fn withdraw() -> Script {
    let mut beats = accepted("This bicycle costs 69 euros.").to_vec();
    beats.extend([
        after(4000, Step::Withdraw),
        after(1500, Step::Say("Excuse me: it costs 690 euros.")),
    ]);
    Script::of(beats)
}

pub(super) fn tokens() -> Script {
    let mut beats = accepted("In a moment, the Bearer expires.").to_vec();
    beats.extend([
        after(3000, Step::ExpireBearers),
        after(
            1500,
            Step::Say("You have a new one. Now your token expires."),
        ),
        after(3000, Step::ExpireTokens),
        after(
            1500,
            Step::Say("If you read this, both were renewed, and nothing was lost."),
        ),
    ]);
    Script::of(beats)
}

pub(super) fn survey() -> Script {
    let mut beats = accepted("Your parcel is on its way and arrives tomorrow.").to_vec();
    beats.extend([
        after(
            3000,
            Step::Say("I am glad that I could help. Please tell us how it was. Goodbye!"),
        ),
        after(3000, Step::HangUp),
    ]);
    Script::of(beats)
}

/// An agent takes over without being asked for, and says something.
pub(super) fn accepted(line: &'static str) -> [Beat; 4] {
    [
        after(1000, Step::Transfer),
        after(2000, Step::Accept),
        after(1000, Step::Look),
        after(1000, Step::Say(line)),
    ]
}

const TIP: &str = "By the way: this week the first service is free for every bicycle, wherever you \
    bought it.";
