//! Which files a visitor may ask for: those that came with a message, and those they sent.

use std::collections::{HashMap, VecDeque};

use frontdesk_protocol::{Content, DownlinkMessage, DownloadRequest, Json, MediaFile};
use serde::{Deserialize, Serialize};

use super::bounds::Bounds;
use crate::seal::Instant;

/// The ids of one visitor's files, so many of them.
#[derive(Debug, Default)]
pub(crate) struct Files {
    known: HashMap<String, File>,
    /// Oldest first.
    order: VecDeque<String>,
}

/// A file that the visitor may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) way: Way,
    /// Since when.
    pub(crate) at: Instant,
}

/// How a file comes to be the visitor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Way {
    /// A message brought it.
    Came,
    /// The visitor sent it.
    Sent,
}

impl Files {
    /// From what was stored, oldest first.
    pub(crate) fn load(stored: impl IntoIterator<Item = (String, File)>) -> Self {
        let mut files = Self::default();
        for (id, file) in stored {
            files.order.push_back(id.clone());
            files.known.insert(id, file);
        }
        files
    }

    /// Allows a file; whether that is news. What the visitor sent stays so when it comes back.
    pub(crate) fn allow(&mut self, id: &str, file: File) -> bool {
        if id.is_empty() || id.len() > ID_BYTES {
            return false;
        }
        match self.known.get_mut(id) {
            Some(known) if known.way == file.way || known.way == Way::Sent => false,
            Some(known) => {
                known.way = file.way;
                true
            }
            None => {
                self.order.push_back(id.to_owned());
                self.known.insert(id.to_owned(), file);
                true
            }
        }
    }

    /// What is known of a file.
    pub(crate) fn get(&self, id: &str) -> Option<File> {
        self.known.get(id).copied()
    }

    /// Lets go of the oldest beyond the bound; the ids of what is gone.
    pub(crate) fn trim(&mut self, bounds: &Bounds) -> Vec<String> {
        let mut gone = Vec::new();
        while self.known.len() > bounds.files {
            let Some(oldest) = self.order.pop_front() else {
                break;
            };
            self.known.remove(&oldest);
            gone.push(oldest);
        }
        gone
    }
}

/// The ids of the files in a message, each as `downloadFileStream` is asked for it.
pub(crate) fn files_of(message: &DownlinkMessage) -> Vec<String> {
    let ids = match message.content(&json) {
        Content::Image(MediaFile { key, .. })
        | Content::Audio(MediaFile { key, .. })
        | Content::Video(MediaFile { key, .. })
        | Content::Emoticon(MediaFile { key, .. })
        | Content::Document(MediaFile { key, .. }) => vec![key],
        Content::File(file) => vec![file.key],
        Content::WebCard(card) => card.file_id.into_iter().collect(),
        Content::Card(cards) => cards.into_iter().filter_map(|card| card.picture).collect(),
        // A type that nobody knows, of which the message says that it is a file.
        Content::Unknown { raw, .. } if message.media_file_type.is_some() => vec![raw],
        _ => Vec::new(),
    };
    let of = |id: &String| DownloadRequest::of_agent(message, id.trim(), None).file_id;
    ids.iter()
        .take(FILES_OF_MESSAGE)
        .filter_map(of)
        .filter(|id| !id.contains("://"))
        .collect()
}

/// Reads JSON that stands inside a string.
pub(crate) fn json(text: &str) -> Option<Json> {
    serde_json::from_str(text).ok()
}

/// Longer ids are no ids of the cloud's.
const ID_BYTES: usize = 1024;

/// A message with more pictures is none that anybody reads.
const FILES_OF_MESSAGE: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    fn file(way: Way) -> File {
        File {
            way,
            at: Instant::from_millis(0),
        }
    }

    fn ids(message: &str) -> Vec<String> {
        files_of(&serde_json::from_str(message).unwrap())
    }

    #[test]
    fn every_kind_of_message_with_a_file_allows_it() {
        for (message, expected) in [
            (r#"{"mediaType":"IMAGE","content":"a1"}"#, "a1"),
            (r#"{"mediaType":"FILE_VIDEO","content":"a1,mp4"}"#, "a1"),
            (r#"{"mediaType":"FILE","content":"a,b.txt,5,a1,txt"}"#, "a1"),
            (r#"{"mediaType":"DOCUMENT","content":"a1"}"#, "a1"),
            (
                r#"{"mediaType":"WEBCARD","content":"{\"title\":\"t\",\"mediaFileId\":\"a1\"}"}"#,
                "a1",
            ),
            (
                r#"{"mediaType":"CARD","content":"{\"title\":\"t\",\"image\":\"a1\"}"}"#,
                "a1",
            ),
            (
                r#"{"mediaType":"HOLOGRAM","content":"a1","mediaFileType":"zip"}"#,
                "a1",
            ),
            (
                r#"{"mediaType":"DOCUMENT","content":"a1","contentType":"1"}"#,
                "local/a1",
            ),
        ] {
            assert_eq!(ids(message), [expected], "{message}");
        }
    }

    #[test]
    fn what_is_no_file_allows_nothing() {
        for message in [
            r#"{"content":"a1"}"#,
            r#"{"mediaType":"TEXT","content":"a1,jpg","mediaFileType":"jpg"}"#,
            r#"{"mediaType":"CARD","content":"{\"image\":\"https://example.com/a.png\"}"}"#,
            r#"{"controlType":"READ","mediaType":null,"content":"a1"}"#,
            r#"{"mediaType":"HOLOGRAM","content":"a1"}"#,
        ] {
            assert!(ids(message).is_empty(), "{message}");
        }
    }

    #[test]
    fn the_oldest_makes_room_and_what_was_sent_stays_sent() {
        let bounds = Bounds {
            files: 2,
            ..Bounds::default()
        };
        let mut files = Files::default();
        assert!(files.allow("a", file(Way::Came)));
        assert!(files.allow("a", file(Way::Sent)));
        assert!(!files.allow("a", file(Way::Came)));
        assert_eq!(files.get("a"), Some(file(Way::Sent)));
        assert!(files.allow("b", file(Way::Came)));
        assert!(files.allow("c", file(Way::Came)));
        assert_eq!(files.trim(&bounds), ["a"]);
        assert_eq!(files.get("a"), None);
        assert!(!files.allow(&"x".repeat(2000), file(Way::Came)));
    }
}
