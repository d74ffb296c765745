//! What a file is by its first bytes, whatever it calls itself.
//!
//! By hand: a library's table knows one of the eight forms in which an MP3 can begin, and would refuse
//! what phones record.

use frontdesk_protocol::FileType;

use crate::refusal::Refusal;

/// Refuses a file that is not of the type it says.
pub(super) fn check(file_type: &FileType, bytes: &[u8]) -> Result<(), Refusal> {
    let found = found(bytes);
    let fits = match file_type {
        FileType::Jpg | FileType::Jpeg => found == JPEG,
        FileType::Png => found == PNG,
        FileType::Bmp => found == BMP,
        FileType::Mp3 => found == MP3,
        FileType::Aac => found == AAC,
        FileType::Mp4 => found == MP4,
        FileType::Pdf => found == PDF,
        FileType::Txt | FileType::Csv => found == TEXT,
        _ => false,
    };
    if fits {
        return Ok(());
    }
    let what = format!("is {found}, and no {}", file_type.as_str());
    Err(Refusal::invalid("fileStream", what))
}

fn found(bytes: &[u8]) -> &'static str {
    if bytes.get(4..8) == Some(b"ftyp") {
        return MP4;
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return "a WebP picture";
    }
    for (magic, what) in MAGIC {
        if bytes.starts_with(magic) {
            return what;
        }
    }
    if let [0xff, second, third, ..] = bytes
        && let Some(sound) = sound(*second, *third)
    {
        return sound;
    }
    if is_text(bytes) { TEXT } else { UNKNOWN }
}

/// The head of a frame of MPEG sound: MP3 is layer III, AAC says layer 0. Versions and rates that do
/// not exist are none: UTF-16 begins alike.
fn sound(second: u8, third: u8) -> Option<&'static str> {
    let (sync, version, layer) = (second >> 5, second >> 3 & 3, second >> 1 & 3);
    match (sync, version, layer) {
        (7, 2 | 3, 0) if second >> 4 == 15 && third >> 2 & 15 < 13 => Some(AAC),
        (7, 0 | 2 | 3, 1) if third >> 4 != 15 && third >> 2 & 3 != 3 => Some(MP3),
        _ => None,
    }
}

/// Text has no NUL, but for UTF-16, which says so at its beginning. Other encodings cannot be told
/// apart, and need not be.
fn is_text(bytes: &[u8]) -> bool {
    let wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    wide || !bytes.contains(&0)
}

const JPEG: &str = "a JPEG picture";
const PNG: &str = "a PNG picture";
const BMP: &str = "a bitmap";
const MP3: &str = "MP3 sound";
const AAC: &str = "AAC sound";
const MP4: &str = "an MP4 video";
const PDF: &str = "a PDF document";
const TEXT: &str = "text";
const UNKNOWN: &str = "of an unknown type";

/// The types that are sent, and those that would be found under a false name.
const MAGIC: [(&[u8], &str); 15] = [
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"BM", BMP),
    (b"ID3", MP3),
    (b"ADIF", AAC),
    (b"%PDF-", PDF),
    (b"\xef\xbb\xbf%PDF-", PDF),
    (b"GIF8", "a GIF picture"),
    (b"MZ", "a program for Windows"),
    (b"\x7fELF", "a program"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn told(file_type: &str, bytes: &[u8]) -> Option<String> {
        let checked = check(&FileType::from(file_type), bytes);
        checked.err().map(|refusal| format!("{refusal:?}"))
    }

    #[test]
    fn each_type_is_known_by_its_bytes() {
        let files: [(&str, &[u8]); 17] = [
            ("jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
            ("jpeg", b"\xff\xd8\xff\xe1"),
            ("png", b"\x89PNG\r\n\x1a\n\0"),
            ("bmp", b"BM\x36\0"),
            ("mp3", b"ID3\x04\0"),
            ("mp3", b"\xff\xfb\x90\x64"),
            ("mp3", b"\xff\xf3\x40\xc4"),
            ("mp3", b"\xff\xe3\x18\xc4"),
            ("aac", b"\xff\xf1\x50\x80"),
            ("aac", b"\xff\xf9\x4c\x80"),
            ("aac", b"ADIF\0"),
            ("mp4", b"\0\0\0\x18ftypmp42"),
            ("mp4", b"\0\0\0\x20ftypisom"),
            ("pdf", b"%PDF-1.7"),
            ("txt", "täxt, 文".as_bytes()),
            ("csv", b"\xff\xfea\0,\0b\0"),
            ("csv", b"\xc4\xe3\xba\xc3,1"),
        ];
        for (file_type, bytes) in files {
            assert_eq!(told(file_type, bytes), None, "{file_type} {bytes:?}");
        }
    }

    #[test]
    fn a_false_name_is_refused_and_what_was_found_is_said() {
        let files: [(&str, &[u8], &str); 9] = [
            ("jpg", b"MZ\x90\0", "a program for Windows"),
            ("png", b"<svg onload='x'/>", "text"),
            ("txt", b"MZ\x90\0", "a program for Windows"),
            ("txt", b"\x7fELF\x02", "a program"),
            ("csv", b"PK\x03\x04", "a ZIP archive"),
            ("pdf", b"<html>", "text"),
            ("mp3", b"\xff\xfea\0", "text"),
            ("mp4", b"\xff\xd8\xff\xe0", "a JPEG picture"),
            ("jpg", b"\0\x01", "unknown type"),
        ];
        for (file_type, bytes, found) in files {
            let told = told(file_type, bytes).unwrap();
            assert!(told.contains(found), "{told}");
        }
    }
}
