//! What the components show: signals that follow the conversation.

use std::sync::Arc;

use frontdesk_conversation::{
    Body, Conversation, Delivery, Line, LineKey, Phase, Place, Rating, Sender, Trouble,
};
use leptos::prelude::*;

/// One line, with the part of it that changes as a signal of its own.
#[derive(Debug, Clone)]
pub struct LineView {
    /// The line; its delivery is as it was at first.
    pub line: Arc<Line>,
    /// How far a line of the visitor's has come.
    pub delivery: ArcRwSignal<Option<Delivery>>,
    /// Whether somebody else spoke before.
    pub opens_group: bool,
}

/// Signals, one for each thing that changes by itself.
#[derive(Debug, Clone, Copy)]
#[allow(
    missing_docs,
    reason = "each is the conversation's value of the same name"
)]
pub struct Shown {
    pub open: RwSignal<bool>,
    pub phase: RwSignal<Phase>,
    pub lines: RwSignal<Vec<LineView>>,
    pub place: RwSignal<Place>,
    pub rating: RwSignal<Rating>,
    pub trouble: RwSignal<Option<Trouble>>,
    pub unread: RwSignal<u32>,
    pub agent: RwSignal<Option<String>>,
    pub text_limit: RwSignal<u32>,
    revision: StoredValue<u64>,
}

impl Shown {
    pub(crate) fn new(visit: &Conversation) -> Self {
        let shown = Self {
            open: RwSignal::new(false),
            phase: RwSignal::new(Phase::Idle),
            lines: RwSignal::new(Vec::new()),
            place: RwSignal::new(Place::default()),
            rating: RwSignal::new(Rating::default()),
            trouble: RwSignal::new(None),
            unread: RwSignal::new(0),
            agent: RwSignal::new(None),
            text_limit: RwSignal::new(0),
            revision: StoredValue::new(u64::MAX),
        };
        shown.update(visit);
        shown
    }

    /// The same, for a panel that is open or closed by itself.
    pub(crate) fn with_own_panel(self) -> Self {
        Self {
            open: RwSignal::new(false),
            ..self
        }
    }

    pub(crate) fn update(&self, visit: &Conversation) {
        follow(self.phase, visit.phase().clone());
        follow(self.place, visit.place());
        follow(self.rating, visit.rating());
        follow(self.trouble, visit.trouble());
        follow(self.unread, visit.unread());
        follow(self.agent, visit.agent().map(str::to_owned));
        follow(self.text_limit, visit.text_limit());
        if self.revision.get_value() != visit.revision() {
            self.revision.set_value(visit.revision());
            self.update_lines(visit.lines());
        }
    }

    /// Lines keep their order and never change but for their delivery: walk both lists at once.
    fn update_lines(&self, lines: &[Line]) {
        let mut views = Vec::with_capacity(lines.len());
        let mut changed = false;
        let mut before: Option<&Line> = None;
        self.lines.with_untracked(|old| {
            let mut old = old.iter().peekable();
            for line in lines {
                while old.next_if(|view| view.line.key < line.key).is_some() {
                    changed = true;
                }
                let opens_group = before.is_none_or(|before| !speaks_on(before, line));
                match old.next_if(|view| view.line.key == line.key) {
                    Some(view) => {
                        if view.delivery.get_untracked() != line.delivery {
                            view.delivery.set(line.delivery);
                        }
                        views.push(view.clone());
                    }
                    None => {
                        changed = true;
                        views.push(LineView {
                            line: Arc::new(line.clone()),
                            delivery: ArcRwSignal::new(line.delivery),
                            opens_group,
                        });
                    }
                }
                before = Some(line);
            }
            changed |= old.next().is_some();
        });
        if changed {
            self.lines.set(views);
        }
    }
}

impl LineView {
    /// Names the line for as long as it is shown.
    pub fn key(&self) -> LineKey {
        self.line.key
    }
}

/// Whether the second line goes on where the first one stopped.
fn speaks_on(before: &Line, line: &Line) -> bool {
    let event = |line: &Line| matches!(line.body, Body::Event(_)) || line.sender == Sender::System;
    before.sender == line.sender && !event(before) && !event(line)
}

fn follow<T: PartialEq + std::marker::Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
