//! A place: the content of LOCATE, and on Telegram of LOCATION.

use crate::lenient::ParseJson;
use crate::limits::ComposeError;

/// A place on the map. The coordinates stay the text that they were, but for an exponent, which is
/// worked in: nothing here computes with them.
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
        let object = json.parse_json(content)?;
        let latitude = object.text_named(&["latitude", "lat"])?;
        let longitude = object.text_named(&["longitude", "lng", "lon"])?;
        let text = object.text_named(&["description", "title", "address", "name"]);
        Self::new(&latitude, &longitude, text.as_deref().unwrap_or_default()).ok()
    }
}

/// A decimal number within so many degrees.
fn degrees(
    field: &'static str,
    text: &str,
    most: u32,
    range: &'static str,
) -> Result<String, ComposeError> {
    let refused = ComposeError::OutOfRange { field, range };
    let Some(number) = decimal(text.trim()) else {
        return Err(refused);
    };
    let (whole, fraction) = parts(&number);
    // Without floats, which are large in the browser.
    let beyond = fraction.bytes().any(|byte| byte != b'0');
    match whole.trim_start_matches('0').parse::<u32>() {
        Err(_) if whole.bytes().any(|byte| byte != b'0') => Err(refused),
        Ok(whole) if whole > most || (whole == most && beyond) => Err(refused),
        _ => Ok(number),
    }
}

/// A number as it was written, with its exponent worked in: `-5.0E-4` is `-0.0005`.
fn decimal(text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = parts(mantissa);
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let Some(exponent) = exponent else {
        return Some(text.to_owned());
    };
    let exponent: i32 = exponent.parse().ok()?;
    if !(-MOST_EXPONENT..=MOST_EXPONENT).contains(&exponent) {
        return None;
    }
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let before = usize::try_from(-point).unwrap_or(0);
    let after = usize::try_from(point).unwrap_or(0);
    let digits = format!("{}{digits:0<after$}", "0".repeat(before));
    let (whole, fraction) = digits.split_at_checked(after)?;
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    })
}

/// What stands before and after the point, without the sign.
fn parts(number: &str) -> (&str, &str) {
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    digits.split_once('.').unwrap_or((digits, ""))
}

/// More than any coordinate needs; a hostile one may have any.
const MOST_EXPONENT: i32 = 40;
