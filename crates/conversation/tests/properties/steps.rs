//! What can happen, and how likely it is.

use proptest::prelude::*;

use crate::proxy::Carried;

/// Something that happens; numbers choose among what there is.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Visitor(Act),
    /// Stores that are held back are confirmed.
    Confirm,
    Hold(bool),
    /// A request reaches the proxy, or does not.
    Arrive {
        old: bool,
        which: usize,
        fate: Fate,
    },
    /// Its answer reaches the page, or does not.
    Return {
        old: bool,
        which: usize,
        back: Back,
    },
    Streams {
        old: bool,
        event: u8,
    },
    /// A request of a page that is gone arrives.
    Ghost {
        which: usize,
        fate: Fate,
    },
    /// The contact centre says something; or it is lost on its way to the proxy.
    Says {
        choice: u8,
        is_lost: bool,
    },
    Fire(usize),
    /// Milliseconds.
    Wait(u64),
    ClockBack,
    /// The page dies after so many effects more.
    Fuse(usize),
    Reload {
        is_written: bool,
    },
    /// The browser loses the visit, and keeps the seal.
    Forget,
    Handover,
    OldDies,
    /// Of the proxy.
    Restart,
}

/// What the visitor and the browser do.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Open,
    Close,
    Submit,
    Attach,
    CancelUpload,
    SendAgain(usize),
    Saw(usize),
    Type,
    AskForAgent,
    Leave,
    Rate,
    SkipRating,
    StartAgain,
    TryNow,
    WantMessage,
    DropMessage,
    LeaveMessage,
    Visible(bool),
    Online(bool),
}

/// What becomes of a request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fate {
    Carried(Carried),
    Lost,
    NotSent,
    Seal,
    Limit,
    Between,
    Final,
    NoRoute,
}

/// What becomes of an answer.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Back {
    Whole,
    Lost,
    Garbage,
    Between,
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let arrive = (is_old(), any::<usize>(), fate()).prop_map(|(old, which, fate)| Step::Arrive {
        old,
        which,
        fate,
    });
    let back = (is_old(), any::<usize>(), back()).prop_map(|(old, which, back)| Step::Return {
        old,
        which,
        back,
    });
    let streams = (is_old(), 0..24_u8).prop_map(|(old, event)| Step::Streams { old, event });
    let ghost = (any::<usize>(), fate()).prop_map(|(which, fate)| Step::Ghost { which, fate });
    let says = (any::<u8>(), prop::bool::weighted(0.1))
        .prop_map(|(choice, is_lost)| Step::Says { choice, is_lost });
    let waits = vec![
        100, 1_000, 6_000, 21_000, 41_000, 180_000, 500_000, 660_000, 3_600_000,
    ];
    let step = prop_oneof![
        24 => act().prop_map(Step::Visitor),
        4 => Just(Step::Confirm),
        2 => any::<bool>().prop_map(Step::Hold),
        40 => arrive,
        36 => back,
        24 => streams,
        2 => ghost,
        16 => says,
        10 => any::<usize>().prop_map(Step::Fire),
        5 => prop::sample::select(waits).prop_map(Step::Wait),
        1 => Just(Step::ClockBack),
        2 => (0..6_usize).prop_map(Step::Fuse),
        2 => any::<bool>().prop_map(|is_written| Step::Reload { is_written }),
        1 => Just(Step::Forget),
        2 => Just(Step::Handover),
        1 => Just(Step::OldDies),
        2 => Just(Step::Restart),
    ];
    // A visit that has begun is worth more than one that has not.
    let begin = || {
        let (old, which) = (false, 0);
        let fate = Fate::Carried(Carried::Yes);
        let arrive = Step::Arrive { old, which, fate };
        let back = Back::Whole;
        let back = Step::Return { old, which, back };
        vec![
            Step::Visitor(Act::Open),
            arrive.clone(),
            back.clone(),
            arrive,
            back,
        ]
    };
    prop::collection::vec(step, 1..140).prop_map(move |steps| {
        let mut all = begin();
        all.extend(steps);
        all
    })
}

fn is_old() -> impl Strategy<Value = bool> {
    prop::bool::weighted(0.15)
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        2 => Just(Act::Open),
        1 => Just(Act::Close),
        14 => Just(Act::Submit),
        3 => Just(Act::Attach),
        1 => Just(Act::CancelUpload),
        2 => any::<usize>().prop_map(Act::SendAgain),
        2 => any::<usize>().prop_map(Act::Saw),
        1 => Just(Act::Type),
        3 => Just(Act::AskForAgent),
        1 => Just(Act::Leave),
        1 => Just(Act::Rate),
        1 => Just(Act::SkipRating),
        2 => Just(Act::StartAgain),
        1 => Just(Act::TryNow),
        1 => Just(Act::WantMessage),
        1 => Just(Act::DropMessage),
        1 => Just(Act::LeaveMessage),
        2 => any::<bool>().prop_map(Act::Visible),
        2 => any::<bool>().prop_map(Act::Online),
    ]
}

fn fate() -> impl Strategy<Value = Fate> {
    let codes = prop::sample::select(vec!["1", "12", "13", "1001000002", "160012", "nonsense"]);
    let carried = prop_oneof![
        24 => Just(Carried::Yes),
        2 => Just(Carried::No),
        2 => Just(Carried::Lost),
        1 => Just(Carried::Vanished),
        1 => codes.prop_map(Carried::Refused),
    ];
    prop_oneof![
        30 => carried.prop_map(Fate::Carried),
        3 => Just(Fate::Lost),
        2 => Just(Fate::NotSent),
        1 => Just(Fate::Seal),
        1 => Just(Fate::Limit),
        1 => Just(Fate::Between),
        1 => prop_oneof![Just(Fate::Final), Just(Fate::NoRoute)],
    ]
}

fn back() -> impl Strategy<Value = Back> {
    prop_oneof![
        20 => Just(Back::Whole),
        3 => Just(Back::Lost),
        1 => Just(Back::Garbage),
        1 => Just(Back::Between),
    ]
}
