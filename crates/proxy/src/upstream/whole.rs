//! An answer that loses nothing: read as what it is, handed down with everything that came.

use frontdesk_protocol::{Answer, ResultCode};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde::ser::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value};

use super::answer::Answered;

/// An answer with the fields that nobody here knows.
#[derive(Debug)]
pub(crate) struct Whole<A> {
    /// What is known of it.
    pub(crate) answer: A,
    came: Map<String, Value>,
}

impl<A: Serialize> Whole<A> {
    /// In the tables' form as far as it is known, and the rest as it came. A list or an object
    /// that stands under its right name stays as it came: what is in it may be unknown too.
    pub(crate) fn into_json(self) -> Result<Box<RawValue>, serde_json::Error> {
        let mut whole = self.came;
        let Value::Object(known) = serde_json::to_value(&self.answer)? else {
            return to_raw_value(&whole);
        };
        for (name, value) in known {
            let nested = value.is_array() || value.is_object();
            if !(nested && whole.get(&name).is_some_and(|came| !came.is_null())) {
                whole.insert(name, value);
            }
        }
        to_raw_value(&whole)
    }
}

impl<'de, A: DeserializeOwned> Deserialize<'de> for Whole<A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        Ok(Self {
            answer: serde_json::from_str(text).map_err(D::Error::custom)?,
            came: serde_json::from_str(text).map_err(D::Error::custom)?,
        })
    }
}

impl<A: Answer + DeserializeOwned> Answered for Whole<A> {
    fn result(&self) -> Option<&ResultCode> {
        self.answer.code()
    }

    fn is_whole(&self) -> bool {
        self.answer.code().is_some() || self.answer.has_payload()
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_protocol::{HistoryResponse, PhrasesResponse, SatisfactionResponse};

    use super::*;

    fn handed_down<A: Serialize + DeserializeOwned>(came: &str) -> Value {
        let whole: Whole<A> = serde_json::from_str(came).unwrap();
        serde_json::from_str(whole.into_json().unwrap().get()).unwrap()
    }

    #[test]
    fn what_is_known_has_the_tables_form_and_the_rest_stays() {
        let down = handed_down::<SatisfactionResponse>(r#"{"returnCode": 0, "extra": {"a": [1]}}"#);
        assert_eq!(down["resultCode"], "0");
        assert_eq!(down["extra"]["a"][0], 1);
        let down = handed_down::<PhrasesResponse>(r#"{"question": ["a"], "resultCode": "0"}"#);
        assert_eq!(down["phrases"][0], "a");
    }

    #[test]
    fn messages_keep_their_unknown_fields() {
        let came = r#"{"messageList": [{"content": "a", "strange": 1}], "resultCode": "0"}"#;
        let down = handed_down::<HistoryResponse>(came);
        assert_eq!(down["messageList"][0]["strange"], 1);
    }
}
