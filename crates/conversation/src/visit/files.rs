//! Files on their way up: first the bytes, then a message that carries them.
//!
//! An upload holds no text back: the message takes its place in the outbox when the bytes are up.

use frontdesk_protocol::{Answer, FileContent, FileType, MediaFile, MediaType, UploadResponse};

use super::Conversation;
use crate::effect::{Call, CallId, Effect, Timer};
use crate::failure::{Failure, Verdict};
use crate::input::FileRef;
use crate::monotonic::Monotonic;
use crate::outbox::{UplinkKind, message_id};
use crate::transcript::{Body, Delivery, LineKey, NotSent, Sender};

/// So many files may wait. More are not accepted.
const MOST: usize = 20;

/// A file whose bytes are still needed. It does not outlive the page.
#[derive(Debug)]
pub(super) struct Upload {
    line: LineKey,
    handle: u32,
    file_type: FileType,
    key: String,
    /// When it was tried first.
    since: Option<Monotonic>,
    /// Only the visitor can have it tried again.
    has_failed: bool,
}

impl Conversation {
    pub(super) fn attached(&mut self, file: FileRef, at: i64) {
        if !self.can_write() || self.uploads.len() >= MOST {
            self.effects.push(Effect::Release(file.handle));
            return;
        }
        let body = Body::File {
            name: file.name,
            size: file.size,
            media: file.file_type.uplink_media().as_str().to_owned(),
            content: None,
        };
        let line = self.kept.transcript.push(Sender::Visitor, body, Some(at));
        self.dirty = true;
        if file.size > u64::from(self.kept.upload_bytes) {
            let failed = Delivery::Failed(NotSent::TooLarge);
            self.kept.transcript.set_delivery(line, failed);
            self.effects.push(Effect::Release(file.handle));
            return;
        }
        self.uploads.push(Upload {
            line,
            handle: file.handle,
            file_type: file.file_type,
            key: message_id(&mut self.rng),
            since: None,
            has_failed: false,
        });
    }

    pub(super) fn upload_next(&mut self) {
        if !self.kept.is_talking() || !self.is_free(Timer::Upload) {
            return;
        }
        let now = self.now;
        let mut waiting = self.uploads.iter_mut().filter(|upload| !upload.has_failed);
        let Some(upload) = waiting.next() else {
            return;
        };
        let since = *upload.since.get_or_insert(now);
        let call = Call::Upload {
            handle: upload.handle,
            file_type: upload.file_type.clone(),
            key: upload.key.clone(),
        };
        if self.is_spent(since) {
            self.upload_ends(NotSent::Unreachable);
        } else {
            self.call(Timer::Upload, call);
        }
    }

    /// The one whose bytes are on their way.
    fn current(&mut self) -> Option<&mut Upload> {
        self.uploads.iter_mut().find(|upload| !upload.has_failed)
    }

    pub(super) fn progressed(&mut self, id: CallId, percent: u8) {
        if self.awaited(id) == Some(Timer::Upload)
            && let Some(line) = self.current().map(|upload| upload.line)
        {
            let delivery = Delivery::Uploading(percent.min(100));
            self.kept.transcript.set_delivery(line, delivery);
        }
    }

    pub(super) fn uploaded(&mut self, id: CallId, answer: UploadResponse) {
        if !answer.is_success() {
            self.done(Timer::Upload);
            self.upload_ends(NotSent::Refused);
            return;
        }
        let Some(key) = answer.object_key else {
            self.failed(id, &Failure::Garbage);
            return;
        };
        self.done(Timer::Upload);
        self.let_through();
        let Some(index) = self.uploads.iter().position(|upload| !upload.has_failed) else {
            return;
        };
        let upload = self.uploads.remove(index);
        self.effects.push(Effect::Release(upload.handle));
        self.send_file(&upload, key);
    }

