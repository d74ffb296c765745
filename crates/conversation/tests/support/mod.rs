//! A shell around a conversation that keeps what it asked for, so that a test can play the service.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and no test uses all of this"
)]

use std::collections::BTreeSet;

use frontdesk_conversation::{
    Announcement, Call, CallId, Conversation, Delivery, Effect, Failure, Input, Monotonic, Reply,
    Timer,
};
use frontdesk_protocol::{
    ApplyTokenResponse, ControlType, DownlinkMessage, MediaType, PollResponse, QueueInfo,
    ResultCode, SendRequest, SendResponse, SourceType,
};

pub struct Shell {
    pub visit: Conversation,
    pub calls: Vec<(CallId, Call)>,
    pub timers: BTreeSet<Timer>,
    pub announced: Vec<Announcement>,
    /// Stores are confirmed at once unless a test holds them back.
    pub hold_stores: bool,
    pub held: Vec<u64>,
    pub now: u64,
}

impl Shell {
    pub fn new() -> Self {
        Self::around(Conversation::new(1, None))
    }

    pub fn around(visit: Conversation) -> Self {
        Self {
            visit,
            calls: Vec::new(),
            timers: BTreeSet::new(),
            announced: Vec::new(),
            hold_stores: false,
            held: Vec::new(),
            now: 0,
        }
    }

    pub fn say(&mut self, input: Input) {
        self.now += 5_000;
        let effects = self.visit.handle(input, Monotonic::from_millis(self.now));
        let mut stores = Vec::new();
        for effect in effects {
            match effect {
                Effect::Store(number) => stores.push(number),
                Effect::Call(id, call) => self.calls.push((id, call)),
                Effect::SetTimer(timer, _) => {
                    self.timers.insert(timer);
                }
                Effect::ClearTimer(timer) => {
                    self.timers.remove(&timer);
                }
                Effect::Announce(news) => self.announced.push(news),
                Effect::Abort(_) | Effect::Release(_) => {}
            }
        }
        if self.hold_stores {
            self.held.extend(stores);
        } else {
            for number in stores {
                self.say(Input::Stored(number));
            }
        }
    }

    pub fn fire(&mut self, timer: Timer) {
        assert!(self.timers.remove(&timer), "the timer {timer:?} is not set");
        self.say(Input::Fired(timer));
    }

    /// The one call under way that is of this kind.
    pub fn take(&mut self, matches: impl Fn(&Call) -> bool) -> (CallId, Call) {
        let index = self
            .calls
            .iter()
            .position(|(_, call)| matches(call))
            .unwrap_or_else(|| panic!("no such call among {:?}", self.calls));
        self.calls.remove(index)
    }

    pub fn has(&self, matches: impl Fn(&Call) -> bool) -> bool {
        self.calls.iter().any(|(_, call)| matches(call))
    }

    pub fn answer_token(&mut self) {
        let (id, _) = self.take(|call| matches!(call, Call::ApplyToken));
        let answer = ApplyTokenResponse {
            token: Some("seal".to_owned()),
            ..ApplyTokenResponse::default()
        };
        self.say(Input::Answered(id, Reply::Token(answer)));
    }

    pub fn take_send(&mut self, control: &ControlType) -> (CallId, SendRequest) {
        let (id, call) = self.take(is_send(control));
        let Call::Send { request, .. } = call else {
            unreachable!()
        };
        (id, *request)
    }

    pub fn answer_send(&mut self, control: &ControlType, code: &str) -> SendRequest {
        let (id, request) = self.take_send(control);
        self.say(Input::Answered(id, Reply::Sent(sent(code))));
        request
    }

    pub fn fail_send(&mut self, control: &ControlType, failure: Failure) -> SendRequest {
        let (id, request) = self.take_send(control);
        self.say(Input::Failed(id, failure));
        request
    }

    pub fn come_down(&mut self, messages: Vec<DownlinkMessage>, cursor: &str) {
        let (id, _) = self.take(is_poll);
        let answer = PollResponse {
            code: Some(ResultCode::Success),
            messages,
            cursor: Some(cursor.to_owned()),
            ..PollResponse::default()
        };
        self.say(Input::Answered(id, Reply::Polled(answer)));
    }

    pub fn answer_queue(&mut self, code: &str, position: Option<u32>) {
        let (id, _) = self.take(|call| matches!(call, Call::Queue));
        let answer = QueueInfo {
            code: Some(code.into()),
            position,
            ..QueueInfo::default()
        };
        self.say(Input::Answered(id, Reply::Queue(answer)));
    }

    /// Polls of a conversation that is over are not heard any more.
    pub fn forget_older_polls(&mut self) {
        let newest = self
            .calls
            .iter()
            .filter(|(_, call)| is_poll(call))
            .map(|(id, _)| *id)
            .max();
        self.calls
            .retain(|(id, call)| !is_poll(call) || Some(*id) == newest);
    }

    /// Up to where the robot answers.
    pub fn connected() -> Self {
        let mut shell = Self::new();
        shell.say(Input::Opened);
        shell.answer_token();
        shell.answer_send(&ControlType::Connect, "0");
        shell
    }

    /// Up to where a person answers.
    pub fn with_agent() -> Self {
        let mut shell = Self::connected();
        shell.say(Input::AskedForAgent { at: 1 });
        shell.answer_send(&ControlType::TransferToAgent, "0");
        shell.come_down(vec![said(SourceType::Agent, "I am Ann", 10)], "e-1");
        shell
    }

    pub fn submit(&mut self, text: &str) {
        self.say(Input::Submitted {
            text: text.to_owned(),
            at: 1,
        });
    }

    pub fn delivery_of(&self, text: &str) -> Delivery {
        let body = frontdesk_conversation::Body::Text(text.to_owned());
        let line = self
            .visit
            .lines()
            .iter()
            .find(|line| line.body == body)
            .expect("is a line");
        line.delivery.expect("is the visitor's")
    }
}

pub fn is_send(control: &ControlType) -> impl Fn(&Call) -> bool {
    move |call| matches!(call, Call::Send { request, .. } if request.control.as_ref() == Some(control))
}

pub fn is_poll(call: &Call) -> bool {
    matches!(call, Call::Poll { .. })
}

pub fn sent(code: &str) -> SendResponse {
    SendResponse {
        code: Some(code.into()),
        description: None,
    }
}

pub fn said(source: SourceType, text: &str, at: i64) -> DownlinkMessage {
    DownlinkMessage {
        media: Some(MediaType::Text),
        content: Some(text.to_owned()),
        source: Some(source),
        nickname: Some("Ann".to_owned()),
        timestamp: Some(at),
        ..DownlinkMessage::default()
    }
}

pub fn hung_up(source: SourceType) -> DownlinkMessage {
    DownlinkMessage {
        control: ControlType::Disconnect,
        source: Some(source),
        timestamp: Some(99),
        ..DownlinkMessage::default()
    }
}

pub fn refused(status: u16, reason: &str) -> Failure {
    Failure::Refused {
        status,
        reason: Some(frontdesk_conversation::Refusal::parse(reason)),
        retry_after: None,
    }
}
