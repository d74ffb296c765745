//! How often a visitor and an address may call.

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
        let mut rate = |flag, text: Option<&Text>, scope, default| match text {
            Some(text) => faults
                .keep(Rate::parse(flag, scope, text.as_str()))
                .flatten(),
            None if demo => None,
            None => default,
        };
        Self {
            new_visitors: rate(
                "limit-new-visitors",
                options.limit_new_visitors.as_ref(),
                "address",
                Rate::of(30, HOUR, 30),
            ),
            calls_visitor: rate(
                "limit-calls-visitor",
                options.limit_calls_visitor.as_ref(),
                "visitor",
                Rate::of(20, SECOND, 60),
            ),
            calls_address: rate(
                "limit-calls-address",
                options.limit_calls_address.as_ref(),
                "address",
                Rate::of(100, SECOND, 300),
            ),
            uploads: rate(
                "limit-uploads",
                options.limit_uploads.as_ref(),
                "visitor",
                Rate::of(60, HOUR, 60),
            ),
            click_to_call: rate(
                "limit-click-to-call",
                options.limit_click_to_call.as_ref(),
                "visitor",
                Rate::of(10, HOUR, 10),
            ),
            trusted_proxies: trusted_proxies(options.trusted_proxies.as_ref(), faults),
        }
    }
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
