//! A script from TOML, or everything that is wrong with it.

use std::fmt;

use toml::{Table, Value};

use super::entry::Entry;
use super::script::{Answer, HandOver, Script};

/// Everything that is wrong with a script: which entry, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptFaults(Vec<String>);

impl ScriptFaults {
    /// One sentence for each.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

impl fmt::Display for ScriptFaults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the script has faults:")?;
        for fault in &self.0 {
            write!(formatter, "\n  {fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ScriptFaults {}

/// Reads it whole, so that all faults are told at once.
pub(super) fn script(toml: &str) -> Result<Script, ScriptFaults> {
    let table: Table = toml
        .parse()
        .map_err(|error| ScriptFaults(vec![format!("it is not TOML: {error}")]))?;
    let mut faults = Vec::new();
    let mut top = Entry::new(&table, String::new(), &mut faults);
    top.knows(&TOP);
    let mut script = Script {
        name: top.text("name"),
        greeting: top.text("greeting"),
        menu: top.texts("menu"),
        phrases: top.texts("phrases"),
        unknown: top.text("unknown"),
        hand_over: HandOver::default(),
        answers: Vec::new(),
    };
    match table.get("hand-over") {
        None => {}
        Some(Value::Table(table)) => {
            script.hand_over = hand_over(Entry::new(table, "hand-over: ".to_owned(), &mut faults));
        }
        Some(_) => faults.push("hand-over must be a table: [hand-over]".to_owned()),
    }
    match table.get("answers") {
        None => {}
        Some(Value::Array(list)) => {
            for (number, value) in (1..).zip(list) {
                let place = format!("answers, entry {number}: ");
                match value {
                    Value::Table(table) => {
                        script
                            .answers
                            .push(answer(Entry::new(table, place, &mut faults)));
                    }
                    _ => faults.push(format!("{place}must be a table: [[answers]]")),
                }
            }
        }
        Some(_) => faults.push("answers must be tables: [[answers]]".to_owned()),
    }
    if faults.is_empty() {
        Ok(script)
    } else {
        Err(ScriptFaults(faults))
    }
}

fn hand_over(mut entry: Entry<'_>) -> HandOver {
    entry.knows(&["words", "text", "transfer"]);
    let words = entry.stems("words");
    if words.is_empty() {
        entry.fault("words is missing: what stands for a person?");
    }
    HandOver {
        words,
        text: entry.text("text"),
        transfer: entry.flag("transfer"),
    }
}

fn answer(mut entry: Entry<'_>) -> Answer {
    entry.knows(&["question", "words", "text", "similar"]);
    Answer {
        question: entry.text("question"),
        words: entry.stems("words"),
        text: entry.text("text"),
        similar: entry.texts("similar"),
    }
}

const TOP: [&str; 7] = [
    "name",
    "greeting",
    "menu",
    "phrases",
    "unknown",
    "hand-over",
    "answers",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_are_named_with_their_entry() {
        let faults = script(
            "name = 3\ngreting = 'Hi'\nunknown = '?'\nmenu = ['a', 1]\n\
             [hand-over]\ntext = 'ok'\ntransfer = 'yes'\n\
             [[answers]]\nquestion = 'A?'\nwords = ['opening hours']\ntext = ' '\n\
             [[answers]]\nquestion = 'B?'\ntext = 'Dear {nmae}'\nsimilar = 'C?'\n",
        )
        .unwrap_err();
        let said: Vec<&str> = faults.iter().collect();
        assert_eq!(
            said,
            [
                "greting is unknown; there are name, greeting, menu, phrases, unknown, hand-over, \
                 answers",
                "name must be a text that is not empty",
                "greeting is missing",
                "menu: number 2 must be a text that is not empty",
                "hand-over: words is missing: what stands for a person?",
                "hand-over: transfer must be true or false",
                "answers, entry 1: words: \"opening hours\" is not one word, so nothing begins \
                 with it",
                "answers, entry 1: text must be a text that is not empty",
                "answers, entry 2: text: {nmae} is unknown; there are {name} and {transData.…}",
                "answers, entry 2: similar must be a list of texts",
            ]
        );
    }

    #[test]
    fn what_is_not_toml_says_where() {
        let faults = script("name = ").unwrap_err();
        assert!(faults.to_string().contains("line 1"), "{faults}");
    }
}
