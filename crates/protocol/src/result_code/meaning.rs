//! What the codes mean.

/// The sentence for a code, in the spelling in which it is written.
pub(super) fn of(code: &str) -> Option<&'static str> {
    let (_, meaning) = MEANINGS.iter().find(|(known, _)| *known == code)?;
    Some(meaning)
}

const MEANINGS: [(&str, &str); 35] = [
    ("0", "Done."),
    ("1", "It failed."),
    ("2", "The message to leave was not taken."),
    (
        "3",
        "It was refused: a card leads to an address that is not trusted, or a phone number is \
         missing.",
    ),
    ("5", "The session has ended."),
    ("6", "The session is not valid."),
    ("7", "Calls are not supported."),
    ("12", "It is outside working hours."),
    ("13", "No agent is available, or one is already there."),
    ("20139", "No agent has signed in."),
    // CCUCS.
    ("160004", "There is no such session."),
    ("160012", "The message is too long."),
    ("160013", "The visitor is waiting in the queue."),
    ("160018", "Too many visitors are online."),
    ("160021", "An agent is already there."),
    ("160022", "The visitor is with the robot (IVR)."),
    ("160024", "The agent does not answer."),
    ("160033", "The address is not permitted."),
    // Causes.
    ("164003", "The call timed out."),
    ("164004", "The session timed out."),
    // The API's gateway.
    ("1001000001", "The authentication failed."),
    ("1001000002", "The gateway's flow control refused the call."),
    // The robot's feedback (seed 003 §17).
    ("3000000008", "Feedback that it did not help must say why."),
    ("30000000008", "Feedback that it did not help must say why."),
    ("30000000019", "The session is not one with a robot."),
    // createcall (seed 003 §16).
    ("30010000001", "Anonymous calls are not switched on."),
    ("30010000002", "No SIP server is known."),
    ("30010000003", "A parameter is not valid."),
    ("30010009999", "The chat service failed."),
    ("30010010001", "The outbound call task could not be added."),
    ("30010010002", "The VDN is not available."),
    (
        "30010010003",
        "The VDN is configured wrongly: there is no path for recordings.",
    ),
    ("30010019999", "The call management failed."),
    ("30011010001", "The call could not be set up in time."),
    ("30011019999", "CCUCS failed."),
];
