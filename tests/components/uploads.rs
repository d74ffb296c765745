//! Files on their way up.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::page::{Proxy, Shadowed, TAKEN, Uploads, drop as drop_file, file_of};
use crate::support::{Stage, settled, until};

async fn with_robot() -> (Proxy, Shadowed, Stage) {
    let uploads = Shadowed::uploads();
    let proxy = Proxy::welcoming();
    let stage = Stage::new().await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    (proxy, uploads, stage)
}

async fn drop_on(stage: &Stage, name: &str, size: u32) {
    drop_file(&stage.the(".composer"), &file_of(name, size));
    settled().await;
}

#[wasm_bindgen_test]
async fn a_file_goes_up_with_its_progress_and_then_as_a_message() {
    let (proxy, _uploads, stage) = with_robot().await;
    drop_on(&stage, "Invoice.pdf", 3).await;
    until("an upload", || Uploads::asked().len() == 1).await;
    let asked = Uploads::asked().remove(0);
    assert!(asked.starts_with(
        r#"{"line":"POST /apiaccess/ccmessaging/uploadFileStream","body":{"fileType":"pdf","fileStream":"eHh4"},"key":""#
    ));
    assert_eq!(stage.text(".file .name"), "Invoice.pdf");
    Uploads::progress(50, 100);
    let says = |text: &str| stage.text(".file .state").trim().starts_with(text);
    until("half of it", || says("Uploading, 50%")).await;
    Uploads::answer(200, r#"{"resultCode": "0", "objectKey": "a-key"}"#);
    until("its message", || proxy.bodies("send").len() == 2).await;
    assert!(proxy.bodies("send")[1].contains(r#""content":"Invoice.pdf,3,a-key,pdf""#));
    proxy.give("send", TAKEN);
    until("sent", || stage.text(".delivery").ends_with("Sent")).await;
    assert!(says("3 byte"));
}

#[wasm_bindgen_test]
async fn an_upload_whose_answer_was_lost_is_repeated_under_the_same_key() {
    let (_proxy, _uploads, stage) = with_robot().await;
    drop_on(&stage, "a.png", 3).await;
    until("an upload", || Uploads::asked().len() == 1).await;
    Uploads::fail();
    until("another", || Uploads::asked().len() == 2).await;
    let asked = Uploads::asked();
    assert_eq!(asked[0], asked[1]);
}

#[wasm_bindgen_test]
async fn an_upload_can_be_cancelled_and_leaves_nothing() {
    let (proxy, _uploads, stage) = with_robot().await;
    drop_on(&stage, "a.png", 3).await;
    until("an upload", || Uploads::asked().len() == 1).await;
    stage.press("Cancel upload").await;
    assert!(Uploads::is_aborted());
    assert!(stage.find(".file").is_none());
    assert_eq!(proxy.bodies("send").len(), 1);
}

#[wasm_bindgen_test]
async fn a_file_that_would_be_refused_is_refused_at_once() {
    let (_proxy, _uploads, stage) = with_robot().await;
    for (name, size, words) in [
        (
            "a.exe",
            3,
            "Files of this kind cannot be sent. These can: jpg, jpeg, png",
        ),
        ("a", 3, "Files of this kind cannot be sent."),
        (
            "a.png",
            3_000_000,
            "This file is too large. It may have up to 2.1 MB.",
        ),
        ("a.PNG", 0, "This file is empty."),
    ] {
        drop_on(&stage, name, size).await;
        let said = stage.text(".composer [role=alert]");
        assert!(said.starts_with(words), "{said}");
    }
    assert!(Uploads::asked().is_empty());
    drop_on(&stage, "a.png", 1).await;
    assert!(stage.find(".composer [role=alert]").is_none());
    let accept = stage
        .the(".composer input[type=file]")
        .get_attribute("accept");
    assert!(accept.unwrap().starts_with(".jpg,.jpeg,.png,"));
}
