//! The lines of a visit, and what is done to them.

use frontdesk_protocol::{DownlinkMessage, FileType, Questions, SourceType};
use serde::{Deserialize, Serialize};

use super::{Body, Delivery, Line, LineKey, Sender};

/// How many lines are kept. What is older was read long ago, or is in the company's archive.
const MOST: usize = 1000;

/// The lines, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Transcript {
    lines: Vec<Line>,
    next_key: u32,
    /// Counts every change, so that a reader knows whether to look.
    #[serde(skip)]
    revision: u64,
}

impl Transcript {
    pub(crate) fn push(&mut self, sender: Sender, body: Body, at: Option<i64>) -> LineKey {
        let line = self.make(sender, body, at);
        self.place(line, self.lines.len())
    }

    /// Shows what came down; in order of time instead of at the end, if it was missed. A message
    /// without content has nothing to show.
    pub(crate) fn push_downlink(
        &mut self,
        message: DownlinkMessage,
        was_missed: bool,
    ) -> Option<LineKey> {
        let content = message
            .content
            .filter(|content| !content.trim().is_empty())?;
        let name = message.nickname.filter(|name| !name.trim().is_empty());
        let sender = match message.source {
            Some(SourceType::Agent) => Sender::Agent(name),
            Some(SourceType::Robot) => Sender::Robot(name),
            _ => Sender::System,
        };
        let at = message.timestamp;
        let media = message.media.map(|media| media.as_str().to_owned());
        let mut line = self.make(sender, Body::Content { media, content }, at);
        line.message_id = message.message_code;
        line.questions = questions(&message.questions);
        line.answer_id = message.inter_idx;
        line.is_local_file = message.content_type.as_deref() == Some("1");
        line.file_type = message
            .media_file_type
            .as_ref()
            .map(FileType::as_str)
            .map(str::to_owned);
        let mut place = self.lines.len();
        if was_missed {
            // The visitor's clock may differ from the service's.
            let later =
                |line: &Line| line.came_down() && line.at.is_some_and(|other| Some(other) > at);
            place = self.lines.iter().position(later).unwrap_or(place);
        }
        Some(self.place(line, place))
    }

    fn make(&mut self, sender: Sender, body: Body, at: Option<i64>) -> Line {
        let key = LineKey(self.next_key);
        self.next_key = self.next_key.wrapping_add(1);
        let delivery = match (&sender, &body) {
            (Sender::Visitor, Body::File { content: None, .. }) => Some(Delivery::Uploading(0)),
            (Sender::Visitor, _) => Some(Delivery::Sending),
            _ => None,
        };
        Line {
            key,
            sender,
            body,
            at,
            delivery,
            message_id: None,
            questions: Vec::new(),
            answer_id: None,
            file_type: None,
            is_local_file: false,
        }
    }

    fn place(&mut self, line: Line, place: usize) -> LineKey {
        let key = line.key;
        self.lines.insert(place, line);
        self.shorten(MOST);
        self.revision += 1;
        key
    }

    /// Lets go of the oldest lines, but of none that is still on its way.
    pub(crate) fn shorten(&mut self, most: usize) {
        let mut spare = self.lines.len().saturating_sub(most);
        if spare > 0 {
            self.lines.retain(|line| {
                let goes = spare > 0 && !line.is_under_way();
                spare -= usize::from(goes);
                !goes
            });
        }
    }

    /// Changes a line that is there.
    pub(crate) fn change(&mut self, key: LineKey, change: impl FnOnce(&mut Line)) {
        if let Some(line) = self.lines.iter_mut().rev().find(|line| line.key == key) {
            change(line);
            self.revision += 1;
        }
    }

    /// What was read stays so, whatever becomes of its answer.
    pub(crate) fn set_delivery(&mut self, key: LineKey, delivery: Delivery) {
        self.change(key, |line| {
            if line.delivery != Some(Delivery::Read) {
                line.delivery = Some(delivery);
            }
        });
    }

    /// The visitor's lines with these ids were read, so they have arrived.
    pub(crate) fn read<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        for id in ids {
            let line = self
                .lines
                .iter_mut()
                .rev()
                .find(|line| line.delivery.is_some() && line.message_id.as_deref() == Some(id));
            if let Some(line) = line {
                line.delivery = Some(Delivery::Read);
                self.revision += 1;
            }
        }
    }

    /// What came down under this code was withdrawn.
    pub(crate) fn withdraw(&mut self, code: &str) {
        for line in &mut self.lines {
            if line.delivery.is_none() && line.message_id.as_deref() == Some(code) {
                line.body = Body::Withdrawn;
                line.questions = Vec::new();
                self.revision += 1;
            }
        }
    }

    pub(crate) fn remove(&mut self, key: LineKey) -> Option<Line> {
        let index = self.lines.iter().position(|line| line.key == key)?;
        self.revision += 1;
        Some(self.lines.remove(index))
    }

    pub(crate) fn line(&self, key: LineKey) -> Option<&Line> {
        self.lines.iter().rev().find(|line| line.key == key)
    }

    /// The lines after this one; all of them if it is not there.
    pub(crate) fn after(&self, key: Option<LineKey>) -> impl Iterator<Item = &Line> {
        let place = self.lines.iter().rposition(|line| Some(line.key) == key);
        self.lines.iter().skip(place.map_or(0, |place| place + 1))
    }

    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }
}

impl Line {
    /// Whether it is on its way up.
    pub(crate) fn is_under_way(&self) -> bool {
        matches!(
            self.delivery,
            Some(Delivery::Uploading(_) | Delivery::Sending)
        )
    }

    /// Whether it is the service's, with the service's time.
    fn came_down(&self) -> bool {
        matches!(self.body, Body::Content { .. } | Body::Withdrawn)
    }

    /// Whether a robot or a person said it.
    pub(crate) fn is_said(&self) -> bool {
        matches!(self.sender, Sender::Robot(_) | Sender::Agent(_))
    }
}

/// The questions one by one. JSON in a string is for whoever has a parser.
fn questions(questions: &Questions) -> Vec<String> {
    match questions {
        Questions::Text(text) if text.trim_start().starts_with(['[', '{']) => Vec::new(),
        questions => questions.all(&|_: &str| None),
    }
}
