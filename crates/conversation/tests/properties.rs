//! What holds whatever happens, in whatever order.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use frontdesk_conversation::{
    Body, Call, Conversation, Delivery, Failure, Input, Phase, Rated, Reply, Sender,
};
use frontdesk_protocol::{
    ApplyTokenResponse, ControlType, DownlinkMessage, Evaluation, PollResponse, QueueInfo,
    SatisfactionResponse, SourceType,
};
use proptest::prelude::*;
use support::{Shell, hung_up, refused, said, sent};

/// Something that can happen; the numbers choose among what there is.
#[derive(Debug, Clone)]
enum Step {
    Open,
    Close,
    Submit,
    SendAgain(usize),
    AskForAgent,
    Leave,
    Rate,
    SkipRating,
    StartAgain,
    TryNow,
    Confirm,
    Hold(bool),
    Answer {
        which: usize,
        code: &'static str,
        messages: Vec<u8>,
    },
    Fail {
        which: usize,
        how: usize,
    },
    Fire(usize),
    Reload,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let codes = prop::sample::select(vec![
        "0",
        "0",
        "0",
        "0",
        "1",
        "5",
        "12",
        "13",
        "160021",
        "160022",
        "1001000002",
        "nonsense",
    ]);
    let answer = (
        any::<usize>(),
        codes,
        prop::collection::vec(any::<u8>(), 0..4),
    )
        .prop_map(|(which, code, messages)| Step::Answer {
            which,
            code,
            messages,
        });
    let fail = (any::<usize>(), 0..8_usize).prop_map(|(which, how)| Step::Fail { which, how });
    let step = prop_oneof![
        4 => Just(Step::Open),
        1 => Just(Step::Close),
        6 => Just(Step::Submit),
        2 => any::<usize>().prop_map(Step::SendAgain),
        2 => Just(Step::AskForAgent),
        1 => Just(Step::Leave),
        1 => Just(Step::Rate),
        1 => Just(Step::SkipRating),
        1 => Just(Step::StartAgain),
        2 => Just(Step::TryNow),
        4 => Just(Step::Confirm),
        1 => any::<bool>().prop_map(Step::Hold),
        30 => answer,
        8 => fail,
        8 => any::<usize>().prop_map(Step::Fire),
        1 => Just(Step::Reload),
    ];
    prop::collection::vec(step, 1..120)
}

/// A shell, and the books that a test keeps beside it.
struct Books {
    shell: Shell,
    submitted: usize,
    /// Text by message id, as it went up, and those that were answered with success.
    went_up: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    downlinks: i64,
    seed: u64,
}

impl Books {
    fn step(&mut self, step: Step) {
        let submitted = self.accepts_text();
        match step {
            Step::Open => self.shell.say(Input::Opened),
            Step::Close => self.shell.say(Input::Closed),
            Step::Submit => {
                let text = format!("text {}", self.submitted);
                self.submitted += usize::from(submitted);
                self.shell.submit(&text);
            }
            Step::SendAgain(which) => {
                let keys: Vec<_> = self
                    .shell
                    .visit
                    .lines()
                    .iter()
                    .map(|line| line.key)
                    .collect();
                if !keys.is_empty() {
                    let line = keys[which % keys.len()];
                    self.shell.say(Input::SentAgain { line, at: 1 });
                }
            }
            Step::AskForAgent => self.shell.say(Input::AskedForAgent { at: 1 }),
            Step::Leave => self.shell.say(Input::Left { at: 1 }),
            Step::Rate => {
                let evaluation = Evaluation::new(3).unwrap();
                self.shell.say(Input::Rated(Rated {
                    evaluation,
                    comment: String::new(),
                    recommendation: None,
                    first_contact: None,
                }));
            }
            Step::SkipRating => self.shell.say(Input::RatingSkipped),
            Step::StartAgain => self.shell.say(Input::StartedAgain { at: 1 }),
            Step::TryNow => self.shell.say(Input::TriedNow),
            Step::Confirm => {
                for number in std::mem::take(&mut self.shell.held) {
                    self.shell.say(Input::Stored(number));
                }
            }
            Step::Hold(hold) => self.shell.hold_stores = hold,
            Step::Answer {
                which,
                code,
                messages,
            } => self.answer(which, code, &messages),
            Step::Fail { which, how } => {
                if !self.shell.calls.is_empty() {
                    let index = which % self.shell.calls.len();
                    let (id, _) = self.shell.calls.remove(index);
                    self.shell.say(Input::Failed(id, failure(how)));
                }
            }
            Step::Fire(which) => {
                let timers: Vec<_> = self.shell.timers.iter().copied().collect();
                if !timers.is_empty() {
                    self.shell.fire(timers[which % timers.len()]);
                }
            }
            Step::Reload => self.reload(),
        }
        self.note_sends();
    }

    fn accepts_text(&self) -> bool {
        let phase = self.shell.visit.phase();
        phase.is_talking() || *phase == Phase::Connecting
    }

