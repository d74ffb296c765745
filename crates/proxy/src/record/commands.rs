//! Commands and how they ended, so that a repeat does nothing a second time.

use std::collections::{HashMap, VecDeque};

use super::bounds::Bounds;
use super::print::Print;
use crate::seal::Instant;

/// One visitor's commands of the last minutes.
#[derive(Debug, Default)]
pub(crate) struct Commands {
    known: HashMap<String, Command>,
    /// Oldest first.
    order: VecDeque<String>,
}

/// A command that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Command {
    /// Of what was asked.
    pub(crate) print: Print,
    /// When it was begun.
    pub(crate) at: Instant,
    pub(crate) state: State,
}

/// How far a command is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// It may be on its way. After a restart nobody knows more.
    UnderWay,
    /// The cloud took it, and answered this.
    Accepted(Box<str>),
    /// The cloud may have taken it: its answer was lost.
    Unknown,
}

/// What a caller is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Begin {
    /// Carry it: it is new, and is under way from now on.
    Carry,
    /// Wait: the first is under way.
    Wait,
    /// Hand out the first answer again.
    Again(Box<str>),
    /// Nobody knows how it ended.
    Unknown,
    /// The id belongs to something else.
    Other,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// The cloud took it, and answered this.
    Accepted(Box<str>),
    /// It was not carried or was refused: the same id may try again.
    Refused,
    /// The cloud may have taken it.
    Unknown,
}

impl Commands {
    /// From what was stored, oldest first. What was under way then has an end that nobody knows.
    pub(crate) fn load(stored: impl IntoIterator<Item = (String, Command)>) -> Self {
        let mut commands = Self::default();
        for (id, mut command) in stored {
            if command.state == State::UnderWay {
                command.state = State::Unknown;
            }
            commands.order.push_back(id.clone());
            commands.known.insert(id, command);
        }
        commands
    }

    /// Begins a command, or says what became of it.
    pub(crate) fn begin(&mut self, id: &str, print: Print, now: Instant) -> Begin {
        let Some(known) = self.known.get(id) else {
            self.order.push_back(id.to_owned());
            let state = State::UnderWay;
            self.known.insert(
                id.to_owned(),
                Command {
                    print,
                    at: now,
                    state,
                },
            );
            return Begin::Carry;
        };
        if known.print != print {
            return Begin::Other;
        }
        match &known.state {
            State::UnderWay => Begin::Wait,
            State::Accepted(answer) => Begin::Again(answer.clone()),
            State::Unknown => Begin::Unknown,
        }
    }

    /// Ends a command.
    pub(crate) fn end(&mut self, id: &str, end: End) {
        let state = match end {
            End::Accepted(answer) => State::Accepted(answer),
            End::Unknown => State::Unknown,
            End::Refused => return self.forget(id),
        };
        if let Some(command) = self.known.get_mut(id) {
            command.state = state;
        }
    }

    /// What is known of a command.
    pub(crate) fn get(&self, id: &str) -> Option<&Command> {
        self.known.get(id)
    }

    /// Lets go what is too old or too much; the ids of what is gone. What is under way stays.
    pub(crate) fn trim(&mut self, bounds: &Bounds, now: Instant) -> Vec<String> {
        let mut gone = Vec::new();
        self.order.retain(|id| {
            let Some(command) = self.known.get(id) else {
                return false;
            };
            let spent =
                command.at.until(now) > bounds.command_age || self.known.len() > bounds.commands;
            if spent && command.state != State::UnderWay {
                self.known.remove(id);
                gone.push(id.clone());
                return false;
            }
            true
        });
        gone
    }

    fn forget(&mut self, id: &str) {
        self.known.remove(id);
        self.order.retain(|known| known != id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str) -> Print {
        Print::of(text.as_bytes())
    }

    fn at(seconds: u64) -> Instant {
        Instant::from_millis(seconds * 1000)
    }

    #[test]
    fn a_repeat_gets_the_first_answer_and_is_not_carried() {
        let mut commands = Commands::default();
        assert_eq!(commands.begin("a", print("x"), at(0)), Begin::Carry);
        assert_eq!(commands.begin("a", print("x"), at(1)), Begin::Wait);
        commands.end("a", End::Accepted("{}".into()));
        assert_eq!(
            commands.begin("a", print("x"), at(2)),
            Begin::Again("{}".into())
        );
    }

    #[test]
    fn the_same_id_for_something_else_is_refused() {
        let mut commands = Commands::default();
        commands.begin("a", print("x"), at(0));
        assert_eq!(commands.begin("a", print("y"), at(0)), Begin::Other);
    }

    #[test]
    fn what_was_refused_may_try_again_and_what_is_unknown_may_not() {
        let mut commands = Commands::default();
        commands.begin("a", print("x"), at(0));
        commands.end("a", End::Refused);
        assert_eq!(commands.begin("a", print("x"), at(0)), Begin::Carry);
        commands.end("a", End::Unknown);
        assert_eq!(commands.begin("a", print("x"), at(0)), Begin::Unknown);
    }

    #[test]
    fn what_was_under_way_at_a_restart_is_unknown() {
        let mut commands = Commands::default();
        commands.begin("a", print("x"), at(0));
        let stored = commands.get("a").cloned().unwrap();
        let mut loaded = Commands::load([("a".to_owned(), stored)]);
        assert_eq!(loaded.begin("a", print("x"), at(1)), Begin::Unknown);
    }

    #[test]
    fn age_and_number_are_bounded_but_what_is_under_way_stays() {
        let bounds = Bounds {
            commands: 2,
            ..Bounds::default()
        };
        let mut commands = Commands::default();
        for id in ["a", "b", "c", "d"] {
            commands.begin(id, print(id), at(0));
        }
        for id in ["b", "c", "d"] {
            commands.end(id, End::Unknown);
        }
        assert_eq!(commands.trim(&bounds, at(1)), ["b", "c"]);
        assert_eq!(commands.trim(&bounds, at(601)), ["d"]);
        assert_eq!(commands.begin("a", print("a"), at(602)), Begin::Wait);
    }
}
