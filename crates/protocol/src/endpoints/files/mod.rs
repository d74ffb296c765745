//! Files, up and down.

pub(crate) mod download;
pub(crate) mod file_type;
pub(crate) mod upload;
