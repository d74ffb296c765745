//! A hand in the world, for tests and for whoever runs the simulator in the same process.

mod desk;
mod ledger;
mod services;

use crate::SeenRequest;
use crate::server::App;
use crate::{FaultCounts, FaultSpec, Mode, Phase, Quirks, Rating};

/// Reaches into a running simulator. Cheap to clone; stays valid after the simulator has stopped.
#[derive(Clone)]
pub struct WorldHandle(App);

impl WorldHandle {
    pub(crate) fn new(app: App) -> Self {
        Self(app)
    }

    pub(crate) fn app(&self) -> &App {
        &self.0
    }

    /// Lets every Bearer expire: the next call with one is answered 403.
    pub fn expire_bearers(&self) {
        self.0.world(|world, _| world.expire_bearers());
    }

    /// Lets every visitor's token expire: the next call with one is answered 401. Sessions go on.
    pub fn expire_tokens(&self) {
        self.0.world(|world, _| world.expire_tokens());
    }

    /// Makes the cloud well or ill.
    pub fn set_mode(&self, mode: Mode) {
        self.0.world(|world, _| world.set_mode(mode));
    }

    /// Changes the forms of the wire, from the next answer on.
    pub fn set_quirks(&self, quirks: Quirks) {
        self.0.world(|world, _| world.set_quirks(quirks));
    }

    /// Changes what goes wrong and how often, from the next call on. With a seed the dice of faults
    /// and quirks begin anew, else they go on.
    pub fn set_faults(&self, faults: FaultSpec, seed: Option<u64>) {
        self.0.faults.set(faults, seed);
    }

    /// What went wrong so far.
    pub fn faults_done(&self) -> FaultCounts {
        self.0.faults.done()
    }

    /// How the cloud is.
    pub fn mode(&self) -> Mode {
        self.0.world(|world, _| world.mode())
    }

    /// The agent with most room accepts the visitor who has waited longest; that visitor's user id.
    pub fn accept_next(&self) -> Option<String> {
        self.0.world(|world, now| world.accept_next(now).ok())
    }

    /// The agent says something, in plain text; whether there was a conversation to say it in.
    pub fn agent_says(&self, user: &str, text: &str) -> bool {
        self.0
            .world(|world, now| world.agent_says(user, text, now).is_some())
    }

    /// The agent hangs up; whether there was a conversation to end.
    pub fn hang_up(&self, user: &str) -> bool {
        self.0.world(|world, now| world.hang_up(user, now))
    }

    /// User ids of the visitors in the waiting line, first to be served first.
    pub fn waiting(&self) -> Vec<String> {
        self.0.world(|world, _| {
            let visitors = world.queue().visitors();
            visitors.map(|(user, _)| user.to_owned()).collect()
        })
    }

    /// User ids of all visitors who have a token, in order of the id.
    pub fn users(&self) -> Vec<String> {
        self.0.world(|world, _| {
            world
                .visitors()
                .map(|visitor| visitor.user.clone())
                .collect()
        })
    }

    /// Where a visitor's session stands; `None`: nobody of that id.
    pub fn phase(&self, user: &str) -> Option<Phase> {
        self.0.world(|world, _| Some(world.visitor(user)?.phase))
    }

    /// A visitor's place in the queue, from 1.
    pub fn position(&self, user: &str) -> Option<u32> {
        self.0
            .world(|world, now| Some(world.place(user, now).ok()?.position))
    }

    /// What a visitor has said in this session, oldest first; the newest 200 lines of the
    /// transcript are kept.
    pub fn heard(&self, user: &str) -> Vec<String> {
        self.0.world(|world, _| {
            let lines = world
                .visitor(user)
                .into_iter()
                .flat_map(|visitor| visitor.heard());
            lines.map(str::to_owned).collect()
        })
    }

    /// The ratings that were taken, oldest first; the newest 100 are kept.
    pub fn ratings(&self) -> Vec<Rating> {
        self.0.world(|world, _| world.ratings().cloned().collect())
    }

    /// How often an endpoint was called, refusals counted too: the protocol's path (`/send`) or
    /// the whole one.
    pub fn calls(&self, path: &str) -> u64 {
        self.0.recorder.calls(path)
    }

    /// The newest requests to API and agent gateway, oldest first, refused ones too.
    pub fn requests_seen(&self) -> Vec<SeenRequest> {
        self.0.recorder.requests()
    }
}
