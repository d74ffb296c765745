//! A value as JSON again.

use crate::lenient::Value;

/// A value as compact JSON.
pub(super) fn json(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Text(string) => quote(string, text),
        Value::List(list) => {
            text.push('[');
            for (at, value) in list.iter().enumerate() {
                separate(at, text);
                write(value, text);
            }
            text.push(']');
        }
        Value::Object(entries) => {
            text.push('{');
            for (at, (name, value)) in entries.iter().enumerate() {
                separate(at, text);
                quote(name, text);
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        other => text.push_str(other.text().as_deref().unwrap_or("null")),
    }
}

fn separate(at: usize, text: &mut String) {
    if at > 0 {
        text.push(',');
    }
}

fn quote(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' | '\\' => {
                text.push('\\');
                text.push(character);
            }
            '\0'..='\x1f' => {
                text.push_str(if character < '\x10' {
                    "\\u000"
                } else {
                    "\\u001"
                });
                text.extend(char::from_digit(u32::from(character) & 15, 16));
            }
            _ => text.push(character),
        }
    }
    text.push('"');
}
