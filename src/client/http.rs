//! One request to the proxy, and how it fails.

use std::time::Duration;

use frontdesk_conversation::{Failure, Refusal};
use frontdesk_protocol::{Method, headers};
use gloo_net::http::{Headers, RequestBuilder};
use js_sys::JSON;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials, Response};

const API: &str = "/apiaccess/ccmessaging";

/// What is asked of the proxy.
pub(crate) struct Question<'a> {
    /// Address of the proxy, without a slash at its end.
    pub(crate) proxy: &'a str,
    pub(crate) path: &'static str,
    pub(crate) method: Method,
    pub(crate) seal: Option<String>,
    /// Goes with a GET.
    pub(crate) query: &'a [(&'static str, &'a str)],
    /// Goes with a POST.
    pub(crate) body: JsValue,
    pub(crate) limit: Duration,
}

/// An answer's JSON, with the seal where it was renewed.
pub(crate) struct Answered {
    pub(crate) body: JsValue,
    pub(crate) seal: Option<String>,
}

/// Asks. Not generic over what is asked: the browser would load the code once for each endpoint.
pub(crate) async fn ask(question: Question<'_>) -> Result<Answered, Failure> {
    let address = format!("{}{API}{}", question.proxy, question.path);
    let told = Headers::new();
    if let Some(seal) = &question.seal {
        told.set(headers::VISITOR_TOKEN, seal);
    }
    let limit = u32::try_from(question.limit.as_millis()).unwrap_or(u32::MAX);
    let builder = RequestBuilder::new(&address)
        .headers(told)
        .query(question.query.iter().copied())
        .credentials(RequestCredentials::Omit)
        .abort_signal(Some(&AbortSignal::timeout_with_u32(limit)));
    let request = match question.method {
        Method::Get => builder.method(gloo_net::http::Method::GET).build(),
        Method::Post => builder
            .method(gloo_net::http::Method::POST)
            .header("content-type", "application/json")
            .body(JSON::stringify(&question.body).map_err(|_| Failure::Garbage)?),
    };
    read(fetch(request.map_err(|_| Failure::Garbage)?).await?).await
}

/// Through `fetch` itself: gloo-net panics when a page's own `fetch` rejects with what is no Error.
async fn fetch(request: gloo_net::http::Request) -> Result<Response, Failure> {
    let window = web_sys::window().ok_or(Failure::NotSent)?;
    // Only what never left was certainly not carried.
    if !window.navigator().on_line() {
        return Err(Failure::NotSent);
    }
    let request: web_sys::Request = request.into();
    match JsFuture::from(window.fetch_with_request(&request)).await {
        Ok(response) => response.dyn_into().map_err(|_| Failure::Garbage),
        Err(_) => Err(Failure::Lost),
    }
}

async fn read(response: Response) -> Result<Answered, Failure> {
    let told = response.headers();
    let header = |name: &str| told.get(name).ok().flatten();
    if !response.ok() {
        let retry_after = header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
        return Err(Failure::Refused {
            status: response.status(),
            reason: header(headers::REFUSED).map(|reason| Refusal::parse(&reason)),
            retry_after: retry_after.map(Duration::from_secs),
        });
    }
    let body = response.json().map_err(|_| Failure::Garbage)?;
    let body = JsFuture::from(body).await.map_err(|_| Failure::Garbage)?;
    Ok(Answered {
        body,
        seal: header(headers::VISITOR_TOKEN),
    })
}
