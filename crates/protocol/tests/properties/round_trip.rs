//! What is written is read back, whatever the fields hold.

use frontdesk_protocol::agent_gateway::{AgentMessage, SendMessageRequest, SendMessageResponse};
use frontdesk_protocol::push::{PushEnvelope, PushMessage, PushResponse};
use frontdesk_protocol::*;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::samples::Sample;

fn survives<T>()
where
    T: Sample + Serialize + DeserializeOwned + PartialEq,
{
    proptest!(ProptestConfig::with_cases(128), |(value in T::sample())| {
        let written = serde_json::to_string(&value).unwrap();
        let read: T = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(&read, &value, "{}", written);
    });
}

macro_rules! tests {
    ($($name:ident { $($field:ident),* })*) => {
        #[allow(non_snake_case, reason = "the test is named by the type")]
        mod what_is_written_is_read_back {
            use super::*;

            $(#[test]
            fn $name() {
                survives::<super::$name>();
            })*
        }
    };
}

every_type!(tests);

proptest! {
    #[test]
    fn an_envelope_holds_the_messages_that_were_put_into_it(
        messages in Vec::<DownlinkMessage>::sample(),
        code in Option::<ResultCode>::sample(),
        description in Option::<String>::sample(),
        cursor in Option::<String>::sample(),
        reset in any::<bool>(),
        timestamp in any::<Option<i64>>(),
    ) {
        let poll = PollEnvelope { code, description, messages, cursor, reset };
        let written = serde_json::to_string(&poll).unwrap();
        prop_assert_eq!(&serde_json::from_str::<PollEnvelope<DownlinkMessage>>(&written).unwrap(), &poll);
        let whole: PollResponse = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(whole.is_success(), poll.is_success());
        prop_assert_eq!(&whole.messages, &poll.messages);

        let push = PushEnvelope { messages: poll.messages, timestamp };
        let written = serde_json::to_string(&push).unwrap();
        prop_assert_eq!(&serde_json::from_str::<PushEnvelope<DownlinkMessage>>(&written).unwrap(), &push);
        let whole: PushMessage = serde_json::from_str(&written).unwrap();
        prop_assert_eq!((whole.messages, whole.timestamp), (push.messages, push.timestamp));
    }
}
