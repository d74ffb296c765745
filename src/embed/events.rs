//! News for the host page: events on `document` with a `detail`.

use frontdesk_conversation::{Announcement, EndReason, Trouble};
use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::client::News;

#[derive(Serialize)]
#[serde(untagged)]
enum Detail<'a> {
    Nothing {},
    Queue {
        position: Option<u32>,
        wait: Option<u32>,
    },
    Agent {
        name: Option<&'a str>,
    },
    Unread {
        count: u32,
    },
    Rate {
        evaluation: u8,
    },
    Reason {
        reason: &'a str,
        code: Option<&'a str>,
    },
}

/// Dispatches from the element, so that a page can tell several apart.
pub(crate) fn announcer(host: HtmlElement) -> impl Fn(&News) + 'static {
    move |news| {
        let (name, detail) = describe(news);
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&serde_wasm_bindgen::to_value(&detail).unwrap_or(JsValue::NULL));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            // Fails only for an event that is being dispatched already.
            let _ = host.dispatch_event(&event);
        }
    }
}

fn describe(news: &News) -> (&'static str, Detail<'_>) {
    match news {
        News::Opened => ("frontdesk:open", Detail::Nothing {}),
        News::Closed => ("frontdesk:close", Detail::Nothing {}),
        News::IdentityRefused => (
            "frontdesk:error",
            Detail::Reason {
                reason: "identity",
                code: None,
            },
        ),
        News::Visit(announcement) => match announcement {
            Announcement::Connected => ("frontdesk:connect", Detail::Nothing {}),
            Announcement::TransferAsked => ("frontdesk:transfer", Detail::Nothing {}),
            Announcement::Queue(place) => (
                "frontdesk:queue",
                Detail::Queue {
                    position: place.position,
                    wait: place.estimated_wait,
                },
            ),
            Announcement::AgentJoined(name) => (
                "frontdesk:agent",
                Detail::Agent {
                    name: name.as_deref(),
                },
            ),
            Announcement::Message(_) => ("frontdesk:message", Detail::Nothing {}),
            Announcement::Unread(count) => ("frontdesk:unread", Detail::Unread { count: *count }),
            Announcement::Rated(evaluation) => (
                "frontdesk:rate",
                Detail::Rate {
                    evaluation: evaluation.stars(),
                },
            ),
            Announcement::Ended(reason) => ("frontdesk:end", end(reason)),
            Announcement::Trouble(trouble) => (
                "frontdesk:error",
                Detail::Reason {
                    reason: trouble_name(*trouble),
                    code: None,
                },
            ),
        },
    }
}

fn end(reason: &EndReason) -> Detail<'_> {
    match reason {
        EndReason::ByVisitor => Detail::Reason {
            reason: "visitor",
            code: None,
        },
        EndReason::ByAgent => Detail::Reason {
            reason: "agent",
            code: None,
        },
        EndReason::TimedOut => Detail::Reason {
            reason: "timeout",
            code: None,
        },
        EndReason::NotWorkingTime => Detail::Reason {
            reason: "closed",
            code: None,
        },
        EndReason::NoAnswer => Detail::Reason {
            reason: "no-answer",
            code: None,
        },
        EndReason::Refused(code) => Detail::Reason {
            reason: "refused",
            code: Some(code),
        },
    }
}

fn trouble_name(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Offline => "offline",
        Trouble::Unreachable => "unreachable",
        Trouble::Busy => "busy",
        Trouble::NotAvailable => "not-available",
    }
}
