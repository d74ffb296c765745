//! What can go wrong.

use std::time::Duration;

use super::talks::accepted;
use crate::Mode;
use crate::scenario::script::{Cue, Script, Step, after, until};
use crate::world::desk::settings::Overlay;

pub(super) fn busy() -> Script {
    let overlay = Overlay {
        phantoms: Some(6),
        phantom_service: Some(Duration::from_secs(15)),
        ..Overlay::default()
    };
    Script::with(
        overlay,
        [
            until(Cue::First),
            after(3000, Step::Accept),
            after(
                2000,
                Step::Say("I am sorry that you had to wait. How can I help?"),
            ),
        ],
    )
}

pub(super) fn queue_full() -> Script {
    let overlay = Overlay {
        queue_limit: Some(0),
        ..Overlay::default()
    };
    Script::with(overlay, [after(60_000, Step::Rest)])
}

pub(super) fn queue_timeout() -> Script {
    let overlay = Overlay {
        queue_timeout: Some(Duration::from_secs(20)),
        ..Overlay::default()
    };
    Script::with(overlay, [until(Cue::Queued), until(Cue::Ended)])
}

pub(super) fn no_answer() -> Script {
    let overlay = Overlay {
        ring_timeout: Some(Duration::from_secs(6)),
        ..Overlay::default()
    };
    Script::with(
        overlay,
        [
            until(Cue::Queued),
            after(3000, Step::Ring),
            until(Cue::Unrung),
            after(15_000, Step::Ring),
            after(4000, Step::Accept),
            after(
                2000,
                Step::Say("Excuse me, my phone was too far away. How can I help?"),
            ),
        ],
    )
}

pub(super) fn hang_up() -> Script {
    let mut beats = accepted("One moment, I look into it.").to_vec();
    beats.push(after(4000, Step::HangUp));
    Script::of(beats)
}

pub(super) fn session_timeout() -> Script {
    Script::of([after(8000, Step::TimeOut)])
}

pub(super) fn offline() -> Script {
    let overlay = Overlay {
        asynchronous: Some(true),
        ..Overlay::default()
    };
    let mut beats = accepted("Are you still there?").to_vec();
    beats.extend([
        after(6000, Step::TimeOut),
        until(Cue::Said),
        after(6000, Step::Accept),
        after(1000, Step::Look),
        after(
            2000,
            Step::Say("I have read your message, and I am here now."),
        ),
    ]);
    Script::with(overlay, beats)
}

pub(super) fn closed() -> Script {
    Script::with(of_mode(Mode::NotWorking), [after(60_000, Step::Rest)])
}

pub(super) fn no_agents() -> Script {
    Script::with(of_mode(Mode::NoAgents), [after(120_000, Step::Rest)])
}

fn of_mode(mode: Mode) -> Overlay {
    Overlay {
        mode: Some(mode),
        ..Overlay::default()
    }
}