    fn send_file(&mut self, upload: &Upload, key: String) {
        let Some(line) = self.kept.transcript.line(upload.line) else {
            return;
        };
        let (
            Body::File {
                name, size, media, ..
            },
            at,
        ) = (&line.body, line.at)
        else {
            return;
        };
        let media = media.clone();
        let content = if media == MediaType::File.as_str() {
            let file = FileContent {
                name: name.clone(),
                size: Some(*size),
                key,
                ext: upload.file_type.as_str().to_owned(),
            };
            file.compose()
        } else {
            let file_type = Some(upload.file_type.clone());
            MediaFile { key, file_type }.compose()
        };
        self.dirty = true;
        let Ok(sent) = content else {
            let failed = Delivery::Failed(NotSent::Refused);
            self.kept.transcript.set_delivery(upload.line, failed);
            return;
        };
        self.kept.transcript.change(upload.line, |line| {
            line.delivery = Some(Delivery::Sending);
            if let Body::File { content, .. } = &mut line.body {
                *content = Some(sent.clone());
            }
        });
        let kind = UplinkKind::Chat {
            media: Some(media),
            content: sent,
            line: upload.line,
        };
        self.send_up(kind, at.unwrap_or_default());
    }

    pub(super) fn upload_failed(&mut self, failure: &Failure) {
        if failure.verdict() == Verdict::Unknown {
            // Bytes that lie there twice harm nobody.
            let key = message_id(&mut self.rng);
            if let Some(upload) = self.current() {
                upload.key = key;
            }
            self.back_off(Timer::Upload, failure, None);
        } else if !self.again(Timer::Upload, failure) {
            let is_too_large = failure.is_too_large();
            self.upload_ends(if is_too_large {
                NotSent::TooLarge
            } else {
                NotSent::Refused
            });
        }
    }

    /// The bytes are kept for the visitor's "send again".
    fn upload_ends(&mut self, reason: NotSent) {
        if let Some(upload) = self.current() {
            upload.has_failed = true;
            let line = upload.line;
            let failed = Delivery::Failed(reason);
            self.kept.transcript.set_delivery(line, failed);
            self.dirty = true;
        }
    }

    /// Whether the visitor's "send again" is an upload's.
    pub(super) fn uploads_again(&mut self, line: LineKey) -> bool {
        let Some(index) = self.uploads.iter().position(|upload| upload.line == line) else {
            return false;
        };
        // Behind the one that is under way.
        let upload = self.uploads.remove(index);
        self.uploads.push(Upload {
            key: message_id(&mut self.rng),
            since: None,
            has_failed: false,
            ..upload
        });
        let delivery = Delivery::Uploading(0);
        self.kept.transcript.set_delivery(line, delivery);
        self.dirty = true;
        true
    }

    pub(super) fn upload_cancelled(&mut self, line: LineKey) {
        let Some(index) = self.uploads.iter().position(|upload| upload.line == line) else {
            return;
        };
        if self.current().is_some_and(|upload| upload.line == line) {
            self.clear(Timer::Upload);
        }
        let upload = self.uploads.remove(index);
        self.effects.push(Effect::Release(upload.handle));
        self.kept.transcript.remove(line);
        self.dirty = true;
    }

    /// The conversation is over.
    pub(super) fn drop_files(&mut self) {
        self.clear(Timer::Upload);
        for upload in std::mem::take(&mut self.uploads) {
            self.effects.push(Effect::Release(upload.handle));
            if !upload.has_failed {
                let failed = Delivery::Failed(NotSent::Over);
                self.kept.transcript.set_delivery(upload.line, failed);
            }
        }
    }

    /// The bytes died with the page before.
    pub(super) fn forget_files(&mut self) {
        let lines = self.kept.transcript.lines().iter();
        let gone: Vec<LineKey> = lines
            .filter(|line| matches!(line.delivery, Some(Delivery::Uploading(_))))
            .map(|line| line.key)
            .collect();
        for line in gone {
            let failed = Delivery::Failed(NotSent::FileGone);
            self.kept.transcript.set_delivery(line, failed);
            self.dirty = true;
        }
    }
}
