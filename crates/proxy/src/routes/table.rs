//! The table of all public routes. Router, preflights, metrics' labels and the test that walks all
//! routes come from it; what is not here is 404 and reaches nobody.

use axum::routing::{MethodRouter, get, post};
use frontdesk_protocol::{
    ApplyToken, Endpoint, Method, Poll, QueryQueueInfo, SaveSatisfaction, Send,
};

use frontdesk_protocol::push::PUSH_PATH;

use super::{apply_token, files, poll, push, queue, satisfaction, send};
use crate::app::App;
use crate::config::API_PREFIX;

/// One public route.
#[derive(Clone, Copy)]
pub struct Route {
    /// Its name in logs and metrics.
    pub name: &'static str,
    /// How it is called.
    pub method: Method,
    /// Under the API's prefix, or at the root.
    pub place: Place,
    /// Who may call it.
    pub who: Who,
    handler: fn() -> MethodRouter<App>,
}

/// Where a route stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Under the API's prefix. A POST takes JSON, as much of it as `--limit-body-bytes` says.
    Api(&'static str),
    /// At the root.
    Root(&'static str),
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Every page of an allowed origin.
    Page,
    /// A visitor with a seal, on a page of an allowed origin.
    Visitor,
    /// Every page of the web.
    World,
    /// Pages of the proxy itself, in a demonstration.
    Demo,
    /// The cloud, where `--push-auth` is set. No page: what it sends is signed by the cloud, and no
    /// browser is told anything.
    Cloud,
}

impl Route {
    /// Its whole path, in axum's notation.
    pub fn path(&self) -> String {
        match self.place {
            Place::Api(path) => format!("{API_PREFIX}{path}"),
            Place::Root(path) => path.to_owned(),
        }
    }

    pub(crate) fn is_api(&self) -> bool {
        matches!(self.place, Place::Api(_))
    }

    pub(crate) fn is_open(&self) -> bool {
        self.who == Who::World
    }

    pub(crate) fn is_for_pages(&self) -> bool {
        self.who != Who::Cloud
    }

    pub(crate) fn methods(&self) -> &'static str {
        match self.method {
            Method::Get => "GET",
            Method::Post => "POST",
        }
    }

    pub(super) fn handler(&self) -> MethodRouter<App> {
        (self.handler)()
    }

    fn has_path(&self, path: &str) -> bool {
        match self.place {
            Place::Api(own) => path.strip_prefix(API_PREFIX) == Some(own),
            Place::Root(own) => path == own,
        }
    }
}

/// The route of a path in axum's notation.
pub(crate) fn of_path(path: &str) -> Option<&'static Route> {
    ROUTES.iter().find(|route| route.has_path(path))
}

/// All public routes.
pub const ROUTES: &[Route] = &[
    Route {
        name: "applyToken",
        method: ApplyToken::METHOD,
        place: Place::Api(ApplyToken::PATH),
        who: Who::Page,
        handler: || post(apply_token::handle),
    },
    Route {
        name: "send",
        method: Send::METHOD,
        place: Place::Api(Send::PATH),
        who: Who::Visitor,
        handler: || post(send::handle),
    },
    Route {
        name: "poll",
        method: Poll::METHOD,
        place: Place::Api(Poll::PATH),
        who: Who::Visitor,
        handler: || get(poll::handle),
    },
    Route {
        name: "queryQueueInfo",
        method: QueryQueueInfo::METHOD,
        place: Place::Api(QueryQueueInfo::PATH),
        who: Who::Visitor,
        handler: || post(queue::handle),
    },
    Route {
        name: "saveSatisfaction",
        method: SaveSatisfaction::METHOD,
        place: Place::Api(SaveSatisfaction::PATH),
        who: Who::Visitor,
        handler: || post(satisfaction::handle),
    },
    Route {
        name: "push",
        method: Method::Post,
        place: Place::Root(PUSH_PATH),
        who: Who::Cloud,
        handler: || post(push::handle),
    },
    Route {
        name: "loader",
        method: Method::Get,
        place: Place::Root("/frontdesk.js"),
        who: Who::World,
        handler: || get(files::loader),
    },
    Route {
        name: "types",
        method: Method::Get,
        place: Place::Root("/frontdesk.d.ts"),
        who: Who::World,
        handler: || get(files::types),
    },
    Route {
        name: "asset",
        method: Method::Get,
        place: Place::Root("/assets/{name}"),
        who: Who::World,
        handler: || get(files::asset),
    },
    Route {
        name: "demo",
        method: Method::Get,
        place: Place::Root("/"),
        who: Who::Demo,
        handler: || get(files::demo),
    },
    Route {
        name: "demo-file",
        method: Method::Get,
        place: Place::Root("/{name}"),
        who: Who::Demo,
        handler: || get(files::demo_file),
    },
];
