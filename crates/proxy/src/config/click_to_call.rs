//! What calls a visitor may make from the page.

use super::text::Text;

/// Calls from the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClickToCall {
    /// None.
    #[default]
    Off,
    /// Sound alone.
    Audio,
    /// Sound, with or without picture.
    Video,
}

impl ClickToCall {
    pub(super) fn parse(text: &Text) -> Result<Self, String> {
        match text.as_str() {
            "off" => Ok(Self::Off),
            "audio" => Ok(Self::Audio),
            "video" => Ok(Self::Video),
            other => Err(format!(
                "`--click-to-call` is `{other}`; write `off`, `audio` or `video`."
            )),
        }
    }

    /// As the widget is told; `None`: there are no calls.
    pub(crate) fn feature(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::Audio => Some("audio"),
            Self::Video => Some("video"),
        }
    }
}
