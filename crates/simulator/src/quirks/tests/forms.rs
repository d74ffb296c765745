//! Each quirk's form occurs: alone, and among all.

use serde_json::Value;

use super::clean::all;
use super::same::{TURNS, quirky};
use crate::quirks::{Quirk, Quirks};

/// A form, by the quirk that makes it, and how it is known in an answer.
type Form = (Quirk, fn(&Value) -> bool);

fn message(answer: &Value, known: fn(&Value) -> bool) -> bool {
    let lists = [&answer["downlinkMessages"], &answer["messageList"]];
    lists
        .into_iter()
        .filter_map(Value::as_array)
        .flatten()
        .any(known)
}

const FORMS: &[Form] = &[
    (Quirk::ReturnCode, |a| a["returnCode"] == "0"),
    (Quirk::CodeSpellings, |a| a["retCode"] == "0"),
    (Quirk::CodeSpellings, |a| a["retcode"] == "160021"),
    (Quirk::CodeNumbers, |a| a["resultCode"] == 0),
    (Quirk::CodeMissing, |a| {
        a["token"].is_string() && a["resultCode"].is_null()
    }),
    (Quirk::CodeMissing, |a| {
        a["fileStream"].is_string() && a["resultCode"].is_null()
    }),
    (Quirk::LongCodes, |a| a.to_string().contains("10010000001")),
    (Quirk::Descriptions, |a| a["message"] == "success."),
    (Quirk::Descriptions, |a| a["resultDesc"] == ""),
    (Quirk::QuotedToken, |a| a["token"] == "\"eyJhIjoxfQ%3D%3D\""),
    (Quirk::Nulls, |a| {
        message(a, |m| m.get("messageCode").is_some_and(Value::is_null))
    }),
    (Quirk::Absent, |a| {
        message(a, |m| m.get("messageCode").is_none())
    }),
    (Quirk::ExtraFields, |a| {
        message(a, |m| m["robotGender"] == "MALE")
    }),
    (Quirk::QueueFlags, |a| {
        message(a, |m| m.get("queueFlag").is_some())
    }),
    (Quirk::QueueFlags, |a| a["traceId"].is_object()),
    (Quirk::NumbersAsText, |a| {
        message(a, |m| m["timestamp"].is_string())
    }),
    (Quirk::NumbersAsText, |a| a["position"] == "2"),
    (Quirk::TextAsNumbers, |a| a["Expires"] == 600),
    (Quirk::TextAsNumbers, |a| message(a, |m| m["interIdx"] == 2)),
    (Quirk::TextAsNumbers, |a| a["content"]["causeId"] == 164_003),
    (Quirk::FlagsAsText, |a| a["webRTCSupported"] == "true"),
    (Quirk::FlagsAsText, |a| {
        message(a, |m| m["isOfflineStatus"] == "true")
    }),
    (Quirk::NoControlType, |a| {
        message(a, |m| m.get("controlType").is_none())
    }),
    (Quirk::TxtWord, |a| message(a, |m| m["mediaType"] == "TXT")),
    (Quirk::QuestionWord, |a| {
        !a["question"].is_null() && a["phrases"].is_null()
    }),
    (Quirk::PhrasesText, |a| a["phrases"].is_string()),
    (Quirk::SimilarObjects, |a| {
        message(a, |m| m["simQuestions"][0].is_object())
    }),
    (Quirk::SimilarText, |a| {
        message(a, |m| {
            m["simQuestions"]
                .as_str()
                .is_some_and(|t| t.starts_with('['))
        })
    }),
    (Quirk::SimilarText, |a| {
        message(a, |m| {
            m["simQuestions"].as_str().is_some_and(|t| t.contains(';'))
        })
    }),
    (Quirk::ReadArray, |a| {
        message(a, |m| m["content"].is_array())
    }),
    (Quirk::ReadSpaces, |a| {
        message(a, |m| m["content"] == "m1, m2 ")
    }),
    (Quirk::SystemNames, |a| {
        message(a, |m| m["senderNickname"] == "系统")
    }),
    (Quirk::SystemNames, |a| {
        message(a, |m| m["senderNickname"] == "SYSTEM")
    }),
    (Quirk::Avatars, |a| {
        message(a, |m| {
            m["senderAvatar"]
                .as_str()
                .is_some_and(|t| t.starts_with("https:"))
        })
    }),
    (Quirk::Auth200, |a| a["resultDesc"] == "illegal token"),
    (Quirk::NoList, |a| {
        a.get("downlinkMessages").is_some_and(Value::is_null)
    }),
    (Quirk::NoList, |a| {
        a["resultDesc"] == "success." && a.as_object().is_some_and(|a| a.len() == 2)
    }),
    (Quirk::Base64Lines, |a| {
        a["fileStream"].as_str().is_some_and(|t| t.contains("\r\n"))
    }),
    (Quirk::CallHosts, |a| {
        a["content"]["gwAddresses"][0] == "a.example.com:8443"
    }),
    (Quirk::EventNumbers, |a| a["eventId"] == 168_101),
    (Quirk::CallWords, |a| {
        a["content"]["domain"].is_string() && a["eventId"].is_null()
    }),
    (Quirk::NamelessFiles, |a| {
        message(a, |m| m["content"] == ",120,local-1,pdf")
    }),
    (Quirk::NamelessFiles, |a| {
        message(a, |m| m["content"] == "copy, of, list.pdf,120,local-1,pdf")
    }),
    (Quirk::HistoryFields, |a| {
        message(a, |m| {
            m.get("sendTime").is_some() && m.get("timestamp").is_none()
        })
    }),
];

