//! What holds whatever happens, in whatever order: a modelled world of pages, a proxy and a contact
//! centre with lossy ways between them, in which anything may happen at any time.
//!
//! `PROPTEST_CASES=100000 cargo test --release --test properties` runs as many by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../support/mod.rs"]
mod support;

mod checks;
mod page;
mod proxy;
#[cfg(feature = "sabotage")]
mod sabotage;
mod steps;
mod upstream;
mod world;

use proptest::prelude::*;
use world::World;

fn cases() -> u32 {
    let cases = std::env::var("PROPTEST_CASES").ok();
    cases.and_then(|cases| cases.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_doubled_out_of_order_or_falsely_sent_whatever_happens(
        is_durable in any::<bool>(),
        steps in steps::steps(),
    ) {
        let mut world = World::new(is_durable);
        for step in steps {
            world.step(step);
            checks::always(&world).map_err(TestCaseError::fail)?;
        }
        world.get_well();
        checks::always(&world).map_err(TestCaseError::fail)?;
        checks::once_well(&world).map_err(TestCaseError::fail)?;
    }
}
