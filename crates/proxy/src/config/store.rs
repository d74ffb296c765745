//! Where conversations are kept.

use std::path::PathBuf;

use super::text::Text;

/// Where conversations are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreConfig {
    /// In this process: a restart forgets, and tells every reader so.
    Memory,
    /// In a file, which one proxy at a time can use.
    File(PathBuf),
}

impl StoreConfig {
    pub(super) fn parse(text: &Text) -> Result<Self, String> {
        let text = text.as_str();
        if text == "memory" {
            return Ok(Self::Memory);
        }
        match text.strip_prefix("file:").filter(|path| !path.is_empty()) {
            Some(path) => {
                let path = PathBuf::from(path);
                let folder = path
                    .parent()
                    .filter(|folder| !folder.as_os_str().is_empty());
                if path.is_dir() || folder.is_some_and(|folder| !folder.is_dir()) {
                    return Err(format!(
                        "`--store` is `{text}`; write the path of a file in a folder that is there."
                    ));
                }
                Ok(Self::File(path))
            }
            None => Err(format!(
                "`--store` is `{text}`; write `memory`, or `file:` and a path as \
                 `file:/var/lib/frontdesk/store`."
            )),
        }
    }
}
