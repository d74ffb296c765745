//! One request, from its beginning to its answer: a line of the log, counts, a span.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{Method, StatusCode};

use super::RequestSpan;
use crate::app::App;
use crate::refusal::REFUSED;
use crate::request_id::RequestId;
use crate::routes::table;

/// Counts and logs a request by its route, never by its path.
pub(crate) async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let route = path.and_then(|path| table::of_path(path.as_str()));
    let template = path.filter(|_| route.is_some());
    let span = begin(&app, &request, template);
    let observation = Observation {
        route: route.map_or(NO_ROUTE, |route| route.name),
        method: request.method().clone(),
        id: request.extensions().get::<RequestId>().cloned(),
        start: Instant::now(),
        answered: None,
        span,
    };
    let response = observation.span.around(next.run(request)).await;
    observation.end(&response);
    response
}

/// The span alone, of a request that is logged elsewhere.
pub(crate) async fn trace(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut span = begin(&app, &request, request.extensions().get());
    let response = span.around(next.run(request)).await;
    span.answered(response.status(), refused(&response));
    response
}

fn begin(app: &App, request: &Request, template: Option<&MatchedPath>) -> RequestSpan {
    // Whose trace it is, only a proxy of ours may say.
    let caller = app.rates().hops().are_ours().then(|| request.headers());
    let (method, id) = (request.method(), request.extensions().get());
    app.traces()
        .request(method, template.map(MatchedPath::as_str), id, caller)
}

fn refused(response: &Response) -> Option<&str> {
    response.headers().get(REFUSED)?.to_str().ok()
}

/// One request. Dropped before its end, the caller has gone away.
struct Observation {
    route: &'static str,
    method: Method,
    id: Option<RequestId>,
    start: Instant,
    answered: Option<(StatusCode, Option<String>)>,
    span: RequestSpan,
}

impl Observation {
    fn end(mut self, response: &Response) {
        self.answered = Some((response.status(), refused(response).map(str::to_owned)));
    }
}

impl Drop for Observation {
    fn drop(&mut self) {
        let (route, method) = (self.route, self.method.as_str());
        let request = self.id.as_ref().map_or("", RequestId::as_str);
        let time = self.start.elapsed();
        let ms = time.as_millis() as u64;
        let Some((status, refused)) = self.answered.take() else {
            metrics::counter!("frontdesk_requests_total", "route" => route, "status" => "gone")
                .increment(1);
            tracing::info!(request, route, method, ms, "request given up by its caller");
            return;
        };
        self.span.answered(status, refused.as_deref());
        let status = status.as_u16();
        metrics::counter!(
            "frontdesk_requests_total", "route" => route, "status" => status.to_string()
        )
        .increment(1);
        metrics::histogram!("frontdesk_request_seconds", "route" => route)
            .record(time.as_secs_f64());
        match refused {
            Some(refused) => {
                tracing::info!(request, route, method, status, ms, refused, "request");
                metrics::counter!("frontdesk_refusals_total", "reason" => refused).increment(1);
            }
            None => tracing::info!(request, route, method, status, ms, "request"),
        }
    }
}

const NO_ROUTE: &str = "none";
