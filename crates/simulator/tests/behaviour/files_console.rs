//! Files on the console and on the agents' shelves.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::desk::{Desk, clean, header};
use crate::files::{download, small, upload};

#[tokio::test]
async fn the_library_has_a_file_of_every_kind() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    for (id, kind) in [
        ("library-image", "png"),
        ("library-audio", "mp3"),
        ("library-video", "mp4"),
        ("library-document", "pdf"),
        ("library-sticker", "gif"),
        ("library-text", "txt"),
        ("library-table", "csv"),
    ] {
        let answer = download(&visitor, id, kind, true).await;
        assert_eq!(answer["resultCode"], "0", "{id}");
        let bytes = STANDARD
            .decode(answer["fileStream"].as_str().unwrap())
            .unwrap();
        assert!(!bytes.is_empty(), "{id}");
    }
    assert_eq!(
        download(&visitor, "library-image", "png", false).await["resultCode"],
        "1"
    );
}

#[tokio::test]
async fn an_agents_file_from_the_console_is_downloaded_as_a_local_one() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let new = json!({ "name": "Rabatt, alt.PDF", "base64": STANDARD.encode("%PDF-") });
    let answer = desk.post("/console/api/file", &new).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(
        (&answer["type"], &answer["size"]),
        (&json!("pdf"), &json!(5))
    );
    let id = answer["id"].as_str().unwrap();
    let local = download(&visitor, &format!("local/{id}"), "pdf", false).await;
    assert_eq!(local["fileStream"], STANDARD.encode("%PDF-"));
    assert_eq!(
        download(&visitor, id, "pdf", false).await["resultCode"],
        "1"
    );
}

#[tokio::test]
async fn the_console_refuses_files_of_no_type_and_too_large_ones() {
    let desk = Desk::with(small(8, 64)).await;
    for (name, base64) in [
        ("run.exe", "aGVsbG8="),
        ("plain", "aGVsbG8="),
        ("a.txt", "bmluZSBieXRl"),
    ] {
        let new = json!({ "name": name, "base64": base64 });
        let answer = desk.post("/console/api/file", &new).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{name}");
    }
}

#[tokio::test]
async fn the_console_shows_a_visitors_file_in_a_sandbox() {
    let desk = Desk::with(clean()).await;
    let visitor = desk.guest("ann").await;
    let key = upload(&visitor, "png", b"\x89PNG").await;
    let url = desk.url(&format!("/console/api/file?id={key}"));
    let answer = desk.http.get(url).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    let policy = answer.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.contains("sandbox"), "{policy}");
    assert_eq!(answer.bytes().await.unwrap().as_ref(), b"\x89PNG");
    let unknown = desk.http.get(desk.url("/console/api/file?id=none"));
    assert_eq!(unknown.send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn what_a_browser_shows_is_shown_and_the_rest_is_saved_under_a_harmless_name() {
    let desk = Desk::with(clean()).await;
    let world = desk.running.world();
    let visitor = desk.guest("ann").await;
    let pdf = upload(&visitor, "pdf", b"%PDF-").await;
    let local = world.agent_file("docx".into(), b"PK".to_vec());
    for (id, saved_as) in [
        ("library-image", None),
        ("library-sticker", None),
        ("library-audio", None),
        ("library-video", None),
        ("library-document", Some("library-document.pdf".to_owned())),
        ("library-table", Some("library-table.csv".to_owned())),
        (&pdf, Some(format!("{pdf}.pdf"))),
        (&local, Some(local.clone())),
    ] {
        let url = desk.url(&format!("/console/api/file?id={id}"));
        let answer = desk.http.get(url).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{id}");
        assert_eq!(
            header(&answer, "content-security-policy"),
            Some(
                "default-src 'none'; media-src 'self'; img-src 'self'; \
                 style-src 'unsafe-inline'; sandbox"
            )
        );
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"));
        let saved_as = saved_as.map(|name| format!("attachment; filename=\"{name}\""));
        let said = header(&answer, "content-disposition").map(str::to_owned);
        assert_eq!(said, saved_as, "{id}");
    }
}
