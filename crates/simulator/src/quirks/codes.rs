//! Forms of the result: its name, its number, its words.

use serde_json::{Map, Value};

use super::Quirk;
use super::call::Call;
use super::turn::Turn;
use super::values::{has, number};

/// Gives the result of an answer in the tables' form the form whose turn it is.
pub(super) fn transform(call: Call, answer: &mut Map<String, Value>, turn: &Turn<'_>) {
    describe(call, answer, turn);
    let Some(mut code) = answer.remove(CODE) else {
        return;
    };
    let is_success = code == "0";
    if turn.shows(Quirk::LongCodes) {
        lengthen(&mut code);
    }
    if turn.shows(Quirk::CodeNumbers) {
        number(&mut code);
    }
    let has_payload = call.payload().iter().any(|name| has(answer, name));
    let mut rivals = vec![Quirk::CodeSpellings];
    if call.has_return_code() {
        rivals.push(Quirk::ReturnCode);
    }
    if is_success && has_payload {
        rivals.push(Quirk::CodeMissing);
    }
    let name = match turn.one_of(&rivals) {
        Some(Quirk::CodeMissing) => return,
        Some(Quirk::ReturnCode) => "returnCode",
        Some(_) => {
            let form = turn.form(Quirk::CodeSpellings, SPELLINGS.len());
            SPELLINGS.get(form).copied().unwrap_or(CODE)
        }
        None => CODE,
    };
    answer.insert(name.to_owned(), code);
}

/// How a call goes is told by words alone, so those stay.
fn describe(call: Call, answer: &mut Map<String, Value>, turn: &Turn<'_>) {
    if !answer.contains_key(WORDS) || !turn.shows(Quirk::Descriptions) {
        return;
    }
    let form = turn.form(Quirk::Descriptions, 4);
    let words = answer.remove(WORDS).unwrap_or_default();
    match form {
        1 if call != Call::Events => {
            answer.insert(WORDS.to_owned(), "".into());
        }
        2 if call != Call::Events => {
            answer.insert(WORDS.to_owned(), Value::Null);
        }
        3 if call != Call::Events => {}
        _ => {
            answer.insert("message".to_owned(), words);
        }
    }
}

fn lengthen(code: &mut Value) {
    let long = LONG_CODES
        .into_iter()
        .find(|(short, _)| *code == *short)
        .map(|(_, long)| long);
    if let Some(long) = long {
        *code = long.into();
    }
}

pub(super) const CODE: &str = "resultCode";
const WORDS: &str = "resultDesc";
const SPELLINGS: [&str; 4] = [CODE, "returnCode", "retCode", "retcode"];

const LONG_CODES: [(&str, &str); 3] = [
    ("1001000001", "10010000001"),
    ("1001000002", "10010000002"),
    ("3000000008", "30000000008"),
];
