//! How often a visitor and an address may call.

use std::time::Duration;

use clap::Args;
use serde::Deserialize;

use super::faults::Faults;
use super::rate::{HOUR, Rate, SECOND};
use super::text::Text;

/// The options of rates, not yet parsed.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct RateOptions {
    /// New visitors from one address: N/UNIT, perhaps with a burst, or off [default: 30/h]
    #[arg(long, value_name = "RATE")]
    pub limit_new_visitors: Option<Text>,
    /// Calls of one visitor [default: "20/s burst 60"]
    #[arg(long, value_name = "RATE")]
    pub limit_calls_visitor: Option<Text>,
    /// Calls from one address [default: "100/s burst 300"]
    #[arg(long, value_name = "RATE")]
    pub limit_calls_address: Option<Text>,
    /// Files that one visitor may send [default: 60/h]
    #[arg(long, value_name = "RATE")]
    pub limit_uploads: Option<Text>,
    /// Calls by voice or video that one visitor may ask for [default: 10/h]
    #[arg(long, value_name = "RATE")]
    pub limit_click_to_call: Option<Text>,
    /// How many hops of X-Forwarded-For are ours, counted from the last one [default: 0]
    #[arg(long, value_name = "N")]
    pub trusted_proxies: Option<Text>,
}

impl RateOptions {
    /// What stands in `self`, else what stands in `below`.
    pub(super) fn over(self, below: Self) -> Self {
        Self {
            limit_new_visitors: self.limit_new_visitors.or(below.limit_new_visitors),
            limit_calls_visitor: self.limit_calls_visitor.or(below.limit_calls_visitor),
            limit_calls_address: self.limit_calls_address.or(below.limit_calls_address),
            limit_uploads: self.limit_uploads.or(below.limit_uploads),
            limit_click_to_call: self.limit_click_to_call.or(below.limit_click_to_call),
            trusted_proxies: self.trusted_proxies.or(below.trusted_proxies),
        }
    }

    /// What is set to nothing counts as not set.
    pub(super) fn drop_blanks(&mut self) {
        for value in [
            &mut self.limit_new_visitors,
            &mut self.limit_calls_visitor,
            &mut self.limit_calls_address,
            &mut self.limit_uploads,
            &mut self.limit_click_to_call,
            &mut self.trusted_proxies,
        ] {
            value.take_if(|value| value.is_blank());
        }
    }
}

/// How often a visitor and an address may call; `None`: as often as they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// New visitors from one address.
    pub new_visitors: Option<Rate>,
    /// Calls of one visitor.
    pub calls_visitor: Option<Rate>,
    /// Calls from one address.
    pub calls_address: Option<Rate>,
    /// Files that one visitor sends.
    pub uploads: Option<Rate>,
    /// Calls by voice or video that one visitor asks for.
    pub click_to_call: Option<Rate>,
    /// How many hops of `X-Forwarded-For` are ours.
    pub trusted_proxies: usize,
}

impl RateLimits {
    /// A demonstration has the limits that are asked for and no others: its visitors all come from
    /// this machine.
    pub(super) fn read(options: &RateOptions, demo: bool, faults: &mut Faults) -> Self {
        let mut rate = |limit: Limit, text: &Option<Text>| match text {
            Some(text) => faults
                .keep(Rate::parse(limit.flag, limit.scope, text.as_str()))
                .flatten(),
            None if demo => None,
            None => Rate::of(limit.number, limit.per, limit.burst),
        };
        Self {
            new_visitors: rate(NEW_VISITORS, &options.limit_new_visitors),
            calls_visitor: rate(CALLS_VISITOR, &options.limit_calls_visitor),
            calls_address: rate(CALLS_ADDRESS, &options.limit_calls_address),
            uploads: rate(UPLOADS, &options.limit_uploads),
            click_to_call: rate(CLICK_TO_CALL, &options.limit_click_to_call),
            trusted_proxies: trusted_proxies(options.trusted_proxies.as_ref(), faults),
        }
    }
}

/// A limit by its flag, what it is counted for, and its rate where the flag is not given.
struct Limit {
    flag: &'static str,
    scope: &'static str,
    number: u32,
    per: Duration,
    burst: u32,
}

fn trusted_proxies(text: Option<&Text>, faults: &mut Faults) -> usize {
    let Some(text) = text.map(Text::as_str) else {
        return 0;
    };
    match text.parse() {
        Ok(hops @ 0..=MOST_HOPS) => hops,
        _ => {
            faults.add(format!(
                "`--trusted-proxies` is `{text}`; write how many proxies of yours stand in front, 0 \
                 to {MOST_HOPS}."
            ));
            0
        }
    }
}

const NEW_VISITORS: Limit = limit("limit-new-visitors", ADDRESS, (30, HOUR), 30);
const CALLS_VISITOR: Limit = limit("limit-calls-visitor", VISITOR, (20, SECOND), 60);
const CALLS_ADDRESS: Limit = limit("limit-calls-address", ADDRESS, (100, SECOND), 300);
const UPLOADS: Limit = limit("limit-uploads", VISITOR, (60, HOUR), 60);
const CLICK_TO_CALL: Limit = limit("limit-click-to-call", VISITOR, (10, HOUR), 10);

const fn limit(
    flag: &'static str,
    scope: &'static str,
    (number, per): (u32, Duration),
    burst: u32,
) -> Limit {
    Limit {
        flag,
        scope,
        number,
        per,
        burst,
    }
}

const VISITOR: &str = "visitor";
const ADDRESS: &str = "address";

const MOST_HOPS: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_the_contracts_and_a_demonstration_has_none() {
        let mut faults = Faults::default();
        let limits = RateLimits::read(&RateOptions::default(), false, &mut faults);
        assert_eq!(limits.new_visitors, Rate::of(30, HOUR, 30));
        assert_eq!(limits.calls_visitor, Rate::of(20, SECOND, 60));
        assert_eq!(limits.calls_address, Rate::of(100, SECOND, 300));
        assert_eq!(limits.uploads, Rate::of(60, HOUR, 60));
        assert_eq!(limits.click_to_call, Rate::of(10, HOUR, 10));
        assert_eq!(limits.trusted_proxies, 0);
        let demo = RateLimits::read(&RateOptions::default(), true, &mut faults);
        assert_eq!((demo.new_visitors, demo.calls_address), (None, None));
    }
}
