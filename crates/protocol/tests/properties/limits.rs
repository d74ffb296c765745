//! Ids and lengths, at their limits and beyond.

use frontdesk_protocol::limits::{self, ComposeError, Limit, Unit};
use frontdesk_protocol::*;
use proptest::prelude::*;

/// Characters of one to four bytes.
fn letters(lengths: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let letter = prop::sample::select(vec!['a', ' ', 'é', '面', '€', '🙂', '\u{301}']);
    prop::collection::vec(letter, lengths).prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #[test]
    fn a_text_is_counted_in_bytes_of_utf_8(text in letters(1..400)) {
        let bytes = text.len();
        prop_assert_eq!(limits::text(bytes).check(&text), Ok(text.as_str()));
        prop_assert_eq!(limits::text(bytes + 1).check(&text), Ok(text.as_str()));
        let limit = limits::text(bytes - 1);
        prop_assert_eq!(limit.unit, Unit::Bytes);
        prop_assert_eq!(limit.check(&text), Err(ComposeError::TooLong { limit, taken: bytes }));
    }

    #[test]
    fn every_other_limit_is_kept_to_the_letter_in_its_own_unit(text in letters(1..40), turns in 1..120_usize) {
        let text = text.repeat(turns);
        for limit in [
            limits::USER_ID, limits::MESSAGE_ID, limits::AVATAR, limits::MESSAGE_CODE, limits::COMMENT,
            limits::FEEDBACK, limits::CALLED, limits::CALL_DATA, limits::CALLER_PRESENT,
            limits::CALL_SERIAL, limits::AGENT_DATA_PLATFORM, limits::AGENT_DATA_BUSINESS,
        ] {
            let taken = match limit.unit {
                Unit::Bytes => text.len(),
                Unit::Characters => text.chars().count(),
            };
            prop_assert_eq!(limit.taken(&text), taken);
            prop_assert_eq!(limit.check(&text).is_ok(), taken <= limit.most, "{:?}", limit);
        }
    }

    #[test]
    fn a_refusal_says_the_field_the_limit_and_the_length(text in letters(9..40)) {
        let error = Limit::bytes("content", 8).check(&text).unwrap_err();
        prop_assert_eq!(error.to_string(), format!("content may have 8 bytes and has {}", text.len()));
    }

    #[test]
    fn a_message_id_has_1_to_32_characters_and_no_comma(id in letters(0..40), at in 0..40_usize) {
        let length = id.chars().count();
        let made = MessageId::new(&id);
        let fits = (1..=32).contains(&length) && id.trim() == id;
        prop_assert_eq!(made.is_ok(), fits, "{}", length);
        if let Ok(made) = made {
            prop_assert_eq!(made.as_str(), id.as_str());
        }
        let mut letters: Vec<char> = id.chars().collect();
        letters.insert(at.min(length), ',');
        let with_comma: String = letters.into_iter().collect();
        let refused = MessageId::new(&with_comma);
        let expected = ComposeError::Forbidden { field: "messageId", character: ',' };
        prop_assert_eq!(refused, Err(expected));
    }

    #[test]
    fn a_message_id_has_no_control_character(
        before in "[a-z]{0,3}", control in "[\\x00-\\x1f\\x7f\u{80}]", after in "[a-z]{0,3}",
    ) {
        let error = MessageId::new(&format!("{before}{control}{after}")).unwrap_err();
        let is_named = matches!(error, ComposeError::Forbidden { character, .. } if control.starts_with(character));
        prop_assert!(is_named, "{}", error);
    }

    #[test]
    fn a_user_id_has_1_to_24_characters(id in letters(0..32)) {
        let made = UserId::new(&id);
        prop_assert_eq!(made.is_ok(), (1..=24).contains(&id.chars().count()));
        if let Ok(made) = made {
            prop_assert_eq!(made.to_string(), id);
        }
    }

    #[test]
    fn a_rating_is_a_number_from_1_to_5(stars in any::<u8>(), spaces in " {0,2}") {
        let read = Evaluation::parse(&format!("{spaces}{stars}{spaces}"));
        prop_assert_eq!(read, Evaluation::new(stars));
        prop_assert_eq!(read.map(Evaluation::stars), (1..=5).contains(&stars).then_some(stars));
    }
}
