//! What a robot knows.

use std::str::FromStr;

use super::read::{self, ScriptFaults};

/// A robot's script, read from TOML. The default is the robot of a fictional bicycle shop, which is
/// an example of the file's form too.
#[derive(Debug, Clone)]
pub struct Script {
    pub(super) name: String,
    pub(super) greeting: String,
    pub(super) menu: Vec<String>,
    pub(super) phrases: Vec<String>,
    pub(super) unknown: String,
    pub(super) hand_over: HandOver,
    pub(super) answers: Vec<Answer>,
}

/// What it says to who asks for a person.
#[derive(Debug, Clone, Default)]
pub(super) struct HandOver {
    pub(super) words: Vec<String>,
    pub(super) text: String,
    /// Whether it puts the visitor into the queue by itself.
    pub(super) transfer: bool,
}

/// What it says to a question.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub(super) question: String,
    /// Beginnings of words, in lower case.
    pub(super) words: Vec<String>,
    /// Text or HTML.
    pub(super) text: String,
    pub(super) similar: Vec<String>,
}

/// What it makes of something that was said.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reply<'a> {
    HandOver(&'a HandOver),
    Answer(&'a Answer),
    Unknown,
}

impl Script {
    /// What it says to that: to a question that it knows word by word, else by the first word that
    /// means something to it.
    pub(super) fn reply(&self, said: &str) -> Reply<'_> {
        let said = said.trim().to_lowercase();
        let exact = |answer: &&Answer| answer.question.to_lowercase() == said;
        if let Some(answer) = self.answers.iter().find(exact) {
            return Reply::Answer(answer);
        }
        said.split(|letter: char| !letter.is_alphanumeric())
            .find_map(|word| self.about(word))
            .unwrap_or(Reply::Unknown)
    }

    fn about(&self, word: &str) -> Option<Reply<'_>> {
        let means = |stems: &[String]| stems.iter().any(|stem| word.starts_with(stem.as_str()));
        if means(&self.hand_over.words) {
            return Some(Reply::HandOver(&self.hand_over));
        }
        let answer = self.answers.iter().find(|answer| means(&answer.words))?;
        Some(Reply::Answer(answer))
    }
}

impl FromStr for Script {
    type Err = ScriptFaults;

    fn from_str(toml: &str) -> Result<Self, ScriptFaults> {
        read::script(toml)
    }
}

impl Default for Script {
    fn default() -> Self {
        // Nobody but a test ever sees the empty one: the file is part of the program.
        VELORO.parse().unwrap_or(Self {
            name: String::new(),
            greeting: String::new(),
            menu: Vec::new(),
            phrases: Vec::new(),
            unknown: String::new(),
            hand_over: HandOver::default(),
            answers: Vec::new(),
        })
    }
}

const VELORO: &str = include_str!("veloro.toml");

#[cfg(test)]
mod tests {
    use super::*;

    fn text(said: &str) -> String {
        let script = Script::default();
        match script.reply(said) {
            Reply::HandOver(hand_over) => hand_over.text.clone(),
            Reply::Answer(answer) => answer.text.clone(),
            Reply::Unknown => script.unknown.clone(),
        }
    }

    #[test]
    fn the_built_in_script_has_no_faults() {
        assert_eq!(VELORO.parse::<Script>().err(), None);
    }

    #[test]
    fn a_keyword_anywhere_in_any_case_finds_its_answer() {
        assert!(text("WHEN do you open?").contains("9:00"));
        assert!(text("how long is delivery").contains("5 working days"));
        assert!(text("I want to return it").contains("30 days"));
        assert!(text("What does it cost?").contains("690"));
        assert!(text("a person, please").contains("Of course"));
    }

    #[test]
    fn a_question_that_it_knows_word_by_word_goes_before_keywords() {
        let script: Script = "name = 'R'\ngreeting = 'Hi'\nunknown = '?'\n\
            [[answers]]\nquestion = 'Open a shop'\nwords = ['open']\ntext = 'first'\n\
            [[answers]]\nquestion = 'How open are you?'\ntext = 'second'\n"
            .parse()
            .unwrap();
        let Reply::Answer(answer) = script.reply(" how OPEN are you? ") else {
            panic!("it is a question of the script");
        };
        assert_eq!(answer.text, "second");
    }

    #[test]
    fn what_it_does_not_know_ends_in_the_hint_to_ask_for_a_person() {
        assert!(text("Bonjour").contains("don't understand"));
        assert!(text("").contains("ask for a person"));
    }
}
