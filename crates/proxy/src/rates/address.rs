//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};

use http::header::HeaderMap;

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// Whoever counts as one: an address of IPv4, or a network of IPv6 as one household has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Address(IpAddr);

impl Address {
    fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK).into(),
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// The proxies in front, so many of which are ours.
pub(crate) struct Hops {
    ours: usize,
    warned: AtomicBool,
}

impl Hops {
    pub(super) fn new(ours: usize) -> Self {
        let warned = AtomicBool::new(false);
        Self { ours, warned }
    }

    /// Whether a proxy of ours stands in front.
    pub(crate) fn are_ours(&self) -> bool {
        self.ours > 0
    }

    /// The caller's address, as the outermost of our proxies saw it. What stands further left in
    /// `X-Forwarded-For` is whatever the caller wrote there.
    pub(crate) fn address(&self, peer: Option<Peer>, headers: &HeaderMap) -> Address {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |Peer(address)| address);
        let Some(from_right) = self.ours.checked_sub(1) else {
            if headers.contains_key(FORWARDED) && !self.warned.swap(true, Ordering::Relaxed) {
                tracing::warn!(
                    "a proxy stands in front and --trusted-proxies is 0, so all visitors behind it \
                     count as one address; say how many proxies of yours there are"
                );
            }
            return Address::of(peer);
        };
        // Several headers are one list.
        let hops = headers.get_all(FORWARDED).iter().rev();
        let hops = hops.flat_map(|value| value.to_str().unwrap_or_default().rsplit(','));
        let hop = { hops }.nth(from_right).and_then(parse);
        // Who has not come by way of all of them is known by the connection alone.
        Address::of(hop.unwrap_or(peer))
    }
}

/// An address, as some write it with its port.
fn parse(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']'));
    let address = bare.unwrap_or(hop).parse().ok();
    address.or_else(|| Some(hop.parse::<SocketAddr>().ok()?.ip()))
}

const FORWARDED: &str = "x-forwarded-for";

/// The first 64 bits.
const NETWORK: u128 = !(u64::MAX as u128);

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(ours: usize, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED, value.parse().unwrap());
        }
        let peer = Peer("10.0.0.1".parse().unwrap());
        Hops::new(ours).address(Some(peer), &headers).0.to_string()
    }

    #[test]
    fn hops_are_counted_from_the_last_one() {
        assert_eq!(seen(0, &["1.1.1.1"]), "10.0.0.1");
        assert_eq!(seen(1, &["9.9.9.9, 1.1.1.1"]), "1.1.1.1");
        assert_eq!(seen(2, &["9.9.9.9, 1.1.1.1, 2.2.2.2"]), "1.1.1.1");
        assert_eq!(seen(2, &["9.9.9.9, 1.1.1.1", "2.2.2.2"]), "1.1.1.1");
        assert_eq!(seen(1, &["9.9.9.9", "1.1.1.1:4711"]), "1.1.1.1");
    }

    #[test]
    fn what_did_not_come_by_all_our_proxies_or_is_no_address_is_known_by_its_connection() {
        for forwarded in [
            &[][..],
            &["1.1.1.1"],
            &["unknown, 2.2.2.2"],
            &["", ""],
            &["1.1.1.1, é"],
        ] {
            assert_eq!(seen(2, forwarded), "10.0.0.1", "{forwarded:?}");
        }
    }

    #[test]
    fn a_network_of_ipv6_is_one_address_and_ipv4_in_it_is_ipv4() {
        assert_eq!(seen(1, &["2001:db8:1:2:3:4:5:6"]), "2001:db8:1:2::");
        assert_eq!(seen(1, &["[2001:db8:1:2::9]:443"]), "2001:db8:1:2::");
        assert_eq!(seen(1, &["[2001:db8:1:2::9]"]), "2001:db8:1:2::");
        assert_eq!(seen(1, &["::ffff:1.2.3.4"]), "1.2.3.4");
    }
}
