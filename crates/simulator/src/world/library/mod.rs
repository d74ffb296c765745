//! The tenant's library: a small real file of every kind, under ids that never change.

use frontdesk_protocol::FileType;

/// A file of the library.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) id: &'static str,
    pub(crate) kind: FileType,
    pub(crate) bytes: &'static [u8],
}

/// The file of an id.
pub(crate) fn item(id: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|item| item.id == id)
}

/// Everything that the library holds.
pub(crate) static ITEMS: [Item; 7] = [
    Item {
        id: "library-image",
        kind: FileType::Png,
        bytes: include_bytes!("image.png"),
    },
    Item {
        id: "library-audio",
        kind: FileType::Mp3,
        bytes: include_bytes!("audio.mp3"),
    },
    Item {
        id: "library-video",
        kind: FileType::Mp4,
        bytes: include_bytes!("video.mp4"),
    },
    Item {
        id: "library-document",
        kind: FileType::Pdf,
        bytes: include_bytes!("document.pdf"),
    },
    Item {
        id: "library-sticker",
        kind: FileType::Gif,
        bytes: include_bytes!("sticker.gif"),
    },
    Item {
        id: "library-text",
        kind: FileType::Txt,
        bytes: include_bytes!("text.txt"),
    },
    Item {
        id: "library-table",
        kind: FileType::Csv,
        bytes: include_bytes!("table.csv"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_begins_as_its_kind_does() {
        for (id, start) in [
            ("library-image", b"\x89PNG".as_slice()),
            ("library-audio", b"\xff\xf3"),
            ("library-video", b"\0\0\0\x20ftypisom"),
            ("library-document", b"%PDF-1.4"),
            ("library-sticker", b"GIF89a"),
            ("library-text", b"Veloro"),
            ("library-table", b"bicycle,euros\n"),
        ] {
            let known = item(id).map(|item| item.bytes.starts_with(start));
            assert_eq!(known, Some(true), "{id}");
        }
    }
}
