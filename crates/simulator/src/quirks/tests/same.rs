//! The protocol reads the same in every form, but for what a quirk says otherwise.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use frontdesk_protocol::{
    Answer, ApplyTokenResponse, CallEvent, CallEvents, DownloadResponse, Endpoint, PhrasesResponse,
    PollResponse,
};
use serde_json::Value;

use super::clean::{Clean, all};
use crate::quirks::call::Call;
use crate::quirks::turn::Turn;
use crate::quirks::{Quirk, Quirks, answers, pushed};

/// Turns that are looked at: far more than any quirk has forms.
pub(super) const TURNS: u64 = 24;

/// Each turn under a seed of its own.
pub(super) fn quirky(clean: &Clean, quirks: &Quirks, turn: u64) -> (StatusCode, Value) {
    under(turn, clean, quirks, turn)
}

fn under(seed: u64, clean: &Clean, quirks: &Quirks, turn: u64) -> (StatusCode, Value) {
    let mut answer = clean.answer.clone();
    let status = StatusCode::from_u16(clean.status).unwrap();
    let turn = Turn::new(quirks, seed, turn);
    let status = answers::transform(Call::of(clean.path), status, &mut answer, &turn);
    (status, answer)
}

/// Those that say something else by their nature.
const SAY_OTHERWISE: [Quirk; 16] = [
    Quirk::CodeMissing,
    Quirk::LongCodes,
    Quirk::Descriptions,
    Quirk::QuotedToken,
    Quirk::ExtraFields,
    Quirk::QueueFlags,
    Quirk::SimilarText,
    Quirk::ReadSpaces,
    Quirk::SystemNames,
    Quirk::Avatars,
    Quirk::Auth200,
    Quirk::Base64Lines,
    Quirk::CallHosts,
    Quirk::CallWords,
    Quirk::NamelessFiles,
    Quirk::PhrasesText,
];

#[test]
fn every_other_quirk_of_every_answer_reads_as_the_tables_form_does() {
    for quirk in Quirk::ALL
        .iter()
        .filter(|quirk| !SAY_OTHERWISE.contains(quirk))
    {
        for clean in &all() {
            let expected = (clean.read)(clean.answer.clone());
            for turn in 0..TURNS / 4 {
                let (_, answer) = quirky(clean, &Quirks::only(*quirk), turn);
                let read = (clean.read)(answer.clone());
                assert_eq!(read, expected, "{quirk:?} on {}: {answer}", clean.path);
            }
        }
    }
}

fn polled(quirk: Quirk) -> impl Iterator<Item = (PollResponse, PollResponse)> {
    (0..2).flat_map(move |turn| {
        let polls = all().into_iter().filter(|clean| clean.path == "/poll");
        polls.map(move |clean| {
            let (_, answer) = quirky(&clean, &Quirks::only(quirk), turn);
            let read = |answer| serde_json::from_value(answer).unwrap();
            (read(answer), read(clean.answer))
        })
    })
}

#[test]
fn what_is_said_otherwise_means_the_same() {
    let json = |text: &str| serde_json::from_str(text).ok();
    for quirk in [
        Quirk::SimilarText,
        Quirk::SimilarObjects,
        Quirk::ReadSpaces,
        Quirk::ReadArray,
    ] {
        for (quirky, clean) in polled(quirk) {
            assert_eq!(quirky.messages.len(), clean.messages.len());
            for (quirky, clean) in quirky.messages.iter().zip(&clean.messages) {
                assert_eq!(quirky.questions.all(&json), clean.questions.all(&json));
                assert_eq!(quirky.read_ids(&json), clean.read_ids(&json));
            }
        }
    }
    for (quirky, clean) in polled(Quirk::ExtraFields).chain(polled(Quirk::QueueFlags)) {
        for (mut quirky, clean) in quirky.messages.into_iter().zip(clean.messages) {
            (quirky.robot_gender, quirky.queue_flag) = (None, None);
            assert_eq!(quirky, clean);
        }
    }
}

fn only(quirk: Quirk, path: &str) -> (Value, Value) {
    let clean = all().into_iter().find(|clean| clean.path == path).unwrap();
    (quirky(&clean, &Quirks::only(quirk), 0).1, clean.answer)
}

