//! What the visitor and the browser do.

use super::World;
use crate::steps::Act;
use crate::support::*;

impl World {
    pub(crate) fn visitor(&mut self, act: &Act) {
        let at = i64::try_from(self.now).unwrap();
        let input = match *act {
            Act::Submit => {
                let text = format!("text {}", self.submitted);
                self.submitted += 1;
                self.leader.words.insert(text.clone());
                Input::Submitted { text, at }
            }
            Act::Attach => {
                let handle = self.submitted;
                let name = format!("file {handle}.txt");
                self.accepts(&name);
                self.leader.files.insert(handle);
                let file_type = FileType::Txt;
                let size = if handle.is_multiple_of(5) {
                    9_999_999
                } else {
                    10
                };
                let file = FileRef {
                    handle,
                    name,
                    size,
                    file_type,
                };
                Input::Attached { file, at }
            }
            Act::SendAgain(which) => {
                let lines = self.leader.visit.lines().iter();
                let own: Vec<&Line> = lines
                    .filter(|line| line.delivery.is_some() && line.is_again())
                    .collect();
                let Some(line) = own.get(which % own.len().max(1)) else {
                    return;
                };
                *self.again.entry(word(line).unwrap()).or_default() += 1;
                Input::SentAgain { line: line.key, at }
            }
            Act::Saw(which) => {
                let lines = self.leader.visit.lines();
                let Some(line) = lines.get(which % lines.len().max(1)) else {
                    return;
                };
                Input::Saw(line.key)
            }
            Act::CancelUpload => {
                let mut lines = self.leader.visit.lines().iter();
                let uploading =
                    |line: &&Line| matches!(line.delivery, Some(Delivery::Uploading(_)));
                let Some(line) = lines.find(uploading) else {
                    return;
                };
                let name = word(line).unwrap();
                self.cancelled.insert(name);
                Input::UploadCancelled { line: line.key }
            }
            Act::Open => Input::Opened,
            Act::Close => Input::Closed,
            Act::Type => Input::Typed,
            Act::AskForAgent => Input::AskedForAgent { at },
            Act::Leave => Input::Left { at },
            Act::Rate => Input::Rated(Rated {
                evaluation: Evaluation::new(3).unwrap(),
                comment: String::new(),
                recommendation: None,
                first_contact: None,
            }),
            Act::SkipRating => Input::RatingSkipped,
            Act::StartAgain => {
                self.was_ever_vague = true;
                Input::StartedAgain { at }
            }
            Act::TryNow => Input::TriedNow,
            Act::WantMessage => Input::LeaveMessageWanted,
            Act::DropMessage => Input::LeaveMessageDropped,
            Act::LeaveMessage => Input::MessageLeft {
                phone: "1".to_owned(),
                text: "Call me".to_owned(),
                at,
            },
            Act::Visible(visible) => Input::Visible(visible),
            Act::Online(online) => Input::Online(online),
        };
        self.tell(false, input);
    }

    /// A file that is accepted is owed once it is stored.
    pub(crate) fn accepts(&mut self, word: &str) {
        self.submitted += 1;
        if self.leader.visit.can_write() {
            self.leader.words.insert(word.to_owned());
        }
    }
}

trait Again {
    fn is_again(&self) -> bool;
}

impl Again for Line {
    fn is_again(&self) -> bool {
        matches!(
            self.delivery,
            Some(Delivery::Failed(_) | Delivery::Unconfirmed)
        )
    }
}

/// What the visitor sent in a line.
pub(crate) fn word(line: &Line) -> Option<String> {
    line.delivery?;
    match &line.body {
        Body::Text(text) => Some(text.clone()),
        Body::File { name, .. } => Some(name.clone()),
        _ => None,
    }
}
