//! The table of all public routes. Router, preflights, metrics' labels, the
//! OpenAPI document and the test that walks all
//! routes come from it; what is not here is 404 and reaches nobody.

use axum::routing::{MethodRouter, get, post};
use frontdesk_protocol::{
    ApplyToken, CallEvents, CheckCalls, CreateClickToCall, DownloadFile, DropClickToCall, Endpoint,
    GetSurveyMode, LeaveMessage, Method, Poll, QueryHistory, QueryPhrases, QueryQueueInfo,
    RobotFeedback, SaveSatisfaction, Send, UploadFile, push::PUSH_PATH,
};

use super::click_to_call::{check, create, drop, events};
use super::{
    apply_token, download, feedback, files, history, leave_message, openapi, phrases, poll, push,
    queue, satisfaction, send, stream, survey_mode, upload,
};
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
    /// How much it may be sent.
    pub body: BodySize,
    /// What a lost answer means.
    pub carry: Carry,
    /// How often it may be called.
    pub rate: Rate,
    handler: fn() -> MethodRouter<App>,
}

/// Where a route stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Under the API's prefix. A POST takes JSON.
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

/// How much a request's body may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodySize {
    /// Nothing is read.
    None,
    /// As much as `--limit-body-bytes` says.
    Usual,
    /// A file of `--limit-upload-bytes` in base64, and the usual besides.
    Upload,
    /// Many messages at once.
    Push,
}

/// What a lost answer of the cloud's means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carry {
    /// Nothing: it may be asked again.
    Query,
    /// It may have been done: it is carried once under its id.
    Command,
}

/// Which limits a call counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// `--limit-calls-address`, and `--limit-new-visitors` where it brings neither an old seal nor an
    /// identity.
    NewVisitor,
    /// `--limit-calls-address` and `--limit-calls-visitor`.
    Call,
    /// As a call, and `--limit-uploads`.
    Upload,
    /// As a call; how many are open at a time is for `--limit-streams` to say.
    Stream,
    /// The cloud's pushes, of which only so many are taken in at a time.
    Push,
    /// A file that lies ready.
    File,
    /// Nobody counts.
    None,
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
        who: Who::Page,
        rate: Rate::NewVisitor,
        ..visitor::<ApplyToken>("applyToken", Carry::Query, || post(apply_token::handle))
    },
    visitor::<Send>("send", Carry::Command, || post(send::handle)),
    visitor::<Poll>("poll", Carry::Query, || get(poll::handle)),
    visitor::<QueryQueueInfo>("queryQueueInfo", Carry::Query, || post(queue::handle)),
    visitor::<GetSurveyMode>("getsatisfactionsurveymode", Carry::Query, || {
        post(survey_mode::handle)
    }),
    visitor::<SaveSatisfaction>("saveSatisfaction", Carry::Command, || {
        post(satisfaction::handle)
    }),
    Route {
        body: BodySize::Upload,
        rate: Rate::Upload,
        ..visitor::<UploadFile>("uploadFileStream", Carry::Command, || post(upload::handle))
    },
    visitor::<DownloadFile>("downloadFileStream", Carry::Query, || {
        post(download::handle)
    }),
    visitor::<QueryPhrases>("queryPhraseByKeyword", Carry::Query, || {
        post(phrases::handle)
    }),
    visitor::<RobotFeedback>("feedbacksatisfaction", Carry::Command, || {
        post(feedback::handle)
    }),
    visitor::<QueryHistory>("queryHistoryChatMessage", Carry::Query, || {
        post(history::handle)
    }),
    visitor::<LeaveMessage>("doLeaveMessage", Carry::Command, || {
        post(leave_message::handle)
    }),
    visitor::<CheckCalls>("checkClickToCallSupport", Carry::Query, || {
        get(check::handle)
    }),
    visitor::<CreateClickToCall>("createClickToCall", Carry::Command, || post(create::handle)),
    visitor::<CallEvents>("getClickToCallEvents", Carry::Query, || get(events::handle)),
    visitor::<DropClickToCall>("dropClickToCall", Carry::Command, || post(drop::handle)),
    Route {
        rate: Rate::Stream,
        ..file("stream", "/frontdesk/stream", Who::Visitor, || {
            get(stream::handle)
        })
    },
    Route {
        name: "push",
        method: Method::Post,
        place: Place::Root(PUSH_PATH),
        who: Who::Cloud,
        body: BodySize::Push,
        carry: Carry::Query,
        rate: Rate::Push,
        handler: || post(push::handle),
    },
    file("openapi", "/frontdesk/openapi.json", Who::World, || {
        get(openapi::handle)
    }),
    file("loader", "/frontdesk.js", Who::World, || get(files::loader)),
    file("types", "/frontdesk.d.ts", Who::World, || get(files::types)),
    file("asset", "/assets/{name}", Who::World, || get(files::asset)),
    file("demo", "/", Who::Demo, || get(files::demo)),
    file("demo-file", "/{name}", Who::Demo, || get(files::demo_file)),
];

/// A call of the API that a visitor with a seal may make.
const fn visitor<E: Endpoint>(
    name: &'static str,
    carry: Carry,
    handler: fn() -> MethodRouter<App>,
) -> Route {
    Route {
        name,
        method: E::METHOD,
        place: Place::Api(E::PATH),
        who: Who::Visitor,
        body: match E::METHOD {
            Method::Get => BodySize::None,
            Method::Post => BodySize::Usual,
        },
        carry,
        rate: Rate::Call,
        handler,
    }
}

/// A file at the root.
const fn file(
    name: &'static str,
    path: &'static str,
    who: Who,
    handler: fn() -> MethodRouter<App>,
) -> Route {
    Route {
        name,
        method: Method::Get,
        place: Place::Root(path),
        who,
        body: BodySize::None,
        carry: Carry::Query,
        rate: match who {
            Who::Demo => Rate::None,
            _ => Rate::File,
        },
        handler,
    }
}
