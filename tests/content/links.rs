//! Links lead to places that do no harm.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::message::{BROWSERS, Message, Trap, attributes};

#[wasm_bindgen_test]
async fn a_link_leads_out_and_tells_nobody_where_from() {
    for browser in BROWSERS {
        let _browser = browser();
        for address in [
            "https://a.example/b?c=d&e#f",
            "http://a.example",
            "mailto:ada@a.example",
            "tel:+351123",
            "  https://a.example",
        ] {
            let message =
                Message::of(&format!("<p><a href=\"{address}\" download>x</a></p>")).await;
            let link = message.link();
            assert_eq!(link.get_attribute("href").as_deref(), Some(address));
            let rel = link.get_attribute("rel");
            assert_eq!(rel.as_deref(), Some("noopener noreferrer nofollow"));
            assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
        }
    }
}

#[wasm_bindgen_test]
async fn a_link_to_anything_else_leads_nowhere() {
    for browser in BROWSERS {
        let _browser = browser();
        let trap = Trap::set();
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \tjavascript:alert(1)",
            "java\nscript:alert(1)",
            "&#106;avascript:alert(1)",
            "javascript&colon;alert(1)",
            "data:text/html,<script>parent.alert(1)</script>",
            "vbscript:alert(1)",
            "blob:https://a.example/1",
            "file:///etc/passwd",
            "intent://a#Intent;end",
            "/relative",
            "//a.example",
            "#ran",
            "",
        ] {
            let message = Message::of(&format!("<p><a href=\"{address}\">x</a></p>")).await;
            let link = message.link();
            assert_eq!(attributes(&link), Vec::<String>::new(), "{address}");
            link.click();
            assert_eq!(message.text(), "x");
        }
        assert_eq!(trap.ran().await, 0.0);
    }
}
