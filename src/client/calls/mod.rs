//! The conversation's calls: each with the seal, and each can be given up.

mod command;
mod download;
mod files;
mod seal;
mod upload;

use std::cell::RefCell;
use std::rc::Rc;

use frontdesk_conversation::{Call, CallId, Failure, Input, Refusal, Reply};
use frontdesk_protocol::DownloadRequest;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::client::refuge::{Refuge, function_of};
use crate::client::stream;
use crate::embed::Options;
pub(crate) use command::{Asker, read_questions};
pub(crate) use download::{Fetched, Fetching};
use files::Files;
use seal::Seal;

/// Carries out calls, and says how they went.
pub(crate) struct Caller {
    asker: Asker,
    files: Rc<Files>,
    refuge: Refuge,
    under_way: UnderWay,
    tell: Rc<dyn Fn(Input)>,
}

/// The calls that somebody waits for, each with what gives it up.
type UnderWay = Rc<RefCell<Vec<(CallId, AbortController)>>>;

impl Caller {
    /// `tell` hears how calls go; nothing of one that was given up.
    pub(crate) fn new(options: &Options, refuge: Refuge, tell: Rc<dyn Fn(Input)>) -> Self {
        Self {
            refuge,
            asker: Asker::new(options),
            files: Rc::default(),
            under_way: Rc::default(),
            tell,
        }
    }

    pub(crate) fn seal(&self) -> &Seal {
        &self.asker.seal
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    pub(crate) fn call(&self, id: CallId, call: Call) {
        // Every browser with WebAssembly has it.
        let Ok(controller) = AbortController::new() else {
            return (self.tell)(Input::Failed(id, Failure::NotSent));
        };
        let abort = function_of(&controller, "abort");
        let at_death = abort.map(|abort| self.refuge.on_death(abort));
        let line = Line {
            id,
            controller: controller.clone(),
            under_way: Rc::clone(&self.under_way),
            tell: Rc::clone(&self.tell),
        };
        self.under_way.borrow_mut().push((id, controller));
        let asker = self.asker.clone();
        let files = Rc::clone(&self.files);
        spawn_local(async move {
            // Given up before it began.
            if !line.is_up() {
                return;
            }
            let answer = carry(&asker, &files, call, &line).await;
            drop(at_death);
            line.end(answer);
        });
    }

    /// Asks for a file; `hear` is told what became of it, even if it was given up.
    pub(crate) fn fetch(
        &self,
        request: &DownloadRequest,
        hear: Box<dyn FnOnce(Fetched)>,
    ) -> Option<Fetching> {
        let own = request.file_id.as_deref();
        let own = own.and_then(|id| self.files.sent(id));
        download::begin(self.asker.clone(), own, request, hear)
    }

    /// Gives a call up: nothing more is heard of it.
    pub(crate) fn abort(&self, id: CallId) {
        let found = {
            let mut under_way = self.under_way.borrow_mut();
            let found = under_way.iter().position(|(there, _)| *there == id);
            found.map(|index| under_way.swap_remove(index))
        };
        if let Some((_, controller)) = found {
            controller.abort();
        }
    }

    pub(crate) fn abort_all(&self) {
        for (_, controller) in self.under_way.take() {
            controller.abort();
        }
    }

    /// Whether nobody waits for an answer.
    pub(crate) fn is_idle(&self) -> bool {
        self.under_way.borrow().is_empty()
    }
}

async fn carry(asker: &Asker, files: &Files, call: Call, line: &Line) -> Result<Reply, Failure> {
    match call {
        Call::Listen { cursor } => Err(stream::listen(asker, &cursor, line).await),
        Call::Upload {
            handle,
            file_type,
            key,
        } => {
            // The bytes went with an earlier page.
            let file = files.get(handle).ok_or(Failure::Refused {
                status: GONE,
                reason: Some(Refusal::Final),
                retry_after: None,
            })?;
            let answer = upload::upload(asker, &file, file_type, &key, line).await?;
            if let Some(key) = &answer.object_key {
                files.went_up(key, file);
            }
            Ok(Reply::Uploaded(answer))
        }
        command => asker.command(command, &line.controller).await,
    }
}

/// One call's line to the conversation, until it is given up or over.
#[derive(Clone)]
pub(crate) struct Line {
    id: CallId,
    controller: AbortController,
    under_way: UnderWay,
    tell: Rc<dyn Fn(Input)>,
}

impl Line {
    pub(crate) fn controller(&self) -> &AbortController {
        &self.controller
    }

    /// Whether somebody still waits. Another call may have the number by now.
    pub(crate) fn is_up(&self) -> bool {
        self.under_way
            .borrow()
            .iter()
            .any(|(_, controller)| *controller == self.controller)
    }

    pub(crate) fn say(&self, input: impl FnOnce(CallId) -> Input) {
        if self.is_up() {
            (self.tell)(input(self.id));
        }
    }

    fn end(&self, answer: Result<Reply, Failure>) {
        let is_up = self.is_up();
        self.under_way
            .borrow_mut()
            .retain(|(_, controller)| *controller != self.controller);
        if is_up {
            (self.tell)(match answer {
                Ok(reply) => Input::Answered(self.id, reply),
                Err(failure) => Input::Failed(self.id, failure),
            });
        }
    }
}

/// As a server would say it.
const GONE: u16 = 410;
