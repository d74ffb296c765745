//! Which calls come from one address.

use crate::calls::{applying, limited};
use crate::support::Proxy;

/// The status of a newcomer's call that came along this way.
async fn by_way_of(proxy: &Proxy, forwarded: &str) -> u16 {
    let request = applying(proxy).header("x-forwarded-for", forwarded);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
pub(crate) async fn a_forged_way_does_not_make_another_address() {
    let (_cloud, proxy) = limited(&["--limit-new-visitors=2/h"]).await;
    let came = [
        by_way_of(&proxy, "1.1.1.1").await,
        by_way_of(&proxy, "2.2.2.2").await,
        by_way_of(&proxy, "3.3.3.3").await,
    ];
    assert_eq!(came, [200, 200, 429]);
}

#[tokio::test]
pub(crate) async fn behind_our_own_proxy_the_hop_that_it_wrote_counts_and_no_other() {
    let flags = ["--limit-new-visitors=2/h", "--trusted-proxies=1"];
    let (_cloud, proxy) = limited(&flags).await;
    for (forwarded, expected) in [
        ("1.1.1.1", 200),
        ("9.9.9.9, 1.1.1.1", 200),
        ("8.8.8.8, 1.1.1.1", 429),
        ("1.1.1.1, 2.2.2.2", 200),
        ("2001:db8::1", 200),
        ("2001:db8::2", 200),
        ("2001:db8::3", 429),
        ("2001:db8:0:1::3", 200),
    ] {
        assert_eq!(by_way_of(&proxy, forwarded).await, expected, "{forwarded}");
    }
}
