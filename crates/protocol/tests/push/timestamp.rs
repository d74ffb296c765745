//! When a push was signed.

use frontdesk_protocol::push::epoch_millis;

#[test]
fn a_timestamp_is_a_date_with_or_without_milliseconds_or_a_number() {
    for (text, millis) in [
        ("2021-07-10T06:27:33Z", Some(1_625_898_453_000)),
        ("2021-07-10T06:27:33.913Z", Some(1_625_898_453_913)),
        ("2021-07-10T06:27:33.9Z", Some(1_625_898_453_900)),
        ("1625898453913", Some(1_625_898_453_913)),
        ("1970-01-01T00:00:00Z", Some(0)),
        ("2000-02-29T23:59:59Z", Some(951_868_799_000)),
        ("2016-12-31T23:59:60Z", Some(1_483_228_800_000)),
        ("2016-12-31T23:58:60Z", None),
        ("2016-12-31T00:59:60Z", None),
        ("2100-02-29T00:00:00Z", None),
        ("2021-13-01T00:00:00Z", None),
        ("2021-07-10T24:00:00Z", None),
        ("2021-07-10T06:27:33", None),
        ("2021-07-10 06:27:33Z", None),
        ("2021-7-10T06:27:33Z", None),
        ("+021-07-10T06:27:33Z", None),
        ("2021-07-10T06:27:33.Z", None),
        ("", None),
        ("99999999999999999999", None),
        ("yesterday", None),
    ] {
        assert_eq!(epoch_millis(text), millis, "{text}");
    }
}
