//! A shell around a conversation that keeps what it asked for, so that a test can play the service.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unused_imports,
    reason = "a test fails by panicking, and no test uses all of this"
)]

use std::collections::BTreeMap;
use std::time::Duration;

pub use frontdesk_conversation::{
    Announcement, Body, Call, CallId, Conversation, Delivery, Effect, EndReason, Event, Failure,
    FileRef, Heard, Input, Line, LineKey, Monotonic, NotSent, Phase, Rated, Rating, Refusal, Reply,
    Sender, Timer, Trouble,
};
pub use frontdesk_protocol::{
    ApplyTokenResponse, ControlType, DownlinkMessage, Evaluation, FileType, HistoryResponse,
    LeaveMessageResponse, MediaType, PollResponse, QueueInfo, ResultCode, SatisfactionResponse,
    SendRequest, SendResponse, SourceType, Survey, SurveyLevel, SurveyModeResponse, SurveyType,
    UploadResponse,
};

pub const CHAT: ControlType = ControlType::Chat;
pub const CONNECT: ControlType = ControlType::Connect;
pub const TRANSFER: ControlType = ControlType::TransferToAgent;
pub const DISCONNECT: ControlType = ControlType::Disconnect;
pub const READ: ControlType = ControlType::Read;
pub const INPUT: ControlType = ControlType::Input;

/// Between two inputs, in milliseconds, unless a test says otherwise.
const STEP: u64 = 1_000;

