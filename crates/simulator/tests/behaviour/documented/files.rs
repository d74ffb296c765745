//! uploadFileStream and downloadFileStream.

use serde_json::{Value, json};

use super::asked::asked;
use super::has_form;
use crate::desk::{Desk, clean};

#[tokio::test]
async fn a_file_goes_up_as_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let post = |body: &Value| visitor.post("/uploadFileStream", body);
    let mut file = json!({ "fileType": "jpg", "fileStream": "aGVsbG8=", "channel": "WEB" });
    let kept = asked("003", "table 8-1", &file, post).await;
    has_form("003", "table 8-2", &[], &[&kept]);
    for kind in ["jpg", "png", "bpm", "mp3", "aac", "mp4", "txt", "csv"] {
        file["fileType"] = json!(kind);
        let answer = visitor.answer("/uploadFileStream", &file).await;
        assert_eq!(answer["resultCode"], "0", "{kind}");
    }
}

#[tokio::test]
async fn a_file_comes_down_as_its_tables_say() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let key = crate::files::upload(&visitor, "txt", b"hello").await;
    let post = |body: &Value| visitor.post("/downloadFileStream", body);
    let body = json!({ "fileId": key, "channel": "WEB", "fileType": "txt" });
    let file = asked("003", "table 9-1", &body, post).await;
    has_form("003", "table 9-2", &[], &[&file]);
    assert_eq!(file["fileStream"], "aGVsbG8=");
}
