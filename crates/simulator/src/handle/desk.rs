//! A hand in the desk: agents, queue, time-outs.

use frontdesk_protocol::{FileType, MediaType};

use super::WorldHandle;
use crate::{AgentId, DeskRefusal, Scenario};

impl WorldHandle {
    /// Signs an agent in; whether that changed anything.
    ///
    /// # Errors
    ///
    /// No such agent.
    pub fn sign_in(&self, agent: AgentId) -> Result<bool, DeskRefusal> {
        self.0.world(|world, _| world.sign_in(agent))
    }

    /// Signs an agent out; whether that changed anything.
    ///
    /// # Errors
    ///
    /// No such agent, or one with open conversations.
    pub fn sign_out(&self, agent: AgentId) -> Result<bool, DeskRefusal> {
        self.0.world(|world, now| world.sign_out(agent, now))
    }

    /// An agent accepts a visitor who waits, or answers one who left offline messages.
    ///
    /// # Errors
    ///
    /// The agent is not there or has no room, or the visitor does not wait.
    pub fn accept(&self, agent: AgentId, user: &str) -> Result<(), DeskRefusal> {
        self.0.world(|world, now| world.accept(agent, user, now))
    }

    /// Rings an agent up for a visitor who waits.
    ///
    /// # Errors
    ///
    /// As [`WorldHandle::accept`].
    pub fn ring(&self, agent: AgentId, user: &str) -> Result<(), DeskRefusal> {
        self.0.world(|world, now| world.ring(agent, user, now))
    }

    /// With which agent a visitor is in an open conversation.
    pub fn agent_of(&self, user: &str) -> Option<AgentId> {
        self.0.world(|world, _| Some(world.agent_of(user)?.id))
    }

    /// What names a visitor's session to the agent gateway, as `callid`.
    pub fn call_id(&self, user: &str) -> Option<String> {
        self.0
            .world(|world, _| Some(world.visitor(user)?.call_id.clone()))
    }

    /// What an agent has to show to the agent gateway as `Guid`, signed in or not.
    pub fn guid(&self, agent: AgentId) -> Option<String> {
        self.0
            .world(|world, _| Some(world.agents().get(agent).ok()?.guid.clone()))
    }

    /// The agent has looked at what the visitor said; whether there was anything new.
    ///
    /// # Errors
    ///
    /// No such visitor.
    pub fn seen(&self, user: &str) -> Result<bool, DeskRefusal> {
        self.0.world(|world, now| world.seen(user, now))
    }

    /// The agent is writing; whether the visitor is told, which needs
    /// [`Quirk::TypingDown`](crate::Quirk::TypingDown).
    ///
    /// # Errors
    ///
    /// The agent is not in a conversation with this visitor.
    pub fn agent_types(&self, agent: AgentId, user: &str) -> Result<bool, DeskRefusal> {
        self.0
            .world(|world, now| world.agent_types(agent, user, now))
    }

    /// The agent takes a message back; whether the visitor is told, which needs
    /// [`Quirk::RecallDown`](crate::Quirk::RecallDown).
    ///
    /// # Errors
    ///
    /// No open conversation, or no such message in it.
    pub fn withdraw(&self, user: &str, code: &str) -> Result<bool, DeskRefusal> {
        self.0.world(|world, now| world.withdraw(user, code, now))
    }

    /// Ends a visitor's session as if there had been no polls.
    ///
    /// # Errors
    ///
    /// No open session.
    pub fn time_out(&self, user: &str) -> Result<(), DeskRefusal> {
        self.0.world(|world, now| world.time_out(user, now))
    }

    /// Sends a visitor away as if the wait had been too long.
    ///
    /// # Errors
    ///
    /// The visitor does not wait.
    pub fn queue_time_out(&self, user: &str) -> Result<(), DeskRefusal> {
        self.0.world(|world, now| world.queue_time_out(user, now))
    }

    /// Whether visitors may write on after a time-out.
    pub fn set_asynchronous(&self, asynchronous: bool) {
        self.0
            .world(|world, _| world.set_asynchronous(asynchronous));
    }

    /// How many may wait, fictional callers counted; `None`: any number.
    pub fn set_queue_limit(&self, limit: Option<usize>) {
        self.0.world(|world, _| world.set_queue_limit(limit));
    }

    /// The agent sends something of any type, a file from the library; the message's code, if there
    /// was a conversation to send it in.
    pub fn agent_sends(
        &self,
        user: &str,
        media: MediaType,
        content: &str,
        file_type: Option<FileType>,
    ) -> Option<String> {
        self.0
            .world(|world, now| world.agent_sends(user, media, content, file_type, now))
    }

    /// Starts a scenario with a visitor, or with the next one who connects.
    ///
    /// # Errors
    ///
    /// No such visitor, or one without an open session.
    pub fn start_scenario(
        &self,
        scenario: Scenario,
        user: Option<&str>,
    ) -> Result<(), DeskRefusal> {
        self.0
            .world(|world, now| world.start_scenario(scenario, user, now))
    }

    /// Ends the scenario that runs with a visitor, or all; whether there was one.
    pub fn stop_scenario(&self, user: Option<&str>) -> bool {
        self.0.world(|world, _| world.stop_scenario(user))
    }

    /// The scenarios that run, each with its visitor, oldest first.
    pub fn scenarios(&self) -> Vec<(Scenario, String)> {
        self.0.world(|world, _| {
            let runs = world.stage().runs();
            runs.map(|run| (run.scenario, run.user.clone())).collect()
        })
    }
}
