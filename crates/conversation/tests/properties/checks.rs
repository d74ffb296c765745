//! The properties, each a check of its own.

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_protocol::ControlType;

use crate::support::*;
use crate::upstream::Session;
use crate::world::World;
use crate::world::visitor::word;

type Check = fn(&World) -> Result<(), String>;

/// What holds at every moment.
pub(crate) fn always(world: &World) -> Result<(), String> {
    let checks: [Check; 5] = [
        nothing_is_at_fault_in_passing,
        what_the_visitor_sent_is_there_once,
        what_is_shown_as_sent_was_taken,
        nothing_is_taken_twice_by_itself,
        what_came_down_is_shown_once_and_in_order,
    ];
    checks.iter().try_for_each(|check| check(world))
}

/// What holds once everything works again.
pub(crate) fn once_well(world: &World) -> Result<(), String> {
    let checks: [Check; 6] = [
        nothing_stays_under_way,
        what_an_agents_history_knows_is_shown,
        an_agent_who_seems_to_be_there_was_there,
        an_end_that_was_journaled_is_known,
        what_was_journaled_is_shown,
        what_was_sent_is_in_order,
    ];
    checks.iter().try_for_each(|check| check(world))
}

/// One listener at a time; nothing runs while nothing is alive; a cursor is used, and a word sent,
/// only after it was stored; a file is let go once.
fn nothing_is_at_fault_in_passing(world: &World) -> Result<(), String> {
    match world.faults.first() {
        Some(fault) => Err(fault.clone()),
        None => Ok(()),
    }
}

fn what_the_visitor_sent_is_there_once(world: &World) -> Result<(), String> {
    let mut there = BTreeSet::new();
    for word in world.leader.visit.lines().iter().filter_map(word) {
        if !there.insert(word.clone()) {
            return Err(format!("{word} is there twice"));
        }
    }
    there.extend(world.cancelled.iter().cloned());
    match world.words.difference(&there).next() {
        Some(lost) => Err(format!("{lost} is lost")),
        None => Ok(()),
    }
}

fn what_is_shown_as_sent_was_taken(world: &World) -> Result<(), String> {
    let taken: BTreeSet<String> = taken(world).map(|(_, word)| word).collect();
    let lines = world.leader.visit.lines().iter();
    let sent = lines.filter(|line| matches!(line.delivery, Some(Delivery::Sent | Delivery::Read)));
    for word in sent.filter_map(word) {
        if !taken.contains(&word) {
            return Err(format!("{word} is shown as sent and was not taken"));
        }
    }
    Ok(())
}

fn nothing_is_taken_twice_by_itself(world: &World) -> Result<(), String> {
    let mut ids = BTreeSet::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (id, word) in taken(world) {
        if !ids.insert(id.clone()) && !world.forgiven.contains(&word) {
            return Err(format!("{word} was taken twice under {id}"));
        }
        *times.entry(word).or_default() += 1;
    }
    for (word, times) in times {
        let again = world.again.get(&word).copied().unwrap_or_default();
        let wanted = 1 + again + usize::from(world.forgiven.contains(&word));
        if times > wanted {
            return Err(format!("{word} was taken {times} times, not {wanted}"));
        }
    }
    Ok(())
}

fn what_came_down_is_shown_once_and_in_order(world: &World) -> Result<(), String> {
    let shown = shown(world);
    match shown.windows(2).find(|pair| pair[0] >= pair[1]) {
        Some(pair) => Err(format!("{pair:?} are shown twice or out of order")),
        None => Ok(()),
    }
}

fn nothing_stays_under_way(world: &World) -> Result<(), String> {
    let visit = &world.leader.visit;
    if *visit.phase() == Phase::Connecting {
        return Err("it stays connecting".to_owned());
    }
    let under_way = |line: &&Line| {
        matches!(
            line.delivery,
            Some(Delivery::Sending | Delivery::Uploading(_))
        )
    };
    match visit.lines().iter().find(under_way) {
        Some(line) => Err(format!("stays under way in {:?}: {line:?}", visit.phase())),
        None => Ok(()),
    }
}

