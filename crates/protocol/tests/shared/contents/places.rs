//! LOCATE and LOCATION.

use frontdesk_protocol::limits::ComposeError;
use frontdesk_protocol::{Content, Place};

use super::{content, unknown};
use crate::format::test;

fn place(latitude: &str, longitude: &str, description: &str) -> Content {
    Content::Place(Place {
        latitude: latitude.to_owned(),
        longitude: longitude.to_owned(),
        description: description.to_owned(),
    })
}

#[test]
fn locate_is_two_coordinates_and_a_description() {
    for (text, expected) in [
        (
            "31.23/121.47/Shanghai",
            place("31.23", "121.47", "Shanghai"),
        ),
        (
            "31.23/121.47/Floor 2/3, gate A/B",
            place("31.23", "121.47", "Floor 2/3, gate A/B"),
        ),
        ("31.23/121.47/", place("31.23", "121.47", "")),
        ("31.23/121.47", place("31.23", "121.47", "")),
        (
            " -31 / +121.470 / 上海 \n",
            place("-31", "+121.470", "上海"),
        ),
        ("90/180/", place("90", "180", "")),
        ("-90.000/-180.0/", place("-90.000", "-180.0", "")),
        (".5/-.25/", place(".5", "-.25", "")),
        ("5./-5./", place("5.", "-5.", "")),
        ("-5.0E-4/1.2345e2/", place("-0.0005", "123.45", "")),
        ("+1e1/9.e-1/", place("10", "0.9", "")),
        ("0e9/1800e-1/", place("0000000000", "180", "")),
        (
            "007/000000000000181e-3/",
            place("007", "000000000000.181", ""),
        ),
    ] {
        assert_eq!(content("LOCATE", text), expected, "{text}");
        assert_eq!(content("LOCATION", text), expected, "{text}");
    }
}

#[test]
fn locate_with_coordinates_that_are_none_on_the_globe_is_shown_as_it_came() {
    for text in [
        "",
        "/",
        "//",
        "//here",
        "31.23",
        "31.23/",
        "north/east/here",
        "90.001/0/",
        "-91/0/",
        "0/180.5/",
        "0/181/",
        "0/99999999999999999999/",
        "./0/",
        "1e3/0/",
        "1e/0/",
        "e1/0/",
        "1e1.0/0/",
        "9000001e-5/0/",
        "1e-41/0/",
        "0e99999999999/0/",
        "1e2147483647/0/",
        "0x1/0/",
        "--1/0/",
        "1.2.3/0/",
        "NaN/0/",
        "٣/0/",
        "31,23/121,47/",
    ] {
        assert_eq!(content("LOCATE", text), unknown("LOCATE", text));
    }
}

#[test]
fn location_may_be_an_object() {
    for (text, expected) in [
        (
            r#"{"latitude": "31.23", "longitude": "121.47", "description": "a/b"}"#,
            place("31.23", "121.47", "a/b"),
        ),
        (
            r#" {"lat": "31.23", "lng": "121.47", "title": "here"}"#,
            place("31.23", "121.47", "here"),
        ),
        (r#"{"lat": "1", "lon": "2"}"#, place("1", "2", "")),
        (
            r#"{"latitude": 31.2304167, "longitude": -121.5, "name": "b"}"#,
            place("31.2304167", "-121.5", "b"),
        ),
        (
            r#"{"lat": -5.0E-4, "lng": 121}"#,
            place("-0.0005", "121", ""),
        ),
    ] {
        assert_eq!(content("LOCATION", text), expected, "{text}");
    }
    for text in [
        "{}",
        "{",
        r#"{"lat": "1"}"#,
        r#"{"lat": "91", "lng": "0"}"#,
        r#"{"lat": 0, "lng": 180.5}"#,
    ] {
        assert_eq!(content("LOCATION", text), unknown("LOCATION", text));
    }
}

#[test]
fn a_place_that_cannot_be_composed_says_what_is_out_of_range() {
    let error = Place::new("91", "0", "").unwrap_err();
    assert_eq!(error.to_string(), "latitude must be -90 to 90 degrees");
    let error = Place::new("0", "east", "").unwrap_err();
    assert!(matches!(
        error,
        ComposeError::OutOfRange {
            field: "longitude",
            ..
        }
    ));
}
