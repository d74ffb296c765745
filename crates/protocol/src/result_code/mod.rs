//! Result codes.

mod meaning;

use std::fmt;

words! {
    /// The result of a call. The same number means different things at different calls, so the names
    /// are those of the meaning that the calls share; what one call alone means stands with that
    /// call. Numbers from 160000 on are CCUCS's, and 164003 and 164004 the causes of time-outs.
    pub enum ResultCode {
        /// `0`.
        Success = "0",
        /// `1`: it failed, and no more is said.
        Failure = "1",
        /// `5`: the session has ended.
        SessionEnded = "5",
        /// `6`: the session is not valid.
        SessionInvalid = "6",
        /// `12`: outside working hours.
        NotWorkingTime = "12",
        /// `13`: no agents, or failed; on TRANS2AGENT possibly "it has been agent service".
        NoAgents = "13",
        /// `1001000001` or `10010000001`: the Bearer was refused.
        AuthFailed = "1001000001" | "10010000001",
        /// `1001000002` or `10010000002`: flow control.
        FlowControl = "1001000002" | "10010000002",
        /// `20139`: no agent has signed in.
        NoAgentSignedIn = "20139",
        /// `160004`: no such session.
        SessionNotFound = "160004",
        /// `160012` or `160027`: the message is too long.
        MessageTooLong = "160012" | "160027",
        /// `160013`: waiting in the queue.
        Queuing = "160013",
        /// `160018`: as many are online as there may be.
        TooManyOnline = "160018",
        /// `160021`: an agent is already there.
        WithAgent = "160021",
        /// `160022`: in the IVR.
        InIvr = "160022",
        /// `160024`: the agent does not answer.
        AgentDoesNotAnswer = "160024",
        /// `160033`: the caller's address is not permitted.
        AddressNotPermitted = "160033",
        /// `164003`: the call timed out.
        CallTimeout = "164003",
        /// `164004`: the session timed out.
        SessionTimeout = "164004",
    }
}

impl ResultCode {
    /// What the code means, as an English sentence for logs and consoles; `None` for a code that no
    /// document explains.
    pub fn meaning(&self) -> Option<&'static str> {
        meaning::of(self.as_str())
    }
}

impl fmt::Display for ResultCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