fn an_agent_who_seems_to_be_there_was_there(world: &World) -> Result<(), String> {
    let session = world.upstream.session;
    let is_false = matches!(session, Session::Robot | Session::Queued);
    match world.leader.visit.phase() == &Phase::Agent && is_false {
        true => Err(format!("an agent seems to be there: {session:?}")),
        false => Ok(()),
    }
}

/// Where it must be clear whose end it is.
fn an_end_that_was_journaled_is_known(world: &World) -> Result<(), String> {
    let phase = world.leader.visit.phase();
    let end = world.upstream.end;
    let is_kept = world
        .proxy
        .kept()
        .any(|message| end.is_some() && message.timestamp == end);
    match is_kept && phase.is_talking() && !world.was_ever_vague {
        true => Err(format!("the session ended, and the visit is in {phase:?}")),
        false => Ok(()),
    }
}

/// Also what was lost on its way to the proxy, where the proxy knows that it may have been.
fn what_an_agents_history_knows_is_shown(world: &World) -> Result<(), String> {
    let is_agents = world.upstream.session == Session::Agent && world.proxy.is_durable;
    if !is_agents || world.leader.visit.phase() != &Phase::Agent {
        return Ok(());
    }
    let shown: BTreeSet<i64> = shown(world).into_iter().collect();
    let kept: BTreeSet<i64> = world.proxy.kept().filter_map(|it| it.timestamp).collect();
    let oldest = kept.first().copied().unwrap_or_default();
    let said = world.upstream.said.range(oldest..);
    for (number, message) in said.filter(|(_, message)| message.control == ControlType::Chat) {
        if !shown.contains(number) {
            return Err(format!("lost and not repaired: {:?}", message.content));
        }
    }
    Ok(())
}

/// Of what the proxy still keeps, while there is a conversation.
fn what_was_journaled_is_shown(world: &World) -> Result<(), String> {
    if !world.leader.visit.phase().is_talking() {
        return Ok(());
    }
    let shown: BTreeSet<i64> = shown(world).into_iter().collect();
    let chats = world
        .proxy
        .kept()
        .filter(|message| message.control == ControlType::Chat);
    for message in chats {
        if !shown.contains(&message.timestamp.unwrap()) {
            return Err(format!("not shown: {:?}", message.content));
        }
    }
    Ok(())
}

/// What the visitor did not send again, and what nobody had to be in doubt about. Two tabs at a time
/// keep no order between them.
fn what_was_sent_is_in_order(world: &World) -> Result<(), String> {
    if world.was_ever_split {
        return Ok(());
    }
    let order: Vec<String> = taken(world).map(|(_, word)| word).collect();
    let lines = world.leader.visit.lines().iter();
    let sent = lines.filter(|line| line.delivery == Some(Delivery::Sent));
    let texts = sent.filter(|line| matches!(line.body, Body::Text(_)));
    let words = texts
        .filter_map(word)
        .filter(|word| !world.again.contains_key(word));
    let places: Vec<Option<usize>> = words
        .map(|word| order.iter().position(|other| *other == word))
        .collect();
    match places.is_sorted() {
        true => Ok(()),
        false => Err(format!("sent out of order: {order:?}")),
    }
}

fn taken(world: &World) -> impl Iterator<Item = (&String, String)> {
    let took = world.upstream.took.iter();
    took.map(|(id, content)| (id, world.word_of(content)))
}

/// The numbers of what is shown, in its order.
fn shown(world: &World) -> Vec<i64> {
    let lines = world.leader.visit.lines().iter();
    lines
        .filter(|line| line.delivery.is_none())
        .filter_map(|line| match &line.body {
            Body::Content { .. } => line.at,
            _ => None,
        })
        .collect()
}
