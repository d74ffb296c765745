//! A place: the content of LOCATE, and on Telegram of LOCATION.

use crate::lenient::{ParseJson, Value};
use crate::limits::ComposeError;

/// A place on the map. The coordinates stay the text that they were: nothing here computes with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Degrees, -90 to 90.
    pub latitude: String,
    /// Degrees, -180 to 180.
    pub longitude: String,
    /// What is there; may contain slashes.
    pub description: String,
}

impl Place {
    /// Reads `latitude/longitude/description`, or an object with such names. `None` where the
    /// coordinates are no numbers on the globe.
    pub(crate) fn parse(content: &str, json: &impl ParseJson) -> Option<Self> {
        let content = content.trim();
        if content.starts_with('{') {
            return Self::of_object(content, json);
        }
        let mut parts = content.splitn(3, '/');
        Self::new(
            parts.next()?,
            parts.next()?,
            parts.next().unwrap_or_default(),
        )
        .ok()
    }

    /// From its parts.
    ///
    /// # Errors
    ///
    /// The coordinates must be decimal numbers of degrees.
    pub fn new(latitude: &str, longitude: &str, description: &str) -> Result<Self, ComposeError> {
        Ok(Self {
            latitude: degrees("latitude", latitude, 90, "-90 to 90 degrees")?,
            longitude: degrees("longitude", longitude, 180, "-180 to 180 degrees")?,
            description: description.trim().to_owned(),
        })
    }

    /// Writes `latitude/longitude/description`.
    pub fn compose(&self) -> String {
        format!("{}/{}/{}", self.latitude, self.longitude, self.description)
    }

    fn of_object(content: &str, json: &impl ParseJson) -> Option<Self> {
        // A number in JSON loses its fraction on the way through a value, so only texts are taken.
        let object = json.parse_json(content)?;
        let coordinate = |names: &[&str]| match object.named(names)? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let latitude = coordinate(&["latitude", "lat"])?;
        let longitude = coordinate(&["longitude", "lng", "lon"])?;
        let text = object.text_named(&["description", "title", "address", "name"]);
        Self::new(&latitude, &longitude, text.as_deref().unwrap_or_default()).ok()
    }
}

/// A decimal number within so many degrees, as it was written.
fn degrees(
    field: &'static str,
    text: &str,
    most: u32,
    range: &'static str,
) -> Result<String, ComposeError> {
    let refused = ComposeError::OutOfRange { field, range };
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Err(refused);
    }
    // Without floats, which are large in the browser.
    let beyond = fraction.bytes().any(|byte| byte != b'0');
    match whole.parse::<u32>() {
        Ok(number) if number < most || (number == most && !beyond) => Ok(text.to_owned()),
        _ => Err(refused),
    }
}
