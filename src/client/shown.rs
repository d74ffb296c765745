//! What the components show: signals that follow the conversation.

use std::sync::Arc;

use frontdesk_conversation::{
    Body, Conversation, Delivery, Line, LineKey, Phase, Place, Rating, Sender, Trouble,
};
use frontdesk_protocol::Survey;
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
    /// Counts the changes of what the line says: a withdrawn one is drawn anew.
    pub edition: u32,
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
    /// How large a file may be, in bytes.
    pub file_bytes: RwSignal<u32>,
    /// What a file may be: extensions with commas between them.
    pub file_types: RwSignal<String>,
    pub survey: RwSignal<Option<Survey>>,
    pub typing: RwSignal<bool>,
    /// The code with which a message to leave was refused.
    pub refusal: RwSignal<Option<String>>,
    /// Phone and text of a message that could not be left.
    pub message_draft: RwSignal<(String, String)>,
    /// A message to leave is on its way.
    pub leaving_message: RwSignal<bool>,
    pub can_write: RwSignal<bool>,
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
            file_bytes: RwSignal::new(0),
            file_types: RwSignal::new(String::new()),
            survey: RwSignal::new(None),
            typing: RwSignal::new(false),
            refusal: RwSignal::new(None),
            message_draft: RwSignal::new(Default::default()),
            leaving_message: RwSignal::new(false),
            can_write: RwSignal::new(false),
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

    /// Follows another value of the visit, whose revisions count anew.
    pub(crate) fn renew(&self, visit: &Conversation) {
        self.revision.set_value(u64::MAX);
        self.update(visit);
    }

    pub(crate) fn update(&self, visit: &Conversation) {
        follow(self.phase, visit.phase().clone());
        follow(self.place, visit.place());
        follow(self.rating, visit.rating());
        follow(self.trouble, visit.trouble());
        follow(self.unread, visit.unread());
        follow(self.agent, visit.agent().map(str::to_owned));
        follow(self.text_limit, visit.text_limit());
        follow(self.typing, visit.is_agent_typing());
        let refusal = visit.refusal_of_message().map(str::to_owned);
        follow(self.refusal, refusal);
        let draft = visit.draft_of_message().unwrap_or_default();
        follow(self.message_draft, (draft.0.to_owned(), draft.1.to_owned()));
        follow(self.leaving_message, visit.is_leaving_message());
        follow(self.can_write, visit.can_write());
        let (bytes, types) = visit.upload_limits();
        follow(self.file_bytes, bytes);
        follow(self.file_types, types.join(","));
        if self
            .survey
            .with_untracked(|old| old.as_ref() != visit.survey())
        {
            self.survey.set(visit.survey().cloned());
        }
        if self.revision.get_value() != visit.revision() {
            self.revision.set_value(visit.revision());
            self.update_lines(visit.lines());
        }
    }

    /// Most lines stay as they are: walk both lists at once, and search only where they part.
    fn update_lines(&self, lines: &[Line]) {
        let mut views = Vec::with_capacity(lines.len());
        let mut changed = false;
        self.lines.with_untracked(|old| {
            let mut at = 0;
            let mut before: Option<&Line> = None;
            for line in lines {
                let opens_group = before.is_none_or(|before| !speaks_on(before, line));
                before = Some(line);
                let named = |view: &LineView| view.line.key == line.key;
                let found = old
                    .get(at)
                    .filter(|view| named(view))
                    .map(|_| at)
                    .or_else(|| old.iter().position(named));
                let there = found.and_then(|index| old.get(index));
                at = found.map_or(at, |index| index + 1);
                views.push(match there {
                    Some(view) if view.shows(line, opens_group) => {
                        if view.delivery.get_untracked() != line.delivery {
                            view.delivery.set(line.delivery);
                        }
                        view.clone()
                    }
                    there => LineView {
                        line: Arc::new(line.clone()),
                        delivery: ArcRwSignal::new(line.delivery),
                        opens_group,
                        edition: there.map_or(0, |view| view.edition.wrapping_add(1)),
                    },
                });
            }
            let keys = |views: &[LineView]| views.iter().map(LineView::edition).collect::<Vec<_>>();
            changed = keys(old) != keys(&views);
        });
        if changed {
            self.lines.set(views);
        }
    }
}

impl LineView {
    /// Names the line for as long as it lasts.
    pub fn key(&self) -> LineKey {
        self.line.key
    }

    /// Names it for as long as it says the same.
    pub fn edition(&self) -> (LineKey, u32) {
        (self.line.key, self.edition)
    }

    /// Whether what is drawn is still true, but for the delivery.
    fn shows(&self, line: &Line, opens_group: bool) -> bool {
        self.opens_group == opens_group
            && self.line.body == line.body
            && self.line.questions == line.questions
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
