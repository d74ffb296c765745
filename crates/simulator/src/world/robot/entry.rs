//! A table of a script, read with an eye for what is wrong with it.

use toml::{Table, Value};

use super::fill;

/// A table, where it stands, and what is wrong with it.
pub(super) struct Entry<'a> {
    table: &'a Table,
    place: String,
    faults: &'a mut Vec<String>,
}

impl<'a> Entry<'a> {
    pub(super) fn new(table: &'a Table, place: String, faults: &'a mut Vec<String>) -> Self {
        Self {
            table,
            place,
            faults,
        }
    }

    pub(super) fn fault(&mut self, what: &str) {
        self.faults.push(format!("{}{what}", self.place));
    }

    /// Anything else is a slip of the pen.
    pub(super) fn knows(&mut self, keys: &[&str]) {
        for key in self.table.keys() {
            if !keys.contains(&key.as_str()) {
                self.fault(&format!("{key} is unknown; there are {}", keys.join(", ")));
            }
        }
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, key: &str) -> String {
        match self.table.get(key) {
            None => self.fault(&format!("{key} is missing")),
            Some(Value::String(text)) if !text.trim().is_empty() => {
                self.check_places(key, text);
                return text.clone();
            }
            Some(_) => self.fault(&format!("{key} must be a text that is not empty")),
        }
        String::new()
    }

    /// A list of texts; without it, there are none.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        let list = match self.table.get(key) {
            None => return Vec::new(),
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.fault(&format!("{key} must be a list of texts"));
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for (number, value) in (1..).zip(list) {
            match value.as_str().map(str::trim) {
                Some(text) if !text.is_empty() => {
                    self.check_places(key, text);
                    texts.push(text.to_owned());
                }
                _ => self.fault(&format!(
                    "{key}: number {number} must be a text that is not empty"
                )),
            }
        }
        texts
    }

    /// Beginnings of words.
    pub(super) fn stems(&mut self, key: &str) -> Vec<String> {
        let stems = self.texts(key);
        for stem in &stems {
            if !stem.chars().all(char::is_alphanumeric) {
                self.fault(&format!(
                    "{key}: {stem:?} is not one word, so nothing begins with it"
                ));
            }
        }
        stems.iter().map(|stem| stem.to_lowercase()).collect()
    }

    pub(super) fn flag(&mut self, key: &str) -> bool {
        match self.table.get(key) {
            None => false,
            Some(Value::Boolean(flag)) => *flag,
            Some(_) => {
                self.fault(&format!("{key} must be true or false"));
                false
            }
        }
    }

    fn check_places(&mut self, key: &str, text: &str) {
        for unknown in fill::unknown_places(text) {
            self.fault(&format!(
                "{key}: {{{unknown}}} is unknown; there are {{name}} and {{transData.…}}"
            ));
        }
    }
}
