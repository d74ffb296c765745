//! Every limit, reached through HTTP: what is refused, in which words, and when it passes again.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod addresses;
mod calls;
mod heads;
mod journal;
mod places;
mod rates;
mod refused;
mod sizes;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use clap::CommandFactory;
use frontdesk_proxy::Options;
use frontdesk_proxy::table::{ROUTES, Rate, Who};
use support::program::{output, stderr};

/// A flag, and the tests that reach it with two values at least.
struct Reached(&'static str, &'static [fn()]);

/// Each flag that limits something.
const REACHED: [Reached; 12] = [
    Reached(
        "limit-new-visitors",
        &[rates::new_visitors_from_one_address],
    ),
    Reached("limit-calls-visitor", &[rates::calls_of_one_visitor]),
    Reached("limit-calls-address", &[rates::calls_from_one_address]),
    Reached("limit-uploads", &[rates::files_of_one_visitor]),
    Reached(
        "limit-click-to-call",
        &[rates::calls_by_voice_of_one_visitor],
    ),
    Reached(
        "limit-text-bytes",
        &[sizes::a_text_may_be_as_long_as_is_configured],
    ),
    Reached(
        "limit-body-bytes",
        &[sizes::a_body_may_be_as_long_as_is_configured],
    ),
    Reached(
        "limit-upload-bytes",
        &[sizes::a_file_may_be_as_long_as_is_configured],
    ),
    Reached(
        "limit-streams",
        &[places::a_visitor_has_as_many_streams_as_are_configured],
    ),
    Reached(
        "limit-connections",
        &[
            places::there_are_as_many_connections_as_are_configured,
            places::newcomers_wait_when_nearly_all_connections_are_taken_and_visitors_do_not,
        ],
    ),
    Reached(
        "journal-keep",
        &[
            journal::a_journal_of_three_messages_says_reset_to_who_asks_for_a_fourth,
            journal::a_journal_of_few_bytes_says_reset_to_who_asks_for_more,
            journal::a_journal_as_it_comes_keeps_them,
            journal::messages_older_than_the_bound_are_gone,
        ],
    ),
    Reached(
        "trusted-proxies",
        &[
            addresses::a_forged_way_does_not_make_another_address,
            addresses::behind_our_own_proxy_the_hop_that_it_wrote_counts_and_no_other,
        ],
    ),
];

#[test]
fn every_flag_of_a_limit_has_a_test_that_reaches_it() {
    let command = Options::command();
    let flags: BTreeSet<&str> = command
        .get_arguments()
        .filter_map(|argument| argument.get_long())
        .filter(|flag| {
            flag.starts_with("limit-") || ["journal-keep", "trusted-proxies"].contains(flag)
        })
        .collect();
    let reached = REACHED.iter().filter(|Reached(_, tests)| !tests.is_empty());
    assert_eq!(flags, reached.map(|Reached(flag, _)| *flag).collect());
}

#[test]
fn every_route_that_carries_something_is_counted() {
    for route in ROUTES {
        let counted = match route.who {
            Who::Visitor => matches!(route.rate, Rate::Call | Rate::Upload | Rate::Stream),
            Who::Page => route.rate == Rate::NewVisitor,
            Who::Cloud => route.rate == Rate::Push,
            Who::World => route.rate == Rate::File,
            Who::Demo => route.rate == Rate::None,
        };
        assert!(counted, "{}: {:?}", route.name, route.rate);
    }
}

#[test]
fn every_limit_that_is_none_is_told() {
    let flags = [
        "--check-config",
        "--limit-new-visitors=many",
        "--limit-calls-visitor=20/s/address",
        "--limit-calls-address=0/s",
        "--limit-uploads=60",
        "--limit-click-to-call=often",
        "--limit-text-bytes=0",
        "--limit-body-bytes=many",
        "--limit-upload-bytes=-1",
        "--limit-streams=1001",
        "--limit-connections=0",
        "--journal-keep=5 lines",
        "--trusted-proxies=all",
    ];
    let output = output(&flags);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    for flag in flags.iter().skip(1) {
        let flag = flag.split('=').next().unwrap();
        assert!(told.contains(flag), "{flag} is not in\n{told}");
    }
}
