//! One request to the proxy, and how it fails.

use std::time::Duration;

use frontdesk_conversation::{Failure, Refusal};
use frontdesk_protocol::{Method, headers};
use gloo_net::http::{Headers, RequestBuilder};
use gloo_timers::callback::Timeout;
use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestCredentials, Response};

/// What is asked of the proxy.
pub(crate) struct Question<'a> {
    pub(crate) address: String,
    pub(crate) method: Method,
    pub(crate) headers: &'a [(&'static str, String)],
    /// Goes with a GET.
    pub(crate) query: &'a [(&'static str, &'a str)],
    /// Goes with a POST.
    pub(crate) body: JsValue,
    pub(crate) controller: &'a AbortController,
}

/// An answer's JSON, with the seal where it was renewed.
pub(crate) struct Answered {
    pub(crate) body: JsValue,
    pub(crate) seal: Option<String>,
}

/// Asks, for as long as `limit`. Not generic over what is asked: the browser would load the code once
/// for each endpoint.
pub(crate) async fn ask(question: Question<'_>, limit: Duration) -> Result<Answered, Failure> {
    let millis = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX);
    let controller = question.controller.clone();
    let _limit = Timeout::new(millis, move || controller.abort());
    let response = begin(question).await?;
    let seal = renewed(&response);
    let body = response.json().map_err(|_| Failure::Garbage)?;
    // A body that ends early was lost, whatever the parser makes of it.
    let body = JsFuture::from(body).await.map_err(|_| Failure::Lost)?;
    Ok(Answered { body, seal })
}

/// Asks, and answers as soon as it is known that the proxy has not refused.
pub(crate) async fn begin(question: Question<'_>) -> Result<Response, Failure> {
    let request = compose(&question).ok_or(Failure::Garbage)?;
    let response = fetch(&request).await?;
    if response.ok() {
        return Ok(response);
    }
    let told = response.headers();
    let header = |name: &str| told.get(name).ok().flatten();
    Err(refused(response.status(), header))
}

/// The seal that an answer renews.
pub(crate) fn renewed(response: &Response) -> Option<String> {
    let told = response.headers();
    told.get(headers::VISITOR_TOKEN).ok().flatten()
}

/// What a status that is no success says, with its headers.
pub(crate) fn refused(status: u16, header: impl Fn(&str) -> Option<String>) -> Failure {
    let retry_after = header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
    Failure::Refused {
        status,
        reason: header(headers::REFUSED).map(|reason| Refusal::parse(&reason)),
        retry_after: retry_after.map(Duration::from_secs),
    }
}

/// Whether something can leave: only what never left was certainly not carried.
pub(crate) fn is_on_line() -> bool {
    web_sys::window().is_some_and(|window| window.navigator().on_line())
}

/// `None` for what no request can carry: a seal that was kept may be garbage. gloo-net would panic on
/// a header like that, so the browser puts the headers together.
fn compose(question: &Question<'_>) -> Option<Request> {
    let told = web_sys::Headers::new().ok()?;
    for (name, value) in question.headers {
        told.set(name, value).ok()?;
    }
    let builder = RequestBuilder::new(&question.address)
        .query(question.query.iter().copied())
        .credentials(RequestCredentials::Omit)
        .abort_signal(Some(&question.controller.signal()));
    let request = match question.method {
        Method::Get => builder.headers(Headers::from_raw(told)).build(),
        Method::Post => {
            told.set("content-type", "application/json").ok()?;
            let body = JSON::stringify(&question.body).ok()?;
            let builder = builder.method(gloo_net::http::Method::POST);
            builder.headers(Headers::from_raw(told)).body(body)
        }
    };
    request.ok().map(Request::from)
}

/// By the browser's own: gloo-net panics where a page's `fetch` rejects with what is no Error.
async fn fetch(request: &Request) -> Result<Response, Failure> {
    if !is_on_line() {
        return Err(Failure::NotSent);
    }
    let window = web_sys::window().ok_or(Failure::NotSent)?;
    match JsFuture::from(window.fetch_with_request(request)).await {
        Ok(response) => response.dyn_into().map_err(|_| Failure::Garbage),
        Err(_) => Err(Failure::Lost),
    }
}
