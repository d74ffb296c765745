//! The files that a visitor chose. Their bytes stay with the browser until they go up.

use std::cell::{Cell, RefCell};

use frontdesk_conversation::FileRef;
use frontdesk_protocol::FileType;
use web_sys::File;

/// Files by their handle.
#[derive(Default)]
pub(crate) struct Files {
    held: RefCell<Vec<(u32, File)>>,
    next: Cell<u32>,
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

    pub(crate) fn release(&self, handle: u32) {
        self.held.borrow_mut().retain(|(there, _)| *there != handle);
    }
}
