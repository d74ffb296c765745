//! Pages of other sites.

use frontdesk_proxy::table::{ROUTES, Who};
use reqwest::Method;

use crate::support::cloud::Cloud;
use crate::support::visitor::{Visitor, refused};
use crate::support::{Proxy, http};

#[tokio::test]
async fn a_foreign_page_reaches_nothing_that_a_visitor_may_even_with_a_visitors_seal() {
    let cloud = Cloud::start().await;
    let proxy = Proxy::start(&cloud.url, &[]).await;
    let visitor = Visitor::new(&proxy).await;
    let before = cloud.all_seen();
    let foreign = [
        "https://evil.test",
        "null",
        "https://shop.example.com.evil.test",
        "https://evilshop.example.com",
        "http://shop.example.com",
        "https://shop.example.com:444",
        "https://shop.example.com@evil.test",
        "",
    ];
    for route in ROUTES
        .iter()
        .filter(|route| matches!(route.who, Who::Page | Who::Visitor))
    {
        let method: Method = format!("{:?}", route.method)
            .to_uppercase()
            .parse()
            .unwrap();
        for origin in foreign {
            let url = format!("{}{}", proxy.base, route.path());
            let request = http().request(method.clone(), url).header("origin", origin);
            let request = request
                .header("ccmessaging-token", &visitor.seal)
                .body("{}");
            let request = request.header("content-type", "application/json");
            let answer = request.send().await.unwrap();
            let found = (answer.status().as_u16(), refused(&answer));
            assert_eq!(found, (403, Some("origin")), "{} {origin}", route.name);
        }
    }
    assert_eq!(cloud.all_seen(), before);
}
