//! Who serves whom: signing in and out, accepting, ringing up.

use super::agents::{AgentId, Agents};
use super::refusal::DeskRefusal;
use crate::world::World;
use crate::world::clock::Moment;
use crate::world::downlink::Utterance;
use crate::world::visitor::{Phase, Ring};

impl World {
    /// All agents, signed in or not.
    pub(crate) fn agents(&self) -> &Agents {
        &self.agents
    }

    /// How many open conversations an agent has.
    pub(crate) fn open_conversations(&self, agent: AgentId) -> usize {
        self.visitors()
            .filter(|known| known.phase == Phase::WithAgent && known.agent == Some(agent))
            .count()
    }

    /// Signs an agent in; whether that changed anything.
    pub(crate) fn sign_in(&mut self, agent: AgentId) -> Result<bool, DeskRefusal> {
        self.touch();
        self.agents.set_signed_in(agent, true)
    }

    /// Signs an agent out who has no open conversation; whether that changed anything. Who was
    /// being rung up does not answer.
    pub(crate) fn sign_out(&mut self, agent: AgentId, now: Moment) -> Result<bool, DeskRefusal> {
        let open = self.open_conversations(agent);
        if open > 0 {
            let name = self.agents.get(agent)?.name.clone();
            return Err(DeskRefusal::StillTalking { name, open });
        }
        let changes = self.agents.set_signed_in(agent, false)?;
        self.give_up_rings(|ring| ring.agent == agent, now);
        self.touch();
        Ok(changes)
    }

    /// Whoever has waited longest goes to the agent with most room, or to the one who is being rung
    /// up for them.
    pub(crate) fn accept_next(&mut self, now: Moment) -> Result<String, DeskRefusal> {
        let next = self.queue.visitors().next();
        let user = next.ok_or(DeskRefusal::NobodyWaits)?.0.to_owned();
        let ring = self.visitor(&user).and_then(|visitor| visitor.ring);
        let agent = match ring {
            Some(ring) => ring.agent,
            None => self.freest_agent().ok_or(DeskRefusal::NoRoom)?,
        };
        self.accept(agent, &user, now)?;
        Ok(user)
    }

    /// An agent accepts whoever has waited longest.
    pub(crate) fn accept_next_as(
        &mut self,
        agent: AgentId,
        now: Moment,
    ) -> Result<String, DeskRefusal> {
        self.has_room(agent)?;
        let next = self.queue.visitors().next();
        let user = next.ok_or(DeskRefusal::NobodyWaits)?.0.to_owned();
        self.accept(agent, &user, now)?;
        Ok(user)
    }

    /// An agent accepts a visitor who waits, or answers one who left offline messages.
    pub(crate) fn accept(
        &mut self,
        agent: AgentId,
        user: &str,
        now: Moment,
    ) -> Result<(), DeskRefusal> {
        self.has_room(agent)?;
        let name = self.agents.get(agent)?.name.clone();
        let call_id = self.new_call_id(now);
        let service = self.settings().phantom_service;
        let visitor = self
            .visitors
            .get_mut(user)
            .ok_or_else(|| DeskRefusal::NoSuchVisitor(user.to_owned()))?;
        match visitor.phase {
            Phase::Queued => self.queue.leave(user, service, now),
            Phase::Ended if visitor.offline => {
                visitor.call_id = call_id;
                visitor.polls.renew(now);
            }
            _ => return Err(DeskRefusal::NotWaiting(user.to_owned())),
        }
        visitor.meet(agent, now);
        self.say(user, Utterance::system("Connected Agent"), now);
        if let Some(greeting) = &self.config.agent_greeting {
            let greeting = greeting.replace("{agent}", &name);
            self.agent_says(user, &greeting, now);
        }
        Ok(())
    }

    /// Rings an agent up for a visitor who waits. The visitor keeps the place meanwhile.
    pub(crate) fn ring(
        &mut self,
        agent: AgentId,
        user: &str,
        now: Moment,
    ) -> Result<(), DeskRefusal> {
        self.has_room(agent)?;
        let until = now + self.settings().ring_timeout;
        let visitor = self
            .visitors
            .get_mut(user)
            .ok_or_else(|| DeskRefusal::NoSuchVisitor(user.to_owned()))?;
        if visitor.phase != Phase::Queued {
            return Err(DeskRefusal::NotWaiting(user.to_owned()));
        }
        visitor.ring = Some(Ring { agent, until });
        self.touch();
        Ok(())
    }

    /// The agent who is signed in and has most room; of several the first.
    pub(crate) fn freest_agent(&self) -> Option<AgentId> {
        self.agents
            .signed_in()
            .map(|agent| (self.open_conversations(agent.id), agent.id))
            .filter(|(open, _)| *open < self.config.desk.capacity)
            .min()
            .map(|(_, id)| id)
    }

    fn has_room(&self, agent: AgentId) -> Result<(), DeskRefusal> {
        let agent = self.agents.present(agent)?;
        let capacity = self.config.desk.capacity;
        if self.open_conversations(agent.id) < capacity {
            return Ok(());
        }
        Err(DeskRefusal::Full {
            name: agent.name.clone(),
            capacity,
        })
    }
}
