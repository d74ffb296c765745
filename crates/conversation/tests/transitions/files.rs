//! Files on their way up.

use crate::support::*;

fn file(name: &str, size: u64) -> Input {
    Input::Attached {
        file: FileRef {
            handle: 7,
            name: name.to_owned(),
            size,
            file_type: FileType::of_name(name).unwrap(),
        },
        at: 1,
    }
}

fn stored(key: &str) -> Reply {
    Reply::Uploaded(UploadResponse {
        object_key: Some(key.to_owned()),
        code: Some(ResultCode::Success),
        description: None,
    })
}

#[test]
fn a_file_goes_up_and_then_the_message_that_carries_it() {
    for (name, media, content) in [
        ("a,b.pdf", "FILE", "a b.pdf,10,key,pdf"),
        ("a.png", "FILE_IMAGE", "key,png"),
        ("a.mp4", "FILE_VIDEO", "key,mp4"),
    ] {
        let mut shell = Shell::connected();
        shell.say(file(name, 10));
        assert_eq!(shell.delivery_of(name), Delivery::Uploading(0));
        let (id, _) = shell.take(is_upload);
        shell.say(Input::Progress(id, 40));
        assert_eq!(shell.delivery_of(name), Delivery::Uploading(40));
        shell.say(Input::Answered(id, stored("key")));
        assert_eq!(shell.released, [7]);
        let request = shell.answer_send(&CHAT, "0");
        assert_eq!(request.media.unwrap().as_str(), media);
        assert_eq!(request.content.as_deref(), Some(content));
        assert_eq!(shell.delivery_of(name), Delivery::Sent);
    }
}

#[test]
fn a_file_holds_no_text_back() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 10));
    shell.submit("hello");
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("hello"), Delivery::Sent);
}

#[test]
fn an_upload_whose_answer_is_lost_is_repeated_under_the_same_key() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 10));
    let first = shell.fail(is_upload, Failure::Lost);
    shell.fire(Timer::Upload);
    assert_eq!(first, shell.answer(is_upload, stored("key")));
}

#[test]
fn a_file_that_is_too_large_does_not_leave() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 3 * 1024 * 1024));
    let too_large = Delivery::Failed(NotSent::TooLarge);
    assert_eq!(shell.delivery_of("a.pdf"), too_large);
    assert_eq!(shell.released, [7]);
    assert!(!shell.has(is_upload));
    shell.say(file("b.pdf", 10));
    shell.fail(is_upload, refused(413, "too-large"));
    assert_eq!(shell.delivery_of("b.pdf"), too_large);
}

#[test]
fn a_file_that_is_cancelled_goes_with_its_line() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 10));
    let line = shell.key_of("a.pdf");
    shell.say(Input::UploadCancelled { line });
    assert!(!shell.has(is_upload) && shell.visit.lines().is_empty());
    assert_eq!(shell.released, [7]);
}

#[test]
fn a_file_whose_upload_was_refused_can_be_sent_again_and_in_vain_for_eight_minutes_no_more() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 10));
    shell.fail(is_upload, Failure::Lost);
    shell.wait(8 * 60);
    shell.fire(Timer::Upload);
    let failed = Delivery::Failed(NotSent::Unreachable);
    assert_eq!(shell.delivery_of("a.pdf"), failed);
    assert!(shell.released.is_empty());
    let line = shell.key_of("a.pdf");
    shell.say(Input::SentAgain { line, at: 2 });
    shell.answer(is_upload, stored("key"));
    shell.answer_send(&CHAT, "0");
    assert_eq!(shell.delivery_of("a.pdf"), Delivery::Sent);
}

#[test]
fn a_file_whose_message_failed_is_sent_again_without_its_bytes() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 10));
    shell.answer(is_upload, stored("key"));
    let first = shell.answer_send(&CHAT, "1");
    let line = shell.key_of("a.pdf");
    shell.say(Input::SentAgain { line, at: 2 });
    let second = shell.answer_send(&CHAT, "0");
    assert_eq!(first.content, second.content);
    assert_ne!(first.message_id, second.message_id);
}

#[test]
fn the_bytes_do_not_outlive_the_page() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 10));
    let shell = shell.reload();
    let gone = Delivery::Failed(NotSent::FileGone);
    assert_eq!(shell.delivery_of("a.pdf"), gone);
    assert!(!shell.has(is_upload));
}

#[test]
fn files_end_with_the_conversation() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 10));
    shell.come_down(vec![hung_up(SourceType::System)], "e-1");
    assert_eq!(shell.delivery_of("a.pdf"), Delivery::Failed(NotSent::Over));
    assert_eq!(shell.released, [7]);
    assert!(shell.is_at_rest());
}

#[test]
fn a_file_that_is_sent_again_waits_for_the_one_under_way() {
    let mut shell = Shell::connected();
    shell.say(file("a.pdf", 10));
    shell.say(file("b.png", 10));
    shell.fail(is_upload, refused(400, "invalid"));
    let line = shell.key_of("a.pdf");
    shell.say(Input::SentAgain { line, at: 2 });
    shell.answer(is_upload, stored("picture"));
    let request = shell.answer_send(&CHAT, "0");
    assert_eq!(request.content.as_deref(), Some("picture,png"));
    assert_eq!(shell.delivery_of("b.png"), Delivery::Sent);
    assert_eq!(shell.delivery_of("a.pdf"), Delivery::Uploading(0));
}
