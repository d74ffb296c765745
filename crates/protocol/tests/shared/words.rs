//! Words that stand for one of a few things.

use frontdesk_protocol::{
    ClickToCallRequest, ControlType, DownlinkMessage, FileType, MediaAbility, MediaType,
    SendRequest, SourceType, SurveyModeResponse, SurveyQuestion, SurveyType, UploadRequest,
};

use super::read;
use crate::format::{test, written};

fn message(name: &str, word: &str) -> DownlinkMessage {
    read(&format!(r#"{{"{name}": {word}}}"#))
}

#[test]
fn a_message_without_a_control_type_is_a_chat() {
    for json in [
        "{}",
        r#"{"controlType": null}"#,
        r#"{"controlType": " "}"#,
        r#"{"controlType": {}}"#,
    ] {
        assert_eq!(
            read::<DownlinkMessage>(json).control,
            ControlType::Chat,
            "{json}"
        );
        assert_eq!(read::<SendRequest>(json).control, None, "{json}");
    }
}

#[test]
fn every_control_type_is_read_and_written() {
    for (word, control, in_tables) in [
        ("CONNECT", ControlType::Connect, "CONNECT"),
        ("CHAT", ControlType::Chat, "CHAT"),
        ("TRANS2AGENT", ControlType::TransferToAgent, "TRANS2AGENT"),
        ("TRANSFER", ControlType::TransferToAgent, "TRANS2AGENT"),
        ("INPUT", ControlType::Input, "INPUT"),
        ("DISCONNECT", ControlType::Disconnect, "DISCONNECT"),
        ("READ", ControlType::Read, "READ"),
        ("RECALL", ControlType::Recall, "RECALL"),
        (" CHAT ", ControlType::Chat, "CHAT"),
        ("WAVE", ControlType::Other("WAVE".to_owned()), "WAVE"),
    ] {
        let message = message("controlType", &format!("\"{word}\""));
        assert_eq!(message.control, control, "{word}");
        assert_eq!(
            written(&message),
            format!(r#"{{"controlType":"{in_tables}"}}"#)
        );
    }
}

#[test]
fn every_media_type_is_read_and_written() {
    for (word, media, in_tables) in [
        ("TEXT", MediaType::Text, "TEXT"),
        ("TXT", MediaType::Text, "TEXT"),
        ("IMAGE", MediaType::Image, "IMAGE"),
        ("AUDIO", MediaType::Audio, "AUDIO"),
        ("VIDEO", MediaType::Video, "VIDEO"),
        ("FILE", MediaType::File, "FILE"),
        ("FILE_IMAGE", MediaType::FileImage, "FILE_IMAGE"),
        ("FILE_VIDEO", MediaType::FileVideo, "FILE_VIDEO"),
        ("WEBCARD", MediaType::WebCard, "WEBCARD"),
        ("LOCATE", MediaType::Locate, "LOCATE"),
        ("LOCATION", MediaType::Location, "LOCATION"),
        ("EMOTICONS", MediaType::Emoticons, "EMOTICONS"),
        ("CARD", MediaType::Card, "CARD"),
        ("MULTICARD", MediaType::MultiCard, "MULTICARD"),
        ("EMAIL", MediaType::Email, "EMAIL"),
        (
            "WHATSAPPTEMPLATE",
            MediaType::WhatsAppTemplate,
            "WHATSAPPTEMPLATE",
        ),
        ("RICHTEXT", MediaType::RichText, "RICHTEXT"),
        ("SMSTEMPLATE", MediaType::SmsTemplate, "SMSTEMPLATE"),
        ("DOCUMENT", MediaType::Document, "DOCUMENT"),
        ("COBROWSESITE", MediaType::CobrowseSite, "COBROWSESITE"),
        (
            "HOLOGRAM",
            MediaType::Other("HOLOGRAM".to_owned()),
            "HOLOGRAM",
        ),
    ] {
        let message = message("mediaType", &format!("\"{word}\""));
        assert_eq!(message.media, Some(media), "{word}");
        assert_eq!(
            written(&message),
            format!(r#"{{"controlType":"CHAT","mediaType":"{in_tables}"}}"#)
        );
    }
}

#[test]
fn a_word_that_is_null_blank_or_no_word_is_absent() {
    for word in ["null", "\"\"", "\" \\n\"", "{}", "[{}]"] {
        let mut message = message("mediaType", word);
        assert_eq!(message.media, None, "{word}");
        message = read(&format!(
            r#"{{"sourceType": {word}, "mediaFileType": {word}}}"#
        ));
        assert_eq!(
            (message.source, message.media_file_type),
            (None, None),
            "{word}"
        );
    }
}

#[test]
fn who_speaks_is_one_of_four_or_kept() {
    for (word, source) in [
        ("CUSTOMER", SourceType::Customer),
        ("AGENT", SourceType::Agent),
        ("ROBOT", SourceType::Robot),
        ("SYSTEM", SourceType::System),
        ("系统", SourceType::Other("系统".to_owned())),
    ] {
        let message = message("sourceType", &format!("\"{word}\""));
        assert_eq!(message.source, Some(source), "{word}");
    }
}

#[test]
fn a_file_type_is_the_same_in_capitals_and_in_the_documents_misprint() {
    for (word, file_type) in [
        ("jpg", FileType::Jpg),
        ("JPG", FileType::Jpg),
        ("Jpg", FileType::Jpg),
        (" jPeG", FileType::Jpeg),
        ("BPM", FileType::Bmp),
        ("bmp", FileType::Bmp),
        ("bpm", FileType::Bmp),
        ("pdf", FileType::Pdf),
        ("exe", FileType::Other("exe".to_owned())),
        ("Exe", FileType::Other("Exe".to_owned())),
    ] {
        let upload: UploadRequest = read(&format!(r#"{{"fileType": "{word}"}}"#));
        assert_eq!(upload.file_type, Some(file_type.clone()), "{word}");
        let message = message("mediaFileType", &format!("\"{word}\""));
        assert_eq!(message.media_file_type, Some(file_type), "{word}");
    }
}

#[test]
fn a_word_that_is_a_number_comes_with_and_without_quotes() {
    for json in [r#"{"mediaAbility": "1"}"#, r#"{"mediaAbility": 1}"#] {
        let call: ClickToCallRequest = read(json);
        assert_eq!(call.media, Some(MediaAbility::Video), "{json}");
        assert_eq!(written(&call), r#"{"mediaAbility":"1"}"#);
    }
}

#[test]
fn a_surveys_questions_are_words_in_a_list() {
    let answer: SurveyModeResponse = read(
        r#"{"satisfactionSurvey": {"surveyType": "WEB",
            "satisfactionLevel": [{"satisfactionLevelKey": 1, "satisfactionLevelDesc": "Poor"}],
            "satisfactionQuestion": ["FCR", "NPS", "CSAT", "", null, "CES"]}}"#,
    );
    let survey = answer.survey.unwrap();
    assert_eq!(survey.kind, Some(SurveyType::Web));
    assert_eq!(survey.levels[0].key.as_deref(), Some("1"));
    assert_eq!(
        survey.questions,
        [
            SurveyQuestion::FirstContact,
            SurveyQuestion::Recommendation,
            SurveyQuestion::Satisfaction,
            SurveyQuestion::Other("CES".to_owned()),
        ]
    );
}
