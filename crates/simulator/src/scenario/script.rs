//! What a scenario is made of.

use std::time::Duration;

use frontdesk_protocol::{FileType, MediaType};

use crate::world::desk::settings::Overlay;

/// A course of events for one visitor.
#[derive(Debug)]
pub(crate) struct Script {
    /// What of the desk is different as long as it runs.
    pub(crate) overlay: Overlay,
    /// One after the other.
    pub(crate) beats: Vec<Beat>,
}

/// A step, and how long after the one before.
#[derive(Debug, Clone)]
pub(crate) struct Beat {
    pub(crate) after: Duration,
    pub(crate) step: Step,
}

/// Something that happens.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Nothing.
    Rest,
    /// Waits for a cue, but no longer than this.
    Until(Cue, Duration),
    /// The robot says something of its own accord.
    Robot(&'static str),
    /// The visitor gets into the waiting line without asking.
    Transfer,
    /// An agent is rung up for the visitor.
    Ring,
    /// An agent accepts as soon as the visitor waits or has left messages.
    Accept,
    /// The agent is seen writing.
    Type,
    /// The agent looks at what the visitor said.
    Look,
    /// The agent says something, in plain text.
    Say(&'static str),
    /// The agent sends something.
    Send(Sent),
    /// The agent takes back what was said last.
    Withdraw,
    /// The agent hangs up.
    HangUp,
    /// The system ends the session.
    TimeOut,
    /// Every Bearer expires.
    ExpireBearers,
    /// Every visitor's token expires.
    ExpireTokens,
}

/// What a scenario waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    /// The visitor is in the waiting line.
    Queued,
    /// The visitor is first in it.
    First,
    /// No agent is being rung up.
    Unrung,
    /// The visitor said something after the step before.
    Said,
    /// The session is over.
    Ended,
}

/// A message of an agent's, of any type.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) media: MediaType,
    /// As it goes on the wire.
    pub(crate) content: String,
    pub(crate) file_type: Option<FileType>,
}

impl Script {
    /// With nothing different.
    pub(crate) fn of(beats: impl Into<Vec<Beat>>) -> Self {
        Self::with(Overlay::default(), beats)
    }

    /// With something different as long as it runs.
    pub(crate) fn with(overlay: Overlay, beats: impl Into<Vec<Beat>>) -> Self {
        Self {
            overlay,
            beats: beats.into(),
        }
    }

    /// The same in less time.
    pub(crate) fn faster(mut self, times: u32) -> Self {
        let times = times.max(1);
        let spans = [
            &mut self.overlay.queue_timeout,
            &mut self.overlay.ring_timeout,
            &mut self.overlay.phantom_service,
        ];
        for span in spans.into_iter().flatten() {
            *span /= times;
        }
        for beat in &mut self.beats {
            beat.after /= times;
            if let Step::Until(_, most) = &mut beat.step {
                *most /= times;
            }
        }
        self
    }
}

impl Step {
    /// Whether it makes sense without a session.
    pub(crate) fn outlives_session(&self) -> bool {
        matches!(
            self,
            Self::Rest | Self::Until(Cue::Ended, _) | Self::ExpireBearers | Self::ExpireTokens
        )
    }
}

/// A step so many milliseconds after the one before.
pub(crate) fn after(millis: u64, step: Step) -> Beat {
    Beat {
        after: Duration::from_millis(millis),
        step,
    }
}

/// Waits for a cue as long as anybody would.
pub(crate) fn until(cue: Cue) -> Beat {
    after(0, Step::Until(cue, PATIENCE))
}

/// How long a scenario waits for what may never come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(600);

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn everything_that_takes_time_gets_faster() {
        let overlay = Overlay {
            ring_timeout: Some(Duration::from_secs(6)),
            ..Overlay::default()
        };
        let script =
            Script::with(overlay, [until(Cue::Queued), after(3000, Step::Ring)]).faster(10);
        assert_eq!(
            script.overlay.ring_timeout,
            Some(Duration::from_millis(600))
        );
        assert_eq!(script.beats[1].after, Duration::from_millis(300));
        assert!(matches!(script.beats[0].step, Step::Until(_, most) if most == PATIENCE / 10));
    }
}
