//! What was said in a visitor's session, as the agent reads it.

use std::collections::VecDeque;

use frontdesk_protocol::{MediaType, SourceType};

/// The newest lines, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Transcript {
    lines: VecDeque<Line>,
    next: u64,
}

/// A line.
#[derive(Debug)]
pub(crate) struct Line {
    /// Counts up within the visitor's transcript.
    pub(crate) id: u64,
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    pub(crate) said: Said,
    /// Whether the other side has seen it: the visitor an agent's line, the agent a visitor's.
    pub(crate) read: bool,
    /// Whether the agent who wrote it has taken it back.
    pub(crate) withdrawn: bool,
}

/// What a line says.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) who: SourceType,
    /// As a transcript of text shows it.
    pub(crate) text: String,
    pub(crate) media: Option<MediaType>,
    /// As it stood on the wire; `None` for a remark that was never there.
    pub(crate) content: Option<String>,
    /// messageCode or messageId.
    pub(crate) code: Option<String>,
}

impl Transcript {
    /// Adds a line at the end, and drops the oldest of too many.
    pub(crate) fn add(&mut self, said: Said, read: bool, at: i64) {
        if self.lines.len() >= MAX_LINES {
            self.lines.pop_front();
        }
        self.lines.push_back(Line {
            id: self.next,
            at,
            said,
            read,
            withdrawn: false,
        });
        self.next += 1;
    }

    /// Forgets the lines; their ids are not used again.
    pub(crate) fn clear(&mut self) {
        self.lines.clear();
    }

    /// Oldest first.
    pub(crate) fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.iter()
    }

    /// Marks lines of agents as read by the visitor.
    pub(crate) fn mark_read(&mut self, codes: &[&str]) {
        for line in self.of(&SourceType::Agent) {
            line.read |= line.said.has_code_of(codes);
        }
    }

    /// Marks all lines of the visitor as seen by the agent: the codes of those that were not.
    pub(crate) fn mark_seen(&mut self) -> Vec<String> {
        let mut codes = Vec::new();
        for line in self.of(&SourceType::Customer).filter(|line| !line.read) {
            line.read = true;
            codes.extend(line.said.code.clone());
        }
        codes
    }

    /// Marks an agent's line as taken back; whether there was one.
    pub(crate) fn mark_withdrawn(&mut self, code: &str) -> bool {
        let line = self
            .of(&SourceType::Agent)
            .find(|line| !line.withdrawn && line.said.has_code_of(&[code]));
        line.map(|line| line.withdrawn = true).is_some()
    }

    fn of(&mut self, who: &SourceType) -> impl Iterator<Item = &mut Line> {
        self.lines.iter_mut().filter(|line| line.said.who == *who)
    }
}

impl Said {
    /// A remark for the agent alone.
    pub(crate) fn remark(text: &str) -> Self {
        Self {
            who: SourceType::System,
            text: text.to_owned(),
            media: None,
            content: None,
            code: None,
        }
    }

    fn has_code_of(&self, codes: &[&str]) -> bool {
        self.code
            .as_deref()
            .is_some_and(|code| codes.contains(&code))
    }
}

const MAX_LINES: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    fn said(who: SourceType, code: &str) -> Said {
        Said {
            who,
            code: Some(code.to_owned()),
            ..Said::remark("x")
        }
    }

    #[test]
    fn what_was_seen_is_told_once_and_only_of_the_visitors_lines() {
        let mut transcript = Transcript::default();
        transcript.add(said(SourceType::Agent, "a"), false, 1);
        transcript.add(said(SourceType::Customer, "b"), false, 2);
        transcript.add(said(SourceType::Customer, "c"), true, 3);
        assert_eq!(transcript.mark_seen(), ["b"]);
        assert!(transcript.mark_seen().is_empty());
    }

    #[test]
    fn a_line_is_withdrawn_once_and_only_an_agents() {
        let mut transcript = Transcript::default();
        transcript.add(said(SourceType::Agent, "a"), false, 1);
        transcript.add(said(SourceType::Customer, "b"), false, 2);
        assert!(transcript.mark_withdrawn("a"));
        assert!(!transcript.mark_withdrawn("a"));
        assert!(!transcript.mark_withdrawn("b"));
    }

    #[test]
    fn the_newest_lines_are_kept() {
        let mut transcript = Transcript::default();
        for number in 0..250 {
            transcript.add(Said::remark("x"), false, number);
        }
        assert_eq!(transcript.lines().count(), MAX_LINES);
        assert_eq!(transcript.lines().next().map(|line| line.id), Some(50));
    }
}
