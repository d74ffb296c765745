//! What a push's `Authorization` says.

use frontdesk_protocol::push::SignedRequest;

use super::address::{PushTarget, host};
use super::auth::{PushSigning, SignedHeaders};

/// The `Authorization` of a signed push. `at` is in milliseconds since 1970, and `app_key` stands in
/// for the access key where there is none. `None`: it could not be made.
pub(super) fn authorization(
    signing: &PushSigning,
    to: &PushTarget,
    app_key: &str,
    body: &[u8],
    at: i64,
) -> Option<String> {
    let url = signing
        .public
        .as_ref()
        .map_or(to.url(), |public| public.url());
    let host = host(url);
    let length = body.len().to_string();
    let headers = [
        ("host", host.as_str()),
        ("content-type", CONTENT_TYPE),
        ("content-length", length.as_str()),
    ];
    let request = SignedRequest {
        method: "POST",
        path: url.path(),
        query: "",
        headers: &headers,
        body,
    };
    let access_key = signing
        .access_key
        .as_ref()
        .map_or(app_key, |word| word.as_str());
    let names: &[&str] = match signing.headers {
        SignedHeaders::All => &["content-length", "content-type", "host"],
        SignedHeaders::Host => &["host"],
    };
    signing.key.sign(&request, access_key, &iso(at), names)
}

/// The time as `2021-07-10T06:27:33.913Z`.
fn iso(millis: i64) -> String {
    let days = millis.div_euclid(MILLIS_OF_DAY);
    let rest = millis.rem_euclid(MILLIS_OF_DAY);
    let (year, month, day) = date(days);
    let (seconds, fraction) = (rest / 1000, rest % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z")
}

/// Year, month and day of a day since 1970-01-01. Years are counted from March on, so that the leap
/// day is the last of its year.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + DAYS_TO_1970;
    let era = days.div_euclid(DAYS_OF_ERA);
    let day_of_era = days.rem_euclid(DAYS_OF_ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let year = era * 400 + year_of_era;
    if month_from_march < 10 {
        (year, month_from_march + 3, day)
    } else {
        (year + 1, month_from_march - 9, day)
    }
}

/// Exactly as the vendor's samples write it; the signature is over these bytes.
pub(super) const CONTENT_TYPE: &str = "application/json;charset=UTF-8";

const MILLIS_OF_DAY: i64 = 86_400_000;

/// Four hundred years.
const DAYS_OF_ERA: i64 = 146_097;

/// From March 1st of the year 0 to 1970-01-01.
const DAYS_TO_1970: i64 = 719_468;

#[cfg(test)]
mod tests {
    use frontdesk_protocol::push::{PushKey, epoch_millis};

    use super::*;

    const BODY: &[u8] = br#"{"timestamp":1625898453913,"messages":[]}"#;

    fn signing(headers: SignedHeaders) -> PushSigning {
        PushSigning {
            access_key: Some("testAK".parse().unwrap()),
            headers,
            public: Some("https://chat.example.com:8443".parse().unwrap()),
            ..PushSigning::new(PushKey::new("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg").unwrap())
        }
    }

    fn to() -> PushTarget {
        "http://127.0.0.1:8787".parse().unwrap()
    }

    #[test]
    fn the_vendors_way_gives_the_known_signature() {
        let header = authorization(
            &signing(SignedHeaders::All),
            &to(),
            "demo",
            BODY,
            1_625_898_453_913,
        );
        assert_eq!(
            header.as_deref(),
            Some(
                "auth-v2/testAK/2021-07-10T06:27:33.913Z/content-length;content-type;host/\
                 d7d40dd3badfac88686dc6b27ad8db95f8a938b83384e0c665df3eafed89bbab"
            )
        );
    }

    #[test]
    fn the_host_alone_is_signed_on_demand_and_the_app_key_stands_in() {
        let signing = PushSigning {
            access_key: None,
            ..signing(SignedHeaders::Host)
        };
        let header = authorization(&signing, &to(), "demo", BODY, 0).unwrap();
        assert!(header.starts_with("auth-v2/demo/1970-01-01T00:00:00.000Z/host/"));
    }

    #[test]
    fn times_are_read_back_as_they_were_written() {
        for millis in [
            0,
            951_782_400_000,
            951_868_799_999,
            1_625_898_453_913,
            1_709_164_800_001,
            4_107_542_400_000,
        ] {
            assert_eq!(epoch_millis(&iso(millis)), Some(millis), "{}", iso(millis));
        }
    }
}
