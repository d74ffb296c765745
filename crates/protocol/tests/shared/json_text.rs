//! JSON inside strings, or where a string should be: contents, an agent's data, questions, read
//! receipts.

use frontdesk_protocol::agent_gateway::{AgentData, SendMessageRequest};
use frontdesk_protocol::{DownlinkMessage, MediaType, PhrasesResponse, Questions};

use super::read;
use crate::format::{parse_json, test};

#[test]
fn a_list_of_texts_is_a_comma_list_as_content_alone() {
    for (json, content) in [(r#"["a", 2]"#, Some("a,2")), ("[]", Some(""))] {
        let json = format!(r#"{{"content": {json}, "senderNickname": {json}}}"#);
        let message: DownlinkMessage = read(&json);
        assert_eq!(message.content.as_deref(), content, "{json}");
        assert_eq!(message.nickname, None, "{json}");
    }
}

#[test]
fn a_content_that_should_be_json_in_a_string_and_is_json_is_kept_as_its_text() {
    for (json, content) in [
        (r#"["a", {}]"#, r#"["a",{}]"#),
        ("[[ ]]", "[[]]"),
        (r#"["a", null]"#, r#"["a",null]"#),
        ("{}", "{}"),
        (
            r#"{"title": "a \"b\" \\ \n\u0007 é面", "n": [1, -2.5, 0.1, true, null], "o": {"": ""}}"#,
            r#"{"title":"a \"b\" \\ \u000a\u0007 é面","n":[1,-2.5,0.1,true,null],"o":{"":""}}"#,
        ),
    ] {
        let message: DownlinkMessage = read(&format!(r#"{{"content": {json}}}"#));
        assert_eq!(message.content.as_deref(), Some(content), "{json}");
    }
    let card = r#"{"title": "a", "redirectUrl": "https://a.example"}"#;
    let bare: DownlinkMessage = read(&format!(r#"{{"mediaType": "WEBCARD", "content": {card}}}"#));
    let inside = DownlinkMessage {
        content: Some(card.to_owned()),
        ..bare.clone()
    };
    assert_eq!(bare.content(&parse_json), inside.content(&parse_json));
}

#[test]
fn an_agents_data_is_an_object_json_in_a_string_or_the_words_themselves() {
    for (json, content) in [
        (
            r#"{"data": "{\"controlType\":\"CHAT\",\"mediaType\":\"TXT\",\"content\":\"a\"}"}"#,
            Some("a"),
        ),
        (
            r#"{"data": {"content": "a", "mediaType": "TEXT"}}"#,
            Some("a"),
        ),
        (r#"{"data": "Hello"}"#, None),
        (r#"{"data": "\"Hello\""}"#, None),
        (r#"{"data": "[{\"content\": \"a\"}]"}"#, None),
        (r#"{"data": "{\"content\": "}"#, None),
        (r#"{"data": 7}"#, None),
        (r#"{"data": null}"#, None),
        ("{}", None),
    ] {
        let request: SendMessageRequest = read(json);
        let message = request.message(&parse_json);
        let read = message
            .as_ref()
            .and_then(|message| message.content.as_deref());
        assert_eq!(read, content, "{json}");
        if content.is_some() {
            assert_eq!(message.unwrap().media, Some(MediaType::Text), "{json}");
        }
    }
    let words: SendMessageRequest = read(r#"{"data": "Hello", "content": "Hello"}"#);
    assert_eq!(words.data, Some(AgentData::Text("Hello".to_owned())));
}

#[test]
fn similar_questions_are_read_in_every_form() {
    let two = vec!["How much?", "When?"];
    for (json, questions) in [
        ("null", vec![]),
        ("\"\"", vec![]),
        ("\" \\n \"", vec![]),
        ("7", vec![]),
        ("true", vec![]),
        ("[]", vec![]),
        ("[null, \"\", {}]", vec![]),
        ("\"How much?\"", vec!["How much?"]),
        (r#"["How much?", " When? "]"#, two.clone()),
        (
            r#"[{"question": "How much?"}, {"question": "When?"}]"#,
            two.clone(),
        ),
        (
            r#"[{"simQuestion": "How much?"}, {"id": 1, "anything": "When?"}]"#,
            two.clone(),
        ),
        (
            r#"[{"id": "1", "text": "How much?"}, "When?"]"#,
            two.clone(),
        ),
        (
            r#"[{"standardQuestion": "How much?", "name": "n"}, {"similarQuestion": "When?"}]"#,
            two.clone(),
        ),
        (
            r#"[{"question": " ", "title": "How much?"}, {"id": "q-1", "asked": " When? ", "k": "z"}]"#,
            two.clone(),
        ),
        (r#"{"question": "How much?"}"#, vec!["How much?"]),
        (r#""[\"How much?\", \"When?\"]""#, two.clone()),
        (
            r#"" [{\"question\": \"How much?\"}, {\"title\": \"When?\"}]""#,
            two.clone(),
        ),
        (r#""{\"question\": \"How much?\"}""#, vec!["How much?"]),
        (r#""[]""#, vec![]),
        (r#""How much?\nWhen?""#, two.clone()),
        (r#""How much?\r\n\r\nWhen?\n""#, two.clone()),
        (r#""How much?; When?;""#, two.clone()),
        (r#""How much?；When?""#, two.clone()),
        (r#""[How much?] When?""#, vec!["[How much?] When?"]),
        (r#""{How much?""#, vec!["{How much?"]),
        (r#""7""#, vec!["7"]),
    ] {
        let message: DownlinkMessage = read(&format!(r#"{{"simQuestions": {json}}}"#));
        assert_eq!(message.questions.all(&parse_json), questions, "{json}");
        for name in ["phrases", "question"] {
            let phrases: PhrasesResponse = read(&format!(r#"{{"{name}": {json}}}"#));
            assert_eq!(
                phrases.phrases.all(&parse_json),
                questions,
                "{name}: {json}"
            );
        }
    }
    assert_eq!(read::<DownlinkMessage>("{}").questions, Questions::None);
}

#[test]
fn a_read_receipt_is_a_list_json_in_a_string_or_a_comma_list() {
    for (json, ids) in [
        (r#"["a", "b"]"#, vec!["a", "b"]),
        (r#"["a ", " b", ""]"#, vec!["a", "b"]),
        (r#"["a", null, {}, {"id": "c"}, 2]"#, vec!["a", "2"]),
        ("[1, 2]", vec!["1", "2"]),
        ("[]", vec![]),
        (
            r#""messageId1,messageId2 ""#,
            vec!["messageId1", "messageId2"],
        ),
        (r#"" a , ,b,""#, vec!["a", "b"]),
        (r#""[\"a\", \" b \", \"\", null, {}]""#, vec!["a", "b"]),
        (r#"" [1, 2] ""#, vec!["1", "2"]),
        (r#""[]""#, vec![]),
        (r#""one""#, vec!["one"]),
        ("7", vec!["7"]),
        ("\"\"", vec![]),
        ("null", vec![]),
        ("{}", vec![]),
    ] {
        let message: DownlinkMessage =
            read(&format!(r#"{{"controlType": "READ", "content": {json}}}"#));
        assert_eq!(message.read_ids(&parse_json), ids, "{json}");
    }
}
