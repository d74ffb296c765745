//! The first inputs, made of the protocol's fixtures and of the names of its fields.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Map, Value};

use super::dictionary::Vocabulary;

/// Writes the first inputs of a target into its folder, which holds nothing else afterwards.
///
/// # Errors
///
/// When the fixtures cannot be read or the inputs not be written.
pub(super) fn write(
    fixtures: &Path,
    target: &str,
    vocabulary: &Vocabulary,
    folder: &Path,
) -> Result<()> {
    for old in fs::read_dir(folder)? {
        fs::remove_file(old?.path())?;
    }
    let mut inputs = Vec::new();
    for entry in fs::read_dir(fixtures)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            inputs.extend(of_fixture(target, &fs::read_to_string(path)?));
        }
    }
    match target {
        "content" => inputs.extend(COMPOSED.map(str::to_owned)),
        "poll" | "push" => inputs.extend(one_field_each(vocabulary)),
        _ => {}
    }
    for (number, input) in inputs.iter().enumerate() {
        fs::write(folder.join(number.to_string()), input)?;
    }
    Ok(())
}

/// What a target makes of a fixture. A target that is not named here takes it as it is.
fn of_fixture(target: &str, fixture: &str) -> Vec<String> {
    match target {
        "poll" => body_and_lines(fixture, "downlinkMessages"),
        "push" => body_and_lines(&fixture.replace("downlinkMessages", "messages"), "messages"),
        "authorization" => vec![format!("{SIGNED}{fixture}")],
        "content" => {
            let mut contents = Vec::new();
            if let Ok(json) = serde_json::from_str(fixture) {
                gather_contents(&json, &mut contents);
            }
            contents
        }
        _ => vec![fixture.to_owned()],
    }
}

fn body_and_lines(body: &str, list: &str) -> Vec<String> {
    let lines = as_lines(body, list);
    lines.into_iter().chain([body.to_owned()]).collect()
}

/// A message of one line for every name of a field, so that each is met from the start.
fn one_field_each(vocabulary: &Vocabulary) -> Vec<String> {
    let names = vocabulary.names();
    names.map(|name| format!("\n\n{name}=a")).collect()
}

/// A body in the lines that the targets read: its own members, then each message's. What is itself
/// a message is the only one.
fn as_lines(body: &str, list: &str) -> Option<String> {
    let mut body: Map<String, Value> = serde_json::from_str(body).ok()?;
    if body.contains_key("controlType") {
        return Some(format!("\n\n{}", lines(&body)));
    }
    let messages = body.remove(list);
    let mut text = lines(&body);
    if let Some(Value::Array(messages)) = messages {
        for message in messages.iter().filter_map(Value::as_object) {
            text.push_str("\n\n");
            text.push_str(&lines(message));
        }
    }
    Some(text)
}

fn lines(object: &Map<String, Value>) -> String {
    let lines: Vec<String> = object
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    lines.join("\n")
}

/// Media type and content of every message, also of one that stands as JSON in a string.
fn gather_contents(json: &Value, contents: &mut Vec<String>) {
    match json {
        Value::String(text) => {
            if let Ok(json @ Value::Object(_)) = serde_json::from_str(text) {
                gather_contents(&json, contents);
            }
        }
        Value::Array(list) => list.iter().for_each(|json| gather_contents(json, contents)),
        Value::Object(object) => {
            if let Some(Value::String(content)) = object.get("content") {
                let media = object.get("mediaType").and_then(Value::as_str);
                contents.push(format!("{}\n{content}", media.unwrap_or_default()));
            }
            object
                .values()
                .for_each(|json| gather_contents(json, contents));
        }
        _ => {}
    }
}

/// A request in the form that the target reads, up to its body.
const SIGNED: &str = "POST /webhooks/v1/messages?a=%20b\n\
    auth-v2/testAK/2021-07-10T06:27:33Z/host/\
    d76aea4e258721e4a6b38f799ddd2ce4f527d2928a5846e0d6014a1d94a4e7d4\n\
    2021-07-10T06:27:33.913Z\n\
    testAK\n\
    Host: chat.example.com\n\
    content-type: application/json;charset=UTF-8\n\n";

/// Parts of a file and of a place, a line each.
const COMPOSED: [&str; 2] = [
    "FILE\nname, with a comma.pdf\n7d9fbcdd-e306\npdf",
    "LOCATE\n31.23\n-121.47\nfloor 2/3",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_found_at_any_depth_and_inside_strings() {
        let fixture = r#"{"downlinkMessages": [{"content": "a", "mediaType": "TEXT"}],
            "data": "{\"content\": \"b,1,k,txt\", \"mediaType\": \"FILE\"}", "content": null}"#;
        let mut contents = of_fixture("content", fixture);
        contents.sort_unstable();
        assert_eq!(contents, ["FILE\nb,1,k,txt", "TEXT\na"]);
    }

    #[test]
    fn a_body_is_also_written_in_lines_and_a_poll_is_also_a_push() {
        let fixture = r#"{"resultCode": "0", "downlinkMessages": [{"content": "a"}, {"to": 1}]}"#;
        let inputs = of_fixture("push", fixture);
        let lines = "resultCode=\"0\"\n\ncontent=\"a\"\n\nto=1";
        assert_eq!(
            inputs,
            [lines, &fixture.replace("downlinkMessages", "messages")]
        );
        let uplink = of_fixture("poll", r#"{"controlType": "CHAT"}"#);
        assert_eq!(uplink.first().unwrap(), "\n\ncontrolType=\"CHAT\"");
    }
}
