//! Server-sent events: from text that is cut anywhere to whole events.

/// One event. A comment is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// Its kind; empty where the stream named none.
    pub(super) name: String,
    /// Its lines of data, with line breaks between them.
    pub(super) data: String,
}

/// The stream holds an event that is larger than anything the proxy keeps.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Puts lines and events together.
#[derive(Debug, Default)]
pub(super) struct Parser {
    /// The beginning of a line whose end has not come yet.
    line: String,
    /// A CR came last: a LF that follows belongs to it.
    after_cr: bool,
    name: String,
    data: Option<String>,
}

impl Parser {
    /// Takes what came, and answers the events that are whole now.
    pub(super) fn push(&mut self, text: &str) -> Result<Vec<Event>, TooLong> {
        let mut events = Vec::new();
        let mut rest = text;
        if std::mem::take(&mut self.after_cr) {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
            self.after_cr = text.is_empty();
        }
        while let Some(end) = rest.find(['\r', '\n']) {
            let (line, after) = rest.split_at(end);
            self.line.push_str(line);
            let line = std::mem::take(&mut self.line);
            events.extend(self.end_line(&line));
            rest = match after.strip_prefix('\r') {
                Some("") => {
                    self.after_cr = true;
                    ""
                }
                Some(after) => after.strip_prefix('\n').unwrap_or(after),
                None => after.strip_prefix('\n').unwrap_or(after),
            };
        }
        self.line.push_str(rest);
        let held = self.line.len() + self.data.as_ref().map_or(0, String::len);
        if held > LONGEST {
            return Err(TooLong);
        }
        Ok(events)
    }

    fn end_line(&mut self, line: &str) -> Option<Event> {
        if line.is_empty() {
            let name = std::mem::take(&mut self.name);
            return self.data.take().map(|data| Event { name, data });
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            // The cursor stands in the data too; when to come again is the conversation's business.
            _ => {}
        }
        None
    }
}

/// In bytes: a journal holds half a mebibyte of messages for a visitor.
const LONGEST: usize = 4 << 20;

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Event, LONGEST, Parser, TooLong};

    fn events(parts: &[&str]) -> Vec<Event> {
        let mut parser = Parser::default();
        parts
            .iter()
            .flat_map(|part| parser.push(part).unwrap())
            .collect()
    }

    fn event(name: &str, data: &str) -> Event {
        Event {
            name: name.to_owned(),
            data: data.to_owned(),
        }
    }

    #[wasm_bindgen_test]
    fn an_event_ends_with_an_empty_line() {
        let all = events(&["event: message\nid: e-1\ndata: {}\n\ndata: 2\n"]);
        assert_eq!(all, [event("message", "{}")]);
    }

    #[wasm_bindgen_test]
    fn lines_end_with_lf_with_cr_or_with_both() {
        for end in ["\n", "\r", "\r\n"] {
            let text = ["event: a", "data: 1", "", "data:2", "", ""].join(end);
            assert_eq!(events(&[&text]), [event("a", "1"), event("", "2")]);
        }
    }

    #[wasm_bindgen_test]
    fn it_does_not_matter_where_the_text_is_cut() {
        let text = "event: message\r\ndata: {\"a\":\r\ndata:\r\ndata:  \"面包\"}\r\n: so\r\n\r\ndata: x\r\r";
        let whole = events(&[text]);
        assert_eq!(
            whole,
            [event("message", "{\"a\":\n\n \"面包\"}"), event("", "x")]
        );
        for (cut, _) in text.char_indices() {
            let (one, other) = text.split_at(cut);
            assert_eq!(events(&[one, other]), whole, "cut at {cut}");
            assert_eq!(events(&[one, "", other]), whole, "cut at {cut}");
        }
        let letters: Vec<_> = text
            .char_indices()
            .map(|(at, it)| &text[at..at + it.len_utf8()])
            .collect();
        assert_eq!(events(&letters), whole);
    }

    #[wasm_bindgen_test]
    fn comments_and_strange_fields_are_no_events() {
        assert_eq!(
            events(&[":\n\n: data: 1\n\nretry: 5\n\nevent: a\n\nsome line\n\n"]),
            []
        );
        assert_eq!(events(&["data\n\n"]), [event("", "")]);
    }

    #[wasm_bindgen_test]
    fn what_never_ends_is_refused() {
        let mut parser = Parser::default();
        let part = "x".repeat(LONGEST / 2);
        assert_eq!(parser.push(&part), Ok(Vec::new()));
        assert_eq!(parser.push(&part), Ok(Vec::new()));
        assert_eq!(parser.push("x"), Err(TooLong));
    }
}
