//! Which files a visitor may fetch: those that came down for, or were sent up by, this visitor.

use std::collections::{HashSet, VecDeque};

use frontdesk_protocol::{Content, DownlinkMessage, Json};

use super::bounds::Bounds;

/// Ids of files, the newest of them.
#[derive(Debug, Default)]
pub(crate) struct Files {
    known: HashSet<String>,
    /// Oldest first.
    order: VecDeque<String>,
}

impl Files {
    /// From what was stored.
    pub(crate) fn load(stored: impl IntoIterator<Item = String>) -> Self {
        let mut files = Self::default();
        for id in stored {
            files.allow(id);
        }
        files
    }

    /// Lets the visitor fetch a file; whether that is news.
    pub(crate) fn allow(&mut self, id: String) -> bool {
        let news = self.known.insert(id.clone());
        if news {
            self.order.push_back(id);
        }
        news
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    /// Lets go what is too much; the ids of what is gone.
    pub(crate) fn trim(&mut self, bounds: &Bounds) -> Vec<String> {
        let surplus = self.order.len().saturating_sub(bounds.files);
        let gone: Vec<String> = self.order.drain(..surplus).collect();
        for id in &gone {
            self.known.remove(id);
        }
        gone
    }
}

/// The ids of the files that a message carries.
pub(crate) fn files_of(message: &DownlinkMessage) -> Vec<String> {
    let parse = |text: &str| serde_json::from_str::<Json>(text).ok();
    match message.content(&parse) {
        Content::Image(file)
        | Content::Audio(file)
        | Content::Video(file)
        | Content::Emoticon(file)
        | Content::Document(file) => vec![file.key],
        Content::File(file) => vec![file.key],
        Content::WebCard(card) => card.file_id.into_iter().collect(),
        Content::Card(cards) => cards.into_iter().filter_map(|card| card.picture).collect(),
        _ => Vec::new(),
    }
}
