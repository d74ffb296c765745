//! The content of FILE: `name,size,objectKey,ext`.

use crate::limits::ComposeError;

/// A file that somebody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileContent {
    /// Its name; a real client sends an empty one.
    pub name: String,
    /// Its size in bytes, where the message says it.
    pub size: Option<u64>,
    /// Under which key it is kept.
    pub key: String,
    /// Its extension, without the dot.
    pub ext: String,
}

impl FileContent {
    /// Reads from the right, since a name may contain commas. `None` without a key.
    pub(crate) fn parse(content: &str) -> Option<Self> {
        let mut parts = content.trim().rsplitn(4, ',');
        let ext = parts.next()?;
        let key = parts.next()?.trim();
        let size = parts.next().unwrap_or_default();
        let name = parts.next().unwrap_or_default();
        (!key.is_empty()).then(|| Self {
            name: name.to_owned(),
            size: size.trim().parse().ok(),
            key: key.to_owned(),
            ext: ext.trim().to_owned(),
        })
    }

    /// Writes it, with the commas of the name as spaces and without white space around the parts; a
    /// size that is not known is 0.
    ///
    /// # Errors
    ///
    /// Key and extension must not be empty, nor contain a comma.
    pub fn compose(&self) -> Result<String, ComposeError> {
        let name = self.name.replace(',', " ");
        let name = name.trim();
        let key = part("objectKey", &self.key)?;
        let ext = part("ext", &self.ext)?;
        let size = self.size.unwrap_or_default();
        Ok(format!("{name},{size},{key},{ext}"))
    }
}

/// A part of a comma list that must survive it, without white space around.
pub(super) fn part<'a>(field: &'static str, text: &'a str) -> Result<&'a str, ComposeError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ComposeError::Empty { field });
    }
    if text.contains(',') {
        return Err(ComposeError::Forbidden {
            field,
            character: ',',
        });
    }
    Ok(text)
}