#[test]
fn phrases_and_files_are_the_same_once_they_are_taken_apart() {
    let json = |text: &str| serde_json::from_str(text).ok();
    let phrases = |answer| {
        serde_json::from_value::<PhrasesResponse>(answer)
            .unwrap()
            .phrases
    };
    let (quirky, clean) = only(Quirk::PhrasesText, "/queryPhraseByKeyword");
    assert_eq!(phrases(quirky).all(&json), phrases(clean).all(&json));

    let file = |answer| {
        serde_json::from_value::<DownloadResponse>(answer)
            .unwrap()
            .base64()
    };
    let (quirky, clean) = only(Quirk::Base64Lines, "/downloadFileStream");
    assert_eq!(file(quirky), file(clean));
}

#[test]
fn a_token_is_the_same_in_quotes_and_an_answer_without_a_code_a_success() {
    for quirk in [Quirk::QuotedToken, Quirk::CodeMissing] {
        let (quirky, clean) = only(quirk, "/applyToken");
        assert_ne!(quirky, clean);
        let read = |answer| serde_json::from_value::<ApplyTokenResponse>(answer).unwrap();
        assert_eq!(read(quirky.clone()).bare_token(), read(clean).bare_token());
        assert!(read(quirky).is_success());
    }
}

#[test]
fn a_call_in_words_is_in_the_same_state() {
    for clean in all().iter().filter(|clean| clean.path == CallEvents::PATH) {
        let (_, answer) = quirky(clean, &Quirks::only(Quirk::CallWords), 0);
        let read = |answer| serde_json::from_value::<CallEvent>(answer).unwrap().state();
        assert_eq!(read(answer), read(clean.answer.clone()));
    }
}

#[test]
fn a_message_has_one_form_however_often_it_comes() {
    let polled = |seed, turn| under(seed, &polled_messages(), &Quirks::all(), turn).1;
    for turn in 2..8 {
        let (first, again) = (polled(1, 1), polled(1, turn));
        assert_eq!(again["downlinkMessages"], first["downlinkMessages"]);
    }
    let of_seeds: BTreeSet<String> = (0..8)
        .map(|seed| polled(seed, 1)["downlinkMessages"].to_string())
        .collect();
    assert!(of_seeds.len() > 4, "{of_seeds:#?}");
}

fn polled_messages() -> Clean {
    let mut answers = all().into_iter();
    let has_messages = |clean: &Clean| clean.answer["downlinkMessages"][0].is_object();
    answers.find(has_messages).unwrap()
}

#[test]
fn the_form_of_a_message_does_not_hang_on_its_time_or_code() {
    let first = polled_messages();
    let mut later = polled_messages();
    for message in later.answer["downlinkMessages"].as_array_mut().unwrap() {
        message["timestamp"] = 1_799_999_999_999_i64.into();
        if message["messageCode"].is_string() {
            message["messageCode"] = "another".into();
        }
    }
    for seed in 0..TURNS {
        let names = |clean: &Clean| -> Vec<Vec<String>> {
            let (_, answer) = under(seed, clean, &Quirks::all(), 1);
            let messages = answer["downlinkMessages"].as_array().unwrap().iter();
            let fields = messages.map(|message| message.as_object().unwrap().keys());
            fields.map(|names| names.cloned().collect()).collect()
        };
        assert_eq!(names(&first), names(&later));
    }
}

#[test]
fn content_has_the_same_form_pushed_and_polled() {
    let quirks = Quirks::parse("read-array,read-spaces,nameless-files,system-names").unwrap();
    let mut forms = BTreeSet::new();
    for seed in 0..TURNS {
        for clean in all() {
            let (_, polled) = under(seed, &clean, &quirks, 3);
            let messages = |answer: &Value| {
                let list = answer["downlinkMessages"].as_array();
                list.cloned().unwrap_or_default()
            };
            for (polled, clean) in messages(&polled).iter().zip(messages(&clean.answer)) {
                let pushed = pushed(clean.clone(), &quirks, seed);
                assert_eq!(pushed["content"], polled["content"]);
                if pushed["content"] != clean["content"] {
                    forms.insert(pushed["content"].to_string());
                }
            }
        }
    }
    assert!(forms.len() >= 4, "{forms:?}");
}
