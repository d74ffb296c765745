//! Forms of a downlink message.

use serde_json::{Map, Value, json};

use super::Quirk;
use super::turn::Turn;
use super::values::{each, flags_as_text, number, rename, text};

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum In {
    Poll,
    History,
    Push,
}

/// Gives a message in the tables' form the form whose turn it is: always the same for the same
/// message. Pushed, its content is as it is polled, since that may be all that tells it from
/// another; the rest may look otherwise.
pub(super) fn transform(message: &mut Value, place: In, turn: &Turn<'_>) {
    let Value::Object(fields) = message else {
        return;
    };
    let print = print(fields);
    content(fields, &turn.of_part(print));
    let salt = if place == In::Push { PUSHED } else { 0 };
    let turn = turn.of_part(print ^ salt);
    questions(fields, &turn);
    sender(fields, &turn);
    words(fields, &turn);
    if turn.shows(Quirk::TextAsNumbers) {
        each(fields, &["interIdx", "causeId", "contentType"], number);
    }
    if turn.shows(Quirk::NumbersAsText) {
        each(fields, &["timestamp", "sendTime"], text);
    }
    match turn.one_of(&[Quirk::Nulls, Quirk::Absent]) {
        Some(Quirk::Nulls) => {
            for name in NULL_IN_THE_EXAMPLES {
                fields.entry(name).or_insert(Value::Null);
            }
        }
        Some(_) => fields.retain(|_, value| !value.is_null()),
        None => {}
    }
    extras(fields, &turn);
    if place == In::History && turn.shows(Quirk::HistoryFields) {
        history(fields);
    }
    if turn.shows(Quirk::FlagsAsText) {
        flags_as_text(message);
    }
}

fn content(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    let Some(content) = fields.get("content").and_then(Value::as_str) else {
        return;
    };
    let is = |name: &str, word: &str| fields.get(name).is_some_and(|value| value == word);
    let quirky = if is("controlType", "READ") {
        let ids: Vec<&str> = content.split(',').map(str::trim).collect();
        match turn.one_of(&[Quirk::ReadArray, Quirk::ReadSpaces]) {
            Some(Quirk::ReadArray) => Some(json!(ids)),
            Some(_) => Some(format!("{} ", ids.join(", ")).into()),
            None => None,
        }
    } else if is("mediaType", "FILE") && is("sourceType", "AGENT") {
        turn.shows(Quirk::NamelessFiles)
            .then(|| nameless(content, turn))
            .flatten()
    } else {
        None
    };
    if let Some(quirky) = quirky {
        fields.insert("content".to_owned(), quirky);
    }
}

/// `name,size,objectKey,ext` with another name.
fn nameless(content: &str, turn: &Turn<'_>) -> Option<Value> {
    let mut parts = content.rsplitn(4, ',');
    let (ext, key, size, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let name = match turn.form(Quirk::NamelessFiles, 2) {
        0 => String::new(),
        _ => format!("copy, of, {name}"),
    };
    Some(format!("{name},{size},{key},{ext}").into())
}

fn questions(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    let Some(Value::Array(questions)) = fields.get("simQuestions") else {
        return;
    };
    let quirky = match turn.one_of(&[Quirk::SimilarObjects, Quirk::SimilarText]) {
        Some(Quirk::SimilarObjects) => {
            let names = ["question", "simQuestion", "title"];
            let name = names.get(turn.form(Quirk::SimilarObjects, names.len()));
            let name = name.copied().unwrap_or("question");
            let objects = questions
                .iter()
                .enumerate()
                .map(|(number, question)| json!({ "id": number, name: question }));
            objects.collect()
        }
        Some(_) => match turn.form(Quirk::SimilarText, 3) {
            0 => Value::Array(questions.clone()).to_string().into(),
            1 => lines(questions, "\n"),
            _ => lines(questions, ";"),
        },
        None => return,
    };
    fields.insert("simQuestions".to_owned(), quirky);
}

pub(super) fn lines(texts: &[Value], between: &str) -> Value {
    let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
    texts.join(between).into()
}

fn sender(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    let is_system = fields.get("sourceType").is_some_and(|who| who == "SYSTEM");
    if is_system && turn.shows(Quirk::SystemNames) {
        let names = ["System", "SYSTEM", "系统"];
        let name = names.get(turn.form(Quirk::SystemNames, names.len()));
        fields.insert("senderNickname".to_owned(), json!(name));
    }
    if turn.shows(Quirk::Avatars) {
        let avatars = [
            json!("1"),
            Value::Null,
            json!("DefaultAvatar"),
            json!(PICTURE),
        ];
        let avatar = avatars.get(turn.form(Quirk::Avatars, avatars.len()));
        fields.insert(
            "senderAvatar".to_owned(),
            avatar.cloned().unwrap_or_default(),
        );
    }
}

fn words(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    let is = |name: &str, word: &str| fields.get(name).is_some_and(|value| value == word);
    let (is_text, is_chat) = (is("mediaType", "TEXT"), is("controlType", "CHAT"));
    if is_text && turn.shows(Quirk::TxtWord) {
        fields.insert("mediaType".to_owned(), "TXT".into());
    }
    if is_chat && turn.shows(Quirk::NoControlType) {
        fields.remove("controlType");
    }
}

fn extras(fields: &mut Map<String, Value>, turn: &Turn<'_>) {
    if turn.shows(Quirk::ExtraFields) {
        let is_robot = fields.get("sourceType").is_some_and(|who| who == "ROBOT");
        let gender = is_robot.then_some("MALE");
        if gender.is_some() || turn.one_of(&[Quirk::Nulls, Quirk::Absent]) == Some(Quirk::Nulls) {
            fields.insert("robotGender".to_owned(), gender.into());
        }
    }
    if turn.shows(Quirk::QueueFlags) {
        fields.insert("queueFlag".to_owned(), false.into());
    }
}

fn history(fields: &mut Map<String, Value>) {
    let time = fields.get("timestamp").cloned();
    rename(fields, "timestamp", "sendTime");
    fields.insert("createTime".to_owned(), time.unwrap_or_default());
    fields.insert("chatId".to_owned(), Value::Null);
}

/// What a message says, as a number. Neither its time nor its code: no run of the simulator has
/// those of another, and the same seed shall give the same forms.
fn print(fields: &Map<String, Value>) -> u64 {
    [
        "sourceType",
        "controlType",
        "mediaType",
        "content",
        "interIdx",
    ]
    .into_iter()
    .filter_map(|name| fields.get(name))
    .flat_map(|value| value.to_string().into_bytes())
    .fold(0xcbf2_9ce4_8422_2325, |print, byte| {
        (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Mandatory in the tables (seed 003 §5.2, seed 002).
const NULL_IN_THE_EXAMPLES: [&str; 8] = [
    "mediaType",
    "content",
    "simQuestions",
    "senderNickname",
    "senderAvatar",
    "callId",
    "messageCode",
    "interIdx",
];

const PICTURE: &str = "https://desk.example.com/pictures/ada.png";

const PUSHED: u64 = 0x7075_7368;