pub struct Shell {
    pub visit: Conversation,
    pub calls: Vec<(CallId, Call)>,
    pub timers: BTreeMap<Timer, Duration>,
    pub announced: Vec<Announcement>,
    pub released: Vec<u32>,
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
            now: visit.clock().as_millis(),
            visit,
            calls: Vec::new(),
            timers: BTreeMap::new(),
            announced: Vec::new(),
            released: Vec::new(),
            hold_stores: false,
            held: Vec::new(),
        }
    }

    /// The next page, from what is stored.
    pub fn reload(&self) -> Self {
        let mut shell = self.mirror();
        shell.say(Input::Resumed);
        shell
    }

    /// Another tab, which does not lead.
    pub fn mirror(&self) -> Self {
        let json = serde_json::to_string(&self.visit.snapshot()).unwrap();
        let snapshot = serde_json::from_str(&json).unwrap();
        let mut mirror = Self::around(Conversation::restore(snapshot, self.now, None).unwrap());
        mirror.now = self.now;
        mirror
    }

    pub fn wait(&mut self, seconds: u64) {
        self.now += seconds * 1_000;
    }

    pub fn say(&mut self, input: Input) {
        self.now += STEP;
        let effects = self.visit.handle(input, Monotonic::from_millis(self.now));
        let mut stores = Vec::new();
        for effect in effects {
            match effect {
                Effect::Store(number) => stores.push(number),
                Effect::Call(id, call) => self.calls.push((id, call)),
                Effect::Abort(id) => self.calls.retain(|(call, _)| *call != id),
                Effect::SetTimer(timer, wait) => {
                    self.timers.insert(timer, wait);
                }
                Effect::ClearTimer(timer) => {
                    self.timers.remove(&timer);
                }
                Effect::Announce(news) => self.announced.push(news),
                Effect::Release(handle) => self.released.push(handle),
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
        let wait = self.timers.remove(&timer);
        assert!(wait.is_some(), "the timer {timer:?} is not set");
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

    pub fn is_at_rest(&self) -> bool {
        self.calls.is_empty() && self.timers.is_empty()
    }

    pub fn fail(&mut self, matches: impl Fn(&Call) -> bool, failure: Failure) -> Call {
        let (id, call) = self.take(matches);
        self.say(Input::Failed(id, failure));
        call
    }

    pub fn answer(&mut self, matches: impl Fn(&Call) -> bool, reply: Reply) -> Call {
        let (id, call) = self.take(matches);
        self.say(Input::Answered(id, reply));
        call
    }

    pub fn answer_token(&mut self) {
        let answer = ApplyTokenResponse {
            token: Some("seal".to_owned()),
            ..ApplyTokenResponse::default()
        };
        self.answer(|call| *call == Call::ApplyToken, Reply::Token(answer));
    }

    pub fn take_send(&mut self, control: &ControlType) -> (CallId, SendRequest, Option<String>) {
        let (id, call) = self.take(is_send(control));
        let Call::Send { request, epoch } = call else {
            unreachable!()
        };
        (id, *request, epoch)
    }

    pub fn answer_send(&mut self, control: &ControlType, code: &str) -> SendRequest {
        let (id, request, _) = self.take_send(control);
        self.say(Input::Answered(id, Reply::Sent(sent(code))));
        request
    }

    pub fn fail_send(&mut self, control: &ControlType, failure: Failure) -> SendRequest {
        let (id, request, _) = self.take_send(control);
        self.say(Input::Failed(id, failure));
        request
    }

    /// By the stream, or as a poll's answer, whichever there is.
    pub fn come_down(&mut self, messages: Vec<DownlinkMessage>, cursor: &str) {
        self.batch(batch(messages, cursor));
    }

    /// The proxy forgot the cursor; this is what it keeps.
    pub fn reset(&mut self, messages: Vec<DownlinkMessage>, cursor: &str) {
        let reset = true;
        self.batch(PollResponse {
            reset,
            ..batch(messages, cursor)
        });
    }

    fn batch(&mut self, batch: PollResponse) {
        if self.has(is_stream) {
            self.hear(Heard::Batch(batch));
        } else {
            self.answer(is_poll, Reply::Polled(batch));
        }
    }

    pub fn hear(&mut self, heard: Heard) {
        let mut calls = self.calls.iter();
        let id = calls.find(|(_, call)| is_stream(call)).expect("a stream").0;
        self.say(Input::Heard(id, heard));
    }

    pub fn answer_queue(&mut self, code: &str, position: Option<u32>) {
        let answer = QueueInfo {
            code: Some(code.into()),
            position,
            ..QueueInfo::default()
        };
        self.answer(is_queue, Reply::Queue(answer));
    }

    /// Up to where the robot answers, with a cursor.
    pub fn connected() -> Self {
        let mut shell = Self::fresh();
        shell.come_down(Vec::new(), "e-0");
        shell
    }

    /// Up to where the robot answers; nothing has come down yet.
    pub fn fresh() -> Self {
        let mut shell = Self::new();
        shell.say(Input::Opened);
        shell.answer_token();
        shell.answer_send(&CONNECT, "0");
        shell
    }

    /// With polls instead of a stream.
    pub fn polling() -> Self {
        let mut shell = Self::fresh();
        shell.fail(is_stream, refused(404, "route"));
        shell.come_down(Vec::new(), "e-0");
        if shell.timers.contains_key(&Timer::Listen) {
            shell.fire(Timer::Listen);
        }
        shell
    }

    /// Up to where the visitor waits for a person.
    pub fn queued() -> Self {
        let mut shell = Self::connected();
        shell.say(Input::AskedForAgent { at: 1 });
        shell.answer_send(&TRANSFER, "0");
        shell
    }

    /// Up to where a person answers.
    pub fn with_agent() -> Self {
        let mut shell = Self::queued();
        shell.answer_queue("0", Some(1));
        shell.come_down(vec![said(SourceType::Agent, "I am Ann", 10)], "e-1");
        shell
    }

    pub fn submit(&mut self, text: &str) {
        self.say(Input::Submitted {
            text: text.to_owned(),
            at: 1,
        });
    }

    pub fn line_of(&self, text: &str) -> &Line {
        let is_it = |line: &&Line| match &line.body {
            Body::Text(own) => own == text,
            Body::File { name, .. } => name == text,
            Body::Content { content, .. } => content == text,
            _ => false,
        };
        let mut lines = self.visit.lines().iter();
        lines.find(is_it).unwrap_or_else(|| panic!("no {text}"))
    }

    pub fn key_of(&self, text: &str) -> LineKey {
        self.line_of(text).key
    }

    pub fn delivery_of(&self, text: &str) -> Delivery {
        self.line_of(text).delivery.expect("is the visitor's")
    }

    pub fn notes(&self, event: Event) -> usize {
        let lines = self.visit.lines().iter();
        lines.filter(|line| line.body == Body::Event(event)).count()
    }

    pub fn texts(&self) -> Vec<&str> {
        let lines = self.visit.lines().iter();
        lines
            .filter_map(|line| match &line.body {
                Body::Text(text) | Body::Content { content: text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }
}

pub fn is_send(control: &ControlType) -> impl Fn(&Call) -> bool {
    move |call| matches!(call, Call::Send { request, .. } if request.control.as_ref() == Some(control))
}

pub fn is_poll(call: &Call) -> bool {
    matches!(call, Call::Poll { .. })
}

pub fn is_stream(call: &Call) -> bool {
    matches!(call, Call::Listen { .. })
}

pub fn is_queue(call: &Call) -> bool {
    matches!(call, Call::Queue)
}

pub fn is_rate(call: &Call) -> bool {
    matches!(call, Call::Rate { .. })
}

pub fn is_upload(call: &Call) -> bool {
    matches!(call, Call::Upload { .. })
}

pub fn is_history(call: &Call) -> bool {
    matches!(call, Call::History { .. })
}

pub fn is_survey(call: &Call) -> bool {
    matches!(call, Call::SurveyMode)
}

pub fn is_leave_message(call: &Call) -> bool {
    matches!(call, Call::LeaveMessage { .. })
}

pub fn batch(messages: Vec<DownlinkMessage>, cursor: &str) -> PollResponse {
    PollResponse {
        code: Some(ResultCode::Success),
        messages,
        cursor: Some(cursor.to_owned()),
        ..PollResponse::default()
    }
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

pub fn coded(code: &str, message: DownlinkMessage) -> DownlinkMessage {
    DownlinkMessage {
        message_code: Some(code.to_owned()),
        ..message
    }
}

pub fn control(control: ControlType, source: SourceType) -> DownlinkMessage {
    DownlinkMessage {
        control,
        source: Some(source),
        timestamp: Some(99),
        ..DownlinkMessage::default()
    }
}

pub fn hung_up(source: SourceType) -> DownlinkMessage {
    control(DISCONNECT, source)
}

/// By the proxy.
pub fn refused(status: u16, reason: &str) -> Failure {
    Failure::Refused {
        status,
        reason: Some(Refusal::parse(reason)),
        retry_after: None,
    }
}

/// By something on the way, or by upstream.
pub fn refused_between(status: u16) -> Failure {
    Failure::Refused {
        status,
        reason: None,
        retry_after: None,
    }
}
