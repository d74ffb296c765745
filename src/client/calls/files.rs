//! The files that a visitor chose. Their bytes stay with the browser: until they go up for the
//! upload, and after that for whoever wants to see them again while the page lives.

use std::cell::{Cell, RefCell};

use frontdesk_conversation::FileRef;
use frontdesk_protocol::FileType;
use web_sys::File;

/// Files by their handle.
#[derive(Default)]
pub(crate) struct Files {
    held: RefCell<Vec<(u32, File)>>,
    next: Cell<u32>,
    /// By the key under which the service has them.
    sent: RefCell<Vec<(String, File)>>,
}

impl Files {
    /// Takes a file in, and says what the conversation needs to know of it. `None` where its name
    /// does not say what it is.
    pub(crate) fn take_in(&self, file: File) -> Option<FileRef> {
        let name = file.name();
        let file_type = FileType::of_name(&name)?;
        let handle = self.next.get();
        self.next.set(handle.wrapping_add(1));
        // Sizes are whole numbers far below where an f64 leaves any out.
        let size = file.size() as u64;
        self.held.borrow_mut().push((handle, file));
        Some(FileRef {
            handle,
            name,
            size,
            file_type,
        })
    }

    pub(crate) fn get(&self, handle: u32) -> Option<File> {
        let held = self.held.borrow();
        let found = held.iter().find(|(there, _)| *there == handle);
        found.map(|(_, file)| file.clone())
    }

    pub(super) fn went_up(&self, key: &str, file: File) {
        self.sent.borrow_mut().push((key.to_owned(), file));
    }

    pub(super) fn sent(&self, key: &str) -> Option<File> {
        let sent = self.sent.borrow();
        let found = sent.iter().find(|(there, _)| there == key);
        found.map(|(_, file)| file.clone())
    }

    /// Nobody looks at what went up any more.
    pub(crate) fn forget(&self) {
        self.sent.take();
    }

    pub(crate) fn release(&self, handle: u32) {
        self.held.borrow_mut().retain(|(there, _)| *there != handle);
    }
}
