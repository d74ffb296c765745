//! Keys of messages, read receipts, questions and files.

use frontdesk_protocol::*;
use proptest::prelude::*;

use super::samples::{Sample, text, word};

fn parse_json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// What tells one message from another; nothing where there is neither code nor time.
fn parts(message: &DownlinkMessage) -> Option<Vec<Option<String>>> {
    let text = |word: &str| Some(word.to_owned());
    let control = text(message.control.as_str());
    let media = match (&message.media, &message.control) {
        (None, ControlType::Chat) => text("TEXT"),
        (media, _) => media.as_ref().and_then(|media| text(media.as_str())),
    };
    let content = match message.control {
        ControlType::Read => format!("{:?}", message.read_ids(&parse_json)),
        _ => message.content.clone().unwrap_or_default(),
    };
    let code = message.message_code.as_deref().unwrap_or_default().trim();
    if !code.is_empty() {
        return Some(vec![text(code), control, media, Some(content)]);
    }
    let source = message.source.as_ref();
    Some(vec![
        message.from.clone(),
        message.to.clone(),
        source.and_then(|source| text(source.as_str())),
        control,
        media,
        Some(message.timestamp?.to_string()),
        Some(content),
    ])
}

/// Messages that are often alike.
fn alike() -> impl Strategy<Value = DownlinkMessage> {
    let short = || prop::option::of("[1:a -]{0,2}");
    let ids = "(1|,|a| |,1|\\[1\\]|\\[\"1\"\\]|\\[\"a\", ?\"1\"\\]|a,1|1:a)";
    (
        short(),
        short(),
        prop::option::of(ids),
        prop::option::of(-1..2_i64),
        short(),
        short(),
        prop::sample::select(vec!["CHAT", "READ", "DISCONNECT"]),
    )
        .prop_map(
            |(from, to, content, timestamp, message_code, media, control)| DownlinkMessage {
                control: control.into(),
                from,
                to,
                content,
                timestamp,
                message_code,
                media: media
                    .filter(|media| !media.trim().is_empty())
                    .map(|media| media.as_str().into()),
                ..DownlinkMessage::default()
            },
        )
}

proptest! {
    #[test]
    fn two_messages_have_one_key_exactly_when_they_are_the_same(one in alike(), two in alike()) {
        prop_assert_eq!(one.key().is_some(), parts(&one).is_some());
        prop_assert_eq!(one.key() == two.key(), parts(&one) == parts(&two));
    }

    #[test]
    fn no_part_of_a_message_can_pass_for_another(text in "[0-9:-]{1,8}", one in 0..8_usize, two in 0..8_usize) {
        let split = |at: usize| {
            let (from, to) = text.split_at(at.min(text.len()));
            let message = DownlinkMessage {
                from: Some(from.to_owned()),
                to: Some(to.to_owned()),
                timestamp: Some(0),
                ..DownlinkMessage::default()
            };
            message.key().unwrap()
        };
        let same = one.min(text.len()) == two.min(text.len());
        prop_assert_eq!(split(one) == split(two), same);
    }

    #[test]
    fn a_message_keeps_its_key_on_its_way(message in DownlinkMessage::sample()) {
        let written = serde_json::to_string(&message).unwrap();
        let read: DownlinkMessage = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(read.key(), message.key());
    }

    #[test]
    fn a_read_receipt_names_the_same_messages_in_every_form(
        ids in prop::collection::vec("[A-Za-z0-9_-][^,\"\\[\\]]{0,30}[A-Za-z0-9_-]", 0..6),
        spaces in "[ \n]{0,2}",
    ) {
        let lists = [
            serde_json::json!({"content": ids}),
            serde_json::json!({"content": ids.join(",")}),
            serde_json::json!({"content": format!("{spaces}{}{spaces}", ids.join(&format!("{spaces},{spaces}")))}),
            serde_json::json!({"content": format!("{spaces}{}", serde_json::to_string(&ids).unwrap())}),
        ];
        for list in lists {
            let message: DownlinkMessage = serde_json::from_value(list.clone()).unwrap();
            prop_assert_eq!(&message.read_ids(&parse_json), &ids, "{}", list);
        }
    }

    #[test]
    fn questions_are_the_same_in_every_form(
        questions in prop::collection::vec("[A-Za-z面][^;；\n\"]{0,20}[?？]", 1..6),
    ) {
        let named: Vec<_> = questions.iter().map(|text| serde_json::json!({"question": text})).collect();
        let forms = [
            serde_json::json!(questions),
            serde_json::json!(named),
            serde_json::json!(serde_json::to_string(&questions).unwrap()),
            serde_json::json!(serde_json::to_string(&named).unwrap()),
            serde_json::json!(questions.join("\n")),
            serde_json::json!(questions.join(" ; ")),
            serde_json::json!(questions.join("；")),
        ];
        for form in forms {
            let message = serde_json::json!({"simQuestions": form});
            let message: DownlinkMessage = serde_json::from_value(message).unwrap();
            prop_assert_eq!(&message.questions.all(&parse_json), &questions, "{}", form);
        }
    }

    #[test]
    fn a_file_is_asked_for_by_where_it_lies(id in text(), kind in prop::option::of("[01]"), ext in word()) {
        let message = DownlinkMessage { content_type: kind.clone(), ..DownlinkMessage::default() };
        let request = DownloadRequest::of_agent(&message, &id, Some(&ext));
        let local = kind.as_deref() == Some("1");
        prop_assert_eq!(request.is_of_library(), !local);
        let file_id = if local { request.local_id() } else { request.file_id.as_deref() };
        prop_assert_eq!(file_id, Some(id.as_str()));
        prop_assert_eq!(request.file_type, Some(FileType::from(ext.as_str())));
    }

    #[test]
    fn a_stream_loses_its_line_breaks_and_nothing_else(stream in "[A-Za-z0-9+/=]{0,80}", at in 0..80_usize) {
        let (before, after) = stream.split_at(at.min(stream.len()));
        let broken = DownloadResponse {
            stream: Some(format!(" {before}\r\n\t{after}\n")),
            ..DownloadResponse::default()
        };
        prop_assert_eq!(broken.base64(), Some(stream));
    }

    #[test]
    fn text_without_a_bracket_is_never_html(text in "[^<]{0,60}") {
        prop_assert!(!looks_like_html(&text));
        let bold = format!("{text}<b>{text}</b>");
        prop_assert!(looks_like_html(&bold));
        let broken = format!("{text}<br>");
        prop_assert!(looks_like_html(&broken));
    }
}