    fn answer(&mut self, which: usize, code: &'static str, messages: &[u8]) {
        if self.shell.calls.is_empty() {
            return;
        }
        let index = which % self.shell.calls.len();
        let (id, call) = self.shell.calls.remove(index);
        let some_code = Some(code.into());
        let reply = match call {
            Call::ApplyToken => Reply::Token(ApplyTokenResponse {
                token: Some("seal".to_owned()),
                code: some_code,
                ..ApplyTokenResponse::default()
            }),
            Call::Send { request, .. } => {
                if code == "0" {
                    self.taken.extend(request.message_id.clone());
                }
                Reply::Sent(sent(code))
            }
            Call::Poll { .. } => Reply::Polled(PollResponse {
                code: some_code,
                messages: messages
                    .iter()
                    .map(|choice| self.downlink(*choice))
                    .collect(),
                cursor: Some(format!("e-{}", self.downlinks)),
                ..PollResponse::default()
            }),
            Call::Queue => Reply::Queue(QueueInfo {
                code: some_code,
                position: Some(2),
                ..QueueInfo::default()
            }),
            Call::Listen { .. }
            | Call::SurveyMode
            | Call::Upload { .. }
            | Call::LeaveMessage { .. }
            | Call::History { .. } => return,
            Call::Rate { .. } => Reply::Rated(SatisfactionResponse {
                code: some_code,
                description: None,
            }),
        };
        self.shell.say(Input::Answered(id, reply));
    }

    /// Mostly something new, sometimes what was there before.
    fn downlink(&mut self, choice: u8) -> DownlinkMessage {
        let number = if choice.is_multiple_of(4) {
            i64::from(choice) % (self.downlinks + 1)
        } else {
            self.downlinks += 1;
            self.downlinks
        };
        if number % 17 == 16 {
            let mut message = hung_up(SourceType::Agent);
            message.timestamp = Some(number);
            return message;
        }
        let source = match number % 3 {
            0 => SourceType::Agent,
            1 => SourceType::Robot,
            _ => SourceType::System,
        };
        said(source, &format!("down {number}"), number)
    }

    /// The page dies: what was not confirmed is gone, and nobody hears the answers.
    fn reload(&mut self) {
        for number in std::mem::take(&mut self.shell.held) {
            self.shell.say(Input::Stored(number));
        }
        let json = serde_json::to_string(&self.shell.visit.snapshot()).unwrap();
        self.note_sends();
        self.seed += 1;
        let visit =
            Conversation::restore(serde_json::from_str(&json).unwrap(), self.seed, None).unwrap();
        self.shell = Shell::around(visit);
        self.shell.say(Input::Resumed);
    }

    fn note_sends(&mut self) {
        for (_, call) in &self.shell.calls {
            if let Call::Send { request, .. } = call
                && request.control == Some(ControlType::Chat)
            {
                let id = request.message_id.clone().unwrap();
                self.went_up.insert(id, request.content.clone().unwrap());
            }
        }
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let lines = self.shell.visit.lines();

        // Nothing is shown twice.
        let mut shown = BTreeSet::new();
        for line in lines.iter().filter(|line| line.delivery.is_none()) {
            if let Body::Content { content, .. } = &line.body {
                prop_assert!(shown.insert((content, line.at)), "shown twice: {content}");
            }
        }

        // Nothing that the visitor sent is lost, and each stands there once.
        let own: BTreeSet<_> = lines
            .iter()
            .filter(|line| line.sender == Sender::Visitor)
            .filter_map(|line| match &line.body {
                Body::Text(text) => Some(text.clone()),
                _ => None,
            })
            .collect();
        prop_assert_eq!(own.len(), self.submitted);

        // Nothing is shown as sent that was not taken.
        let taken: BTreeSet<_> = self
            .taken
            .iter()
            .filter_map(|id| self.went_up.get(id))
            .cloned()
            .collect();
        for line in lines
            .iter()
            .filter(|line| line.delivery == Some(Delivery::Sent))
        {
            let Body::Text(text) = &line.body else {
                unreachable!()
            };
            prop_assert!(taken.contains(text), "falsely sent: {text}");
        }

        // One call of a kind at a time, as far as the visit still waits for them; and in order.
        let waiting = lines
            .iter()
            .find(|line| line.delivery == Some(Delivery::Sending))
            .map(|line| &line.body);
        if let Some((_, Call::Send { request, .. })) = self.shell.calls.last()
            && request.control == Some(ControlType::Chat)
            && let Some(Body::Text(first)) = waiting
        {
            prop_assert_eq!(request.content.as_ref(), Some(first), "out of order");
        }

        // Nothing is stuck: what is on its way has a call, a timer or a store that moves it on.
        let moves = !self.shell.calls.is_empty()
            || !self.shell.timers.is_empty()
            || !self.shell.held.is_empty()
            || self.shell.visit.trouble().is_some();
        prop_assert!(moves || waiting.is_none(), "stuck: {waiting:?}");

        // Nothing runs while nothing is alive.
        if *self.shell.visit.phase() == Phase::Idle {
            prop_assert!(self.shell.timers.is_empty());
        }
        Ok(())
    }
}

fn failure(how: usize) -> Failure {
    match how {
        0 => Failure::NotSent,
        1 => Failure::Lost,
        2 => Failure::Garbage,
        3 => refused(401, "seal-expired"),
        4 => refused(429, "limit"),
        5 => refused(503, "upstream-down"),
        6 => refused(504, "outcome-unknown"),
        _ => refused(403, "channel"),
    }
}

// `PROPTEST_CASES=100000` runs as many by hand.
proptest! {
    #[test]
    fn nothing_is_lost_doubled_out_of_order_or_falsely_sent_in_any_order_of_inputs(steps in steps()) {
        let mut books = Books {
            shell: Shell::new(),
            submitted: 0,
            went_up: BTreeMap::new(),
            taken: BTreeSet::new(),
            downlinks: 0,
            seed: 1,
        };
        for step in steps {
            books.step(step);
            books.check()?;
        }
    }
}
