//! Scenarios: what an agent, the queue and the cloud do with a visitor, by the clock and on cue.

pub(crate) mod fixtures;
pub(crate) mod run;
pub(crate) mod script;
mod scripts;
pub(crate) mod stage;

use self::script::Script;

/// A named course of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// The robot alone.
    Greeting,
    /// A person soon accepts.
    Handover,
    /// A long line that moves slowly.
    Busy,
    /// As many wait as may.
    QueueFull,
    /// Nobody accepts in time.
    QueueTimeout,
    /// The agent does not answer at first.
    NoAnswer,
    /// The agent hangs up in the middle.
    HangUp,
    /// The system ends the session.
    SessionTimeout,
    /// The system ends the session and takes offline messages.
    Offline,
    /// Outside working hours.
    Closed,
    /// There are no agents.
    NoAgents,
    /// One message of every type.
    EveryKind,
    /// The agent reads and writes visibly.
    Receipts,
    /// A message is taken back.
    Withdraw,
    /// Tokens expire in the middle.
    Tokens,
    /// The conversation ends well.
    Survey,
    /// A call that succeeds.
    Call,
    /// Calls that do not.
    CallTrouble,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Greeting,
        Self::Handover,
        Self::Busy,
        Self::QueueFull,
        Self::QueueTimeout,
        Self::NoAnswer,
        Self::HangUp,
        Self::SessionTimeout,
        Self::Offline,
        Self::Closed,
        Self::NoAgents,
        Self::EveryKind,
        Self::Receipts,
        Self::Withdraw,
        Self::Tokens,
        Self::Survey,
        Self::Call,
        Self::CallTrouble,
    ];

    /// Its name on the command line and the console.
    pub fn name(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Handover => "handover",
            Self::Busy => "busy",
            Self::QueueFull => "queue-full",
            Self::QueueTimeout => "queue-timeout",
            Self::NoAnswer => "no-answer",
            Self::HangUp => "hang-up",
            Self::SessionTimeout => "session-timeout",
            Self::Offline => "offline",
            Self::Closed => "closed",
            Self::NoAgents => "no-agents",
            Self::EveryKind => "every-kind",
            Self::Receipts => "receipts",
            Self::Withdraw => "withdraw",
            Self::Tokens => "tokens",
            Self::Survey => "survey",
            Self::Call => "call",
            Self::CallTrouble => "call-trouble",
        }
    }

    /// What it does, in one line.
    pub fn does(self) -> &'static str {
        match self {
            Self::Greeting => "the robot greets and says one thing more; no person appears",
            Self::Handover => {
                "asked for, a person soon accepts, talks, asks for a rating and hangs up"
            }
            Self::Busy => "six fictional callers are served slowly before a person accepts",
            Self::QueueFull => "for a minute, asking for a person is refused with 160018",
            Self::QueueTimeout => {
                "nobody accepts: after 20 s in the line the system ends it, 164004"
            }
            Self::NoAnswer => "an agent is rung up and does not answer (160024), then does",
            Self::HangUp => "an agent takes over and hangs up in the middle",
            Self::SessionTimeout => "after 8 s the system ends the session, as without polls",
            Self::Offline => {
                "after a time-out the visitor may write on; an agent answers the message later"
            }
            Self::Closed => "for a minute it is outside working hours: CONNECT answers 12",
            Self::NoAgents => "for two minutes there are no agents: TRANS2AGENT answers 13",
            Self::EveryKind => "an agent sends one message of each of the sixteen media types",
            Self::Receipts => "an agent reads what the visitor writes, and is seen writing",
            Self::Withdraw => "an agent takes a message back and corrects it",
            Self::Tokens => "everybody's Bearer and visitor tokens expire in a conversation",
            Self::Survey => {
                "an agent says goodbye and hangs up, so that there is something to rate"
            }
            Self::Call => "the visitor's call waits, is connected and ends; if need be, unasked",
            Self::CallTrouble => {
                "calls time out in the queue, fail, and bring events that nobody knows"
            }
        }
    }

    /// Reads [`Scenario::name`]'s word.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|scenario| scenario.name() == name)
    }

    /// What happens in it.
    pub(crate) fn script(self) -> Script {
        scripts::of(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_the_scenario_that_has_it() {
        for scenario in Scenario::ALL {
            assert_eq!(Scenario::parse(scenario.name()), Some(scenario));
        }
        assert_eq!(Scenario::parse("stop"), None);
    }
}
