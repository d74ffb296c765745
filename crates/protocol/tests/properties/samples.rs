//! Any value of every type of the wire.

use frontdesk_protocol::agent_gateway::{
    AgentData, AgentMessage, SendMessageRequest, SendMessageResponse,
};
use frontdesk_protocol::push::{PushMessage, PushResponse};
use frontdesk_protocol::*;
use proptest::prelude::*;

use super::vocabulary::WORDS;

/// A type that has any value.
pub(crate) trait Sample: Sized + std::fmt::Debug + 'static {
    fn sample() -> BoxedStrategy<Self>;
}

/// Text, also with line breaks, quotes, commas and what is not ASCII.
pub(crate) fn text() -> BoxedStrategy<String> {
    prop_oneof![
        3 => "(?s).{0,24}",
        1 => "[a-z,/;\"<>\\[\\]{} \n]{0,24}",
        1 => prop::sample::select(WORDS.as_slice()),
    ]
    .boxed()
}

/// A word of the API or any other, but none that is blank.
pub(crate) fn word() -> BoxedStrategy<String> {
    prop_oneof![prop::sample::select(WORDS.as_slice()), "(?s).{1,12}"]
        .prop_filter("blank words are absent", |word| !word.trim().is_empty())
        .boxed()
}

impl<T: Sample + Clone> Sample for Option<T> {
    fn sample() -> BoxedStrategy<Self> {
        prop::option::of(T::sample()).boxed()
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample() -> BoxedStrategy<Self> {
        prop::collection::vec(T::sample(), 0..4).boxed()
    }
}

impl Sample for String {
    fn sample() -> BoxedStrategy<Self> {
        text()
    }
}

impl Sample for Questions {
    fn sample() -> BoxedStrategy<Self> {
        prop_oneof![
            Just(Self::None),
            Vec::sample().prop_map(Self::of),
            word().prop_map(Self::Text),
        ]
        .boxed()
    }
}

impl Sample for AgentData {
    fn sample() -> BoxedStrategy<Self> {
        prop_oneof![
            text().prop_map(Self::Text),
            AgentMessage::sample().prop_map(|message| Self::Message(Box::new(message))),
        ]
        .boxed()
    }
}

macro_rules! primitives {
    ($($type:ty),*) => {$(
        impl Sample for $type {
            fn sample() -> BoxedStrategy<Self> {
                any::<Self>().boxed()
            }
        }
    )*};
}

primitives!(bool, i64, u32);

macro_rules! words {
    ($($type:ty),*) => {$(
        impl Sample for $type {
            fn sample() -> BoxedStrategy<Self> {
                word().prop_map(|word| word.as_str().into()).boxed()
            }
        }
    )*};
}

words!(
    ControlType,
    FileType,
    MediaAbility,
    MediaType,
    ResultCode,
    SourceType,
    SurveyQuestion,
    SurveyType
);

macro_rules! structs {
    ($($name:ident { $($field:ident),* })*) => {$(
        impl Sample for $name {
            fn sample() -> BoxedStrategy<Self> {
                // Does not compile when a field is missing in the list.
                let $name { $($field: _),* } = $name::default();
                let whole = Just($name::default()).boxed();
                $(
                    let whole = (whole, Sample::sample())
                        .prop_map(|(mut whole, value)| {
                            whole.$field = value;
                            whole
                        })
                        .boxed();
                )*
                whole
            }
        }
    )*};
}

every_type!(structs);
