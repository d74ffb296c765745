//! The proxy's own refusals in the document: by status, with the reasons of each.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::refusal::{Reason, Repeat};
use crate::routes::table::{BodySize, Carry, Rate, Route, Who};

/// What a route may refuse, by status.
pub(super) fn of(route: &Route) -> Map<String, Value> {
    let mut statuses: BTreeMap<u16, Vec<Reason>> = BTreeMap::new();
    for reason in reasons(route) {
        statuses
            .entry(reason.status().as_u16())
            .or_default()
            .push(reason);
    }
    let of_visitors = matches!(route.who, Who::Page | Who::Visitor) && route.is_api();
    let answer = |(status, reasons): (u16, Vec<Reason>)| {
        let shared = of_visitors && (400..500).contains(&status);
        (status.to_string(), response(&reasons, shared))
    };
    statuses.into_iter().map(answer).collect()
}

/// A refusal's body.
pub(super) fn schema() -> Value {
    let codes: Vec<String> = Reason::ALL
        .iter()
        .map(|reason| format!("frontdesk-{}", reason.as_str()))
        .collect();
    json!({
        "type": "object",
        "required": ["resultCode", "resultDesc"],
        "properties": {
            "resultCode": {"type": "string", "enum": codes},
            "resultDesc": {"type": "string"},
        },
    })
}

/// Refused for one of these reasons, or, where the status is shared, by the contact centre in its own
/// words. What it refuses with another status stands under `default`.
fn response(reasons: &[Reason], shared: bool) -> Value {
    let names: Vec<&str> = reasons.iter().map(|reason| reason.as_str()).collect();
    let mut headers = json!({
        "frontdesk-refused": {
            "required": !shared,
            "schema": {"type": "string", "enum": names},
        },
    });
    let later = |reason: &Reason| matches!(reason.repeat(), Repeat::After(_));
    if reasons.iter().any(later)
        && let Some(headers) = headers.as_object_mut()
    {
        let seconds = json!({"description": "Seconds.", "schema": {"type": "integer"}});
        headers.insert("retry-after".to_owned(), seconds);
    }
    let refusal = json!({"$ref": "#/components/schemas/Refusal"});
    let (words, schema) = if shared {
        let words = ", or by the contact centre: then without the header frontdesk-refused";
        (
            words,
            json!({"anyOf": [refusal, {"$ref": "#/components/schemas/Result"}]}),
        )
    } else {
        ("", refusal)
    };
    json!({
        "description": format!("Refused by the proxy: {}{words}.", names.join(", ")),
        "headers": headers,
        "content": {"application/json": {"schema": schema}},
    })
}

fn reasons(route: &Route) -> Vec<Reason> {
    use Reason as R;

    let mut all = vec![R::Method];
    match route.who {
        Who::World | Who::Demo => all.push(R::Route),
        Who::Cloud => all.extend([
            R::Route,
            R::PushAuth,
            R::Invalid,
            R::TooLarge,
            R::Limit,
            R::StoreDown,
        ]),
        Who::Page | Who::Visitor => all.extend([
            R::Origin,
            R::Channel,
            R::Identity,
            R::Invalid,
            R::Limit,
            R::UpstreamAuth,
            R::UpstreamGarbage,
            R::UpstreamTimeout,
            R::UpstreamDown,
            R::StoreDown,
            R::Draining,
        ]),
    }
    match route.who {
        Who::Visitor => all.extend([R::SealMissing, R::SealInvalid, R::SealExpired]),
        Who::Page => all.push(R::Busy),
        _ => {}
    }
    if route.who == Who::Demo {
        all.push(R::Origin);
    }
    if matches!(route.body, BodySize::Usual | BodySize::Upload) {
        all.extend([R::ContentType, R::TooLarge]);
    }
    if route.carry == Carry::Command {
        all.extend([R::MessageId, R::OutcomeUnknown]);
    }
    if matches!(route.name, "send" | "downloadFileStream") {
        all.push(R::File);
    }
    if route.name.contains("ClickToCall") && route.rate == Rate::Call {
        all.push(R::FeatureOff);
    }
    all
}
