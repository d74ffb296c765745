//! `/frontdesk/openapi.json`: the table of routes as an OpenAPI document, for whoever writes another
//! client.

mod refusals;
mod shapes;

use std::sync::OnceLock;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value, json};

use super::table::{BodySize, Place, ROUTES, Route, Who};
use crate::app::App;
use shapes::{Answer, Shape};

pub(super) async fn handle(State(app): State<App>) -> Response {
    static DOCUMENTS: [OnceLock<Bytes>; 2] = [const { OnceLock::new() }; 2];
    let [plain, demo] = &DOCUMENTS;
    let document = if app.is_demo() { demo } else { plain };
    let bytes = document.get_or_init(|| self::document(app.is_demo()).to_string().into());
    let json = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    (json, bytes.clone()).into_response()
}

/// All routes, those of a demonstration only where there is one.
fn document(demo: bool) -> Value {
    let mut paths = Map::new();
    for route in ROUTES.iter().filter(|route| demo || route.who != Who::Demo) {
        let method = route.methods().to_ascii_lowercase();
        paths.insert(route.path(), json!({method: operation(route)}));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Frontdesk's token proxy",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "What a chat widget may ask of the contact centre. No key and no Bearer is \
                            needed: the proxy has them.",
        },
        "paths": paths,
        "components": {
            "securitySchemes": {
                "seal": {
                    "type": "apiKey", "in": "header", "name": "ccmessaging-token",
                    "description": "What applyToken gives. Past half its life any answer may bring \
                                    another in the same header.",
                },
                "push": {
                    "type": "apiKey", "in": "header", "name": "authorization",
                    "description": "auth-v2/… or Bearer …, as the channel's push settings have it.",
                },
            },
            "schemas": {
                "Refusal": refusals::schema(),
                "Result": shapes::result(),
                "Message": shapes::message(),
                "Poll": shapes::poll(),
            },
        },
    })
}

fn operation(route: &Route) -> Value {
    let Shape {
        summary,
        query,
        headers,
        request,
        answer,
    } = shapes::of(route);
    let mut parameters: Vec<Value> = query
        .iter()
        .map(|(name, words)| parameter("query", name, words))
        .chain(
            headers
                .iter()
                .map(|(name, words)| parameter("header", name, words)),
        )
        .collect();
    if matches!(route.place, Place::Root(path) if path.contains("{name}")) {
        parameters.push(json!({
            "name": "name", "in": "path", "required": true, "schema": {"type": "string"},
        }));
    }
    let security = match route.who {
        Who::Visitor => json!([{"seal": []}]),
        // The old seal, where there is one.
        Who::Page => json!([{}, {"seal": []}]),
        Who::Cloud => json!([{"push": []}]),
        Who::World | Who::Demo => json!([]),
    };
    let mut responses = refusals::of(route);
    responses.insert("200".to_owned(), answered(&answer));
    if matches!(route.who, Who::Visitor | Who::Page) && route.is_api() {
        responses.insert("default".to_owned(), json!({
            "description": "What the contact centre refuses: its own status and body, and no header \
                            frontdesk-refused.",
            "content": {"application/json": {"schema": {"type": "object"}}},
        }));
    }
    let mut operation = json!({
        "operationId": route.name,
        "summary": summary,
        "security": security,
        "parameters": parameters,
        "responses": responses,
    });
    if route.body != BodySize::None
        && let Some(operation) = operation.as_object_mut()
    {
        operation.insert(
            "requestBody".to_owned(),
            json!({
                "required": true,
                "content": {"application/json": {"schema": request}},
            }),
        );
    }
    operation
}

fn parameter(place: &str, name: &str, words: &str) -> Value {
    json!({"name": name, "in": place, "description": words, "schema": {"type": "string"}})
}

fn answered(answer: &Answer) -> Value {
    match answer {
        Answer::Json(schema) => json!({
            "description": "Carried; resultCode 0 is success.",
            "content": {"application/json": {"schema": schema}},
        }),
        Answer::Events => json!({
            "description": "Events `message`, `reset` (what was known is to be forgotten), \
                            `superseded`, `trouble`, `well`. Data of the first two: a poll's answer; \
                            id: the cursor after it.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        }),
        Answer::File => json!({
            "description": "The file, brotli or gzip where it is taken.",
            "content": {"*/*": {"schema": {}}},
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_is_named_is_there() {
        let document = document(true);
        let schemas = &document["components"]["schemas"];
        let text = document.to_string();
        let named = text.split("#/components/schemas/").skip(1);
        let mut count = 0;
        for name in named.filter_map(|rest| rest.split('"').next()) {
            assert!(schemas[name].is_object(), "{name}");
            count += 1;
        }
        assert!(count > ROUTES.len());
    }
}
