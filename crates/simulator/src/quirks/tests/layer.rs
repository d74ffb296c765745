//! What the layer does beyond the body: statuses, and files behind addresses.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::Config;
use crate::quirks::layer::quirky;
use crate::quirks::{Quirk, Quirks, router};
use crate::server::Shared;

/// A cloud of which three answers are known, under some quirks.
fn cloud(quirks: Quirks) -> Router {
    let config = Config {
        quirks,
        ..Config::default()
    };
    let app = Arc::new(Shared::new(config, 1));
    let prefix = "/apiaccess/ccmessaging";
    Router::new()
        .route(
            &format!("{prefix}/getsatisfactionsurveymode"),
            post(async || Json(json!({ "resultCode": "0" }))),
        )
        .route(
            &format!("{prefix}/downloadFileStream"),
            post(async || Json(json!({ "resultCode": "0", "fileStream": "QUJD" }))),
        )
        .route(&format!("{prefix}/send"), post(async || "not JSON"))
        .route_layer(from_fn_with_state(Arc::clone(&app), quirky))
        .merge(router())
        .with_state(app)
}

async fn answer(cloud: &Router, method: &str, path: &str) -> (StatusCode, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "127.0.0.1:8788")
        .body(Body::empty())
        .unwrap();
    let response = cloud.clone().oneshot(request).await.into_response();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 4096).await.unwrap();
    (parts.status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn a_survey_that_does_not_exist_is_404() {
    let path = "/apiaccess/ccmessaging/getsatisfactionsurveymode";
    let (status, body) = answer(&cloud(Quirks::only(Quirk::NoSurvey)), "POST", path).await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_FOUND, ""));
    let (status, _) = answer(&cloud(Quirks::none()), "POST", path).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_behind_an_address_can_be_fetched() {
    let cloud = cloud(Quirks::only(Quirk::FileUrl));
    let path = "/apiaccess/ccmessaging/downloadFileStream";
    let (_, body) = answer(&cloud, "POST", path).await;
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body.get("fileStream"), None);
    let url = body["fileUrl"].as_str().unwrap();
    let path = url.strip_prefix("http://127.0.0.1:8788").unwrap();
    assert_eq!(
        answer(&cloud, "GET", path).await,
        (StatusCode::OK, "ABC".to_owned())
    );
    let unknown = answer(&cloud, "GET", "/filestore/0").await;
    assert_eq!(unknown.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn among_all_a_file_comes_in_every_way() {
    let cloud = cloud(Quirks::all());
    let mut seen = [false; 2];
    for _ in 0..32 {
        let (_, body) = answer(&cloud, "POST", "/apiaccess/ccmessaging/downloadFileStream").await;
        seen = [
            seen[0] || body.contains("fileUrl"),
            seen[1] || body.contains("fileStream"),
        ];
    }
    assert_eq!(seen, [true; 2]);
}

#[tokio::test]
async fn what_is_not_json_passes_as_it_is() {
    let (_, body) = answer(&cloud(Quirks::all()), "POST", "/apiaccess/ccmessaging/send").await;
    assert_eq!(body, "not JSON");
}

#[test]
fn a_set_reads_as_it_is_written_and_a_wrong_name_is_named() {
    for set in ["documents", "none", "all", "nulls,txt-word"] {
        assert_eq!(Quirks::parse(set).unwrap().to_string(), set);
    }
    let more = Quirks::parse(" documents , txt-word").unwrap();
    assert!(more.has(Quirk::TxtWord) && more.has(Quirk::Nulls));
    for (set, word) in [
        ("none,all", "none"),
        ("txt-word,all", "all"),
        ("none,nulls", "none"),
    ] {
        let error = Quirks::parse(set).unwrap_err();
        assert!(error.contains(&format!("{word} stands alone")), "{error}");
    }
    let error = Quirks::parse("nulls,noise").unwrap_err();
    assert!(
        error.contains("\"noise\"") && error.contains("txt-word"),
        "{error}"
    );
}