/// What needs more than an answer's body, or is not made by this layer.
const ELSEWHERE: [Quirk; 5] = [
    Quirk::Http500,
    Quirk::FileUrl,
    Quirk::NoSurvey,
    Quirk::TypingDown,
    Quirk::RecallDown,
];

fn occurs(quirks: &Quirks, known: fn(&Value) -> bool) -> bool {
    let answers = all();
    let mut turns = (0..TURNS).flat_map(|turn| answers.iter().map(move |clean| (clean, turn)));
    turns.any(|(clean, turn)| known(&quirky(clean, quirks, turn).1))
}

#[test]
fn every_quirk_alone_makes_its_form_and_no_other_quirk_does() {
    for (quirk, known) in FORMS {
        assert!(occurs(&Quirks::only(*quirk), *known), "{quirk:?}");
        let is_clean = *quirk == Quirk::Absent || *quirk == Quirk::NoList;
        assert!(
            is_clean || !occurs(&Quirks::none(), *known),
            "{quirk:?} in the tables' form"
        );
    }
}

#[test]
fn among_all_quirks_every_form_occurs_and_the_tables_own_too() {
    for (number, (quirk, known)) in FORMS.iter().enumerate() {
        assert!(occurs(&Quirks::all(), *known), "{quirk:?}, form {number}");
    }
    assert!(occurs(&Quirks::all(), |a| a["resultCode"] == "0"));
    assert!(occurs(&Quirks::all(), |a| a["token"] == "eyJhIjoxfQ%3D%3D"));
    assert!(occurs(&Quirks::all(), |a| a["phrases"].is_array()));
    assert!(occurs(&Quirks::all(), |a| a["eventId"] == "168101"));
}

#[test]
fn every_quirk_has_a_form_that_is_known() {
    for quirk in Quirk::ALL {
        let is_known = FORMS.iter().any(|(known, _)| known == quirk);
        assert!(is_known != ELSEWHERE.contains(quirk), "{quirk:?}");
    }
}

#[test]
fn a_business_failure_is_http_500_and_a_success_is_not() {
    for clean in all().iter().filter(|clean| clean.status == 200) {
        let (status, _) = quirky(clean, &Quirks::only(Quirk::Http500), 0);
        let code = clean.answer["resultCode"].as_str().unwrap_or("0");
        let fails = !["0", "1001000001"].contains(&code);
        assert_eq!(status == 500, fails, "{}: {}", clean.path, clean.answer);
    }
}
