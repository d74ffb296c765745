//! The waiting line: visitors, and fictional callers in front of them who make it move.

use std::collections::VecDeque;
use std::time::Duration;

use super::clock::Moment;

/// Who waits, first to be served first.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    waiting: VecDeque<Waiting>,
    /// When the fictional caller at the head will have been served.
    next_service: Option<Moment>,
}

/// Somebody who waits.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) who: Who,
    pub(crate) since: Moment,
}

/// A visitor by user id, or a fictional caller by name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Visitor(String),
    Phantom(&'static str),
}

impl Queue {
    /// Puts a visitor at the end, behind at least `phantoms` others. Who waits already stays where
    /// they are.
    pub(crate) fn join(&mut self, user: &str, phantoms: usize, service: Duration, now: Moment) {
        if self.position(user).is_some() {
            return;
        }
        let missing = phantoms.saturating_sub(self.waiting.len());
        for (name, place) in PHANTOMS.iter().cycle().zip((1..=missing).rev()) {
            // They were there before: each has waited a service longer than the one behind.
            let waited = service.saturating_mul(u32::try_from(place).unwrap_or(u32::MAX));
            self.waiting.push_back(Waiting {
                who: Who::Phantom(name),
                since: now.before(waited),
            });
        }
        self.waiting.push_back(Waiting {
            who: Who::Visitor(user.to_owned()),
            since: now,
        });
        self.schedule(service, now);
    }

    /// Takes a visitor out who will not wait any longer.
    pub(crate) fn leave(&mut self, user: &str, service: Duration, now: Moment) {
        self.waiting.retain(|waiting| !waiting.is(user));
        self.drop_phantoms_at_the_end();
        self.schedule(service, now);
    }

    /// Puts a visitor who waits before everybody else.
    pub(crate) fn move_to_front(&mut self, user: &str) {
        let place = self.waiting.iter().position(|waiting| waiting.is(user));
        if let Some(waiting) = place.and_then(|place| self.waiting.remove(place)) {
            self.waiting.push_front(waiting);
            self.next_service = None;
        }
        self.drop_phantoms_at_the_end();
    }

    /// Lets the fictional callers at the head go whose time has come; whether anybody moved.
    pub(crate) fn serve_phantoms(&mut self, service: Duration, now: Moment) -> bool {
        let mut moved = false;
        while let Some(due) = self.next_service.filter(|due| *due <= now) {
            self.waiting.pop_front();
            self.next_service = None;
            self.schedule(service, due);
            moved = true;
        }
        moved
    }

    /// A visitor's place, from 1.
    pub(crate) fn position(&self, user: &str) -> Option<usize> {
        Some(self.waiting.iter().position(|waiting| waiting.is(user))? + 1)
    }

    /// Since when a visitor has waited.
    pub(crate) fn since(&self, user: &str) -> Option<Moment> {
        Some(self.waiting.iter().find(|waiting| waiting.is(user))?.since)
    }

    /// How long whoever has waited longest has waited.
    pub(crate) fn longest_wait(&self, now: Moment) -> Duration {
        self.waiting
            .iter()
            .map(|waiting| now.since(waiting.since))
            .max()
            .unwrap_or_default()
    }

    /// How many wait, fictional callers counted.
    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// All who wait, first to be served first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Waiting> {
        self.waiting.iter()
    }

    /// User ids of the visitors among them, each with the time since when.
    pub(crate) fn visitors(&self) -> impl Iterator<Item = (&str, Moment)> {
        self.waiting
            .iter()
            .filter_map(|waiting| match &waiting.who {
                Who::Visitor(user) => Some((user.as_str(), waiting.since)),
                Who::Phantom(_) => None,
            })
    }

    /// Fictional callers exist only in front of somebody.
    fn drop_phantoms_at_the_end(&mut self) {
        while let Some(Waiting {
            who: Who::Phantom(_),
            ..
        }) = self.waiting.back()
        {
            self.waiting.pop_back();
        }
    }

    fn schedule(&mut self, service: Duration, now: Moment) {
        let phantom_first = matches!(
            self.waiting.front(),
            Some(Waiting {
                who: Who::Phantom(_),
                ..
            })
        );
        self.next_service = phantom_first.then(|| self.next_service.unwrap_or(now + service));
    }
}

impl Waiting {
    fn is(&self, user: &str) -> bool {
        matches!(&self.who, Who::Visitor(waiting) if waiting == user)
    }
}

const PHANTOMS: [&str; 6] = ["Mina", "Jonas", "Wei", "Carla", "Idris", "Noor"];

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: Duration = Duration::from_secs(12);
    const START: Moment = Moment::from_millis(1_000_000);

    #[test]
    fn phantoms_in_front_are_served_one_after_the_other() {
        let mut queue = Queue::default();
        queue.join("ann", 2, SERVICE, START);
        assert_eq!(queue.position("ann"), Some(3));

        assert!(!queue.serve_phantoms(SERVICE, START + SERVICE / 2));
        assert!(queue.serve_phantoms(SERVICE, START + SERVICE));
        assert_eq!(queue.position("ann"), Some(2));
        assert!(queue.serve_phantoms(SERVICE, START + SERVICE * 2));
        assert_eq!(queue.position("ann"), Some(1));
        assert!(!queue.serve_phantoms(SERVICE, START + SERVICE * 20));
        assert_eq!(queue.position("ann"), Some(1));
    }

    #[test]
    fn who_joins_a_line_that_is_long_enough_gets_no_phantoms() {
        let mut queue = Queue::default();
        queue.join("ann", 2, SERVICE, START);
        queue.join("bob", 2, SERVICE, START);
        assert_eq!(queue.position("bob"), Some(4));
    }

    #[test]
    fn when_the_last_visitor_leaves_the_phantoms_are_not_needed() {
        let mut queue = Queue::default();
        queue.join("ann", 2, SERVICE, START);
        queue.leave("ann", SERVICE, START);
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn who_is_put_first_keeps_the_time_of_joining() {
        let mut queue = Queue::default();
        queue.join("ann", 2, SERVICE, START);
        queue.join("bob", 2, SERVICE, START + SERVICE / 2);
        queue.move_to_front("bob");
        assert_eq!(queue.position("bob"), Some(1));
        assert_eq!(queue.position("ann"), Some(4));
        assert_eq!(queue.since("bob"), Some(START + SERVICE / 2));
    }

    #[test]
    fn only_visitors_are_listed_each_with_the_time_of_joining() {
        let mut queue = Queue::default();
        queue.join("ann", 2, SERVICE, START);
        queue.join("bob", 2, SERVICE, START + SERVICE);
        let visitors: Vec<_> = queue.visitors().collect();
        assert_eq!(visitors, [("ann", START), ("bob", START + SERVICE)]);
    }

    #[test]
    fn joining_twice_keeps_the_place() {
        let mut queue = Queue::default();
        queue.join("ann", 0, SERVICE, START);
        queue.join("bob", 0, SERVICE, START);
        queue.join("ann", 0, SERVICE, START);
        assert_eq!(queue.position("ann"), Some(1));
    }
}
