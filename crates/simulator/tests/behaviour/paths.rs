//! Paths that the documents write in several ways, and the headers that every call carries.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use frontdesk_simulator::DEMO_APP_KEY;

use crate::desk::{API, Desk, Visitor};

const GET: [&str; 4] = [
    "/poll",
    "/v1/checkClickToCallSupport",
    "/v1/getClickToCallEvents",
    "/checkClickToCallSupport",
];

const POST: [&str; 15] = [
    "/send",
    "/sendAsync",
    "/queryQueueInfo",
    "/saveSatisfaction",
    "/getsatisfactionsurveymode",
    "/uploadFileStream",
    "/downloadFileStream",
    "/queryPhraseByKeyword",
    "/queryHistoryChatMessage",
    "/doLeaveMessage",
    "/v1/robot/feedbacksatisfaction",
    "/v1/createClickToCall",
    "/v1/dropClickToCall",
    "/createClickToCall",
    "/robot/feedbacksatisfaction",
];

async fn status(desk: &Desk, method: Method, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    let mut request = desk.http.request(method.clone(), desk.url(path));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if method == Method::POST {
        request = request.json(&json!({}));
    }
    request.send().await.unwrap().status()
}

fn headers<'a>(visitor: &'a Visitor, bearer: &'a str) -> [(&'static str, &'a str); 3] {
    [
        ("x-app-key", DEMO_APP_KEY),
        ("authorization", bearer),
        ("ccmessaging-token", &visitor.token),
    ]
}

#[tokio::test]
async fn every_call_of_a_visitor_needs_all_three_headers() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let bearer = format!("Bearer {}", visitor.bearer);
    let [key, bearer, token] = headers(&visitor, &bearer);
    let gets = GET.map(|path| (Method::GET, path));
    let posts = POST.map(|path| (Method::POST, path));
    for (method, path) in gets.into_iter().chain(posts) {
        let path = format!("{API}{path}");
        for (given, expected) in [
            ([key, bearer].as_slice(), 401),
            (&[bearer, token], 403),
            (&[key, token], 403),
        ] {
            let status = status(&desk, method.clone(), &path, given).await;
            assert_eq!(status, expected, "{path}");
        }
    }
}

#[tokio::test]
async fn paths_work_with_and_without_version_and_prefix() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let bearer = format!("Bearer {}", visitor.bearer);
    let headers = headers(&visitor, &bearer);
    for prefix in [API, "/ccmessaging"] {
        for path in GET {
            let path = format!("{prefix}{path}?channel=WEB");
            assert_eq!(
                status(&desk, Method::GET, &path, &headers).await,
                200,
                "{path}"
            );
        }
        for path in POST {
            // Known, and refused for its empty body; the survey asks for nothing.
            let path = format!("{prefix}{path}");
            let expected = if path.ends_with("surveymode") {
                200
            } else {
                400
            };
            assert_eq!(
                status(&desk, Method::POST, &path, &headers).await,
                expected,
                "{path}"
            );
        }
        let path = format!("{prefix}/mobileagent/createcall");
        assert_eq!(
            status(&desk, Method::POST, &path, &headers).await,
            200,
            "{path}"
        );
    }
    let world = desk.running.world();
    // However it was written, it is one call.
    assert_eq!(world.calls("/v1/checkClickToCallSupport"), 4);
    assert_eq!(world.calls("/v1/mobileagent/createcall"), 2);
}

#[tokio::test]
async fn send_async_does_what_send_does() {
    let desk = Desk::open().await;
    let visitor = desk.guest("ann").await;
    let message = visitor.message("CHAT", "When are you open?");
    let answer: Value = visitor.answer("/sendAsync", &message).await;
    assert_eq!(answer["resultCode"], "0");
    assert!(
        visitor.poll().await[0]["content"]
            .as_str()
            .unwrap()
            .contains("9:00")
    );
    assert_eq!(desk.running.world().heard("ann"), ["When are you open?"]);
}
