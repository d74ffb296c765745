//! What the robot knows of one session.

use std::collections::VecDeque;

use serde_json::Value;

/// What came with CONNECT, and what was answered.
#[derive(Debug, Default)]
pub(crate) struct RobotSession {
    /// `transData`.
    pub(super) data: Value,
    last: u64,
    said: VecDeque<(String, String)>,
}

impl RobotSession {
    /// A new one, with `transData`.
    pub(crate) fn new(data: Value) -> Self {
        Self {
            data,
            ..Self::default()
        }
    }

    /// The `interIdx` of something that the robot says now, counting up from 1.
    pub(crate) fn number(&mut self, text: &str) -> String {
        if self.said.len() >= KEPT {
            self.said.pop_front();
        }
        self.last += 1;
        let number = self.last.to_string();
        self.said.push_back((number.clone(), text.to_owned()));
        number
    }

    /// What it said under a number.
    pub(crate) fn said(&self, number: &str) -> Option<&str> {
        let (_, text) = self.said.iter().find(|(known, _)| known == number)?;
        Some(text)
    }
}

const KEPT: usize = 100;
