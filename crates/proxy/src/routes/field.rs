//! Fields that must hold something, and not too much of it.

use frontdesk_protocol::limits::{ComposeError, Limit};

use crate::refusal::Refusal;

/// A text that must be there.
pub(crate) fn text(limit: Limit, text: Option<String>) -> Result<String, Refusal> {
    let text = optional_text(limit, text)?;
    if text.trim().is_empty() {
        let field = limit.field;
        return Err(ComposeError::Empty { field }.into());
    }
    Ok(text)
}

/// A text that may be absent, which is as good as empty.
pub(crate) fn optional_text(limit: Limit, text: Option<String>) -> Result<String, Refusal> {
    let text = text.unwrap_or_default();
    limit.check(&text)?;
    Ok(text)
}

/// A number in digits; `None` where there is none.
pub(super) fn number(field: &str, text: Option<&str>) -> Result<Option<u64>, Refusal> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number) if digits => Ok(Some(number)),
        _ => Err(Refusal::invalid(field, "is no number")),
    }
}
