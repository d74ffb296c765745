//! Each property can fail: with a rule broken to order, the fitting check turns red.

use frontdesk_conversation::Sabotage;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::world::World;
use crate::{checks, steps};

/// What the first fault says that is found with this rule broken.
fn fault(rule: Sabotage, is_durable: bool) -> String {
    let config = Config {
        cases: 20_000,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let result = runner.run(&steps::steps(), |steps| {
        let mut world = World::new(is_durable);
        world.break_rule(rule);
        for step in steps {
            world.step(step);
            checks::always(&world).map_err(TestCaseError::fail)?;
        }
        world.get_well();
        checks::always(&world).map_err(TestCaseError::fail)?;
        checks::once_well(&world).map_err(TestCaseError::fail)
    });
    result.expect_err("nobody notices").to_string()
}

#[test]
fn showing_again_what_was_shown_is_noticed() {
    let fault = fault(Sabotage::Dedupe, false);
    assert!(fault.contains("shown twice"), "{fault}");
}

#[test]
fn repeating_under_a_new_id_is_noticed() {
    let fault = fault(Sabotage::Outbox, true);
    assert!(fault.contains("was taken 2 times"), "{fault}");
}

#[test]
fn using_a_cursor_too_early_is_noticed() {
    let fault = fault(Sabotage::Cursor, true);
    let is_noticed = fault.contains("not stored") || fault.contains("not shown");
    assert!(is_noticed, "{fault}");
}

#[test]
fn showing_what_was_missed_where_it_comes_is_noticed() {
    let fault = fault(Sabotage::Missed, true);
    assert!(fault.contains("out of order"), "{fault}");
}
