//! Nothing that a message brings is run, and only what is allowed is left of it.

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::message::{BROWSERS, Message, Trap, attributes};
use crate::support::page::make_host;

#[wasm_bindgen_test]
async fn the_trap_catches_what_does_run() {
    let trap = Trap::set();
    let host = make_host();
    host.set_inner_html("<img src=x onerror=alert(1)>");
    assert_eq!(trap.ran().await, 1.0);
    host.remove();
}

#[wasm_bindgen_test]
async fn hostile_html_never_runs_and_leaves_nothing_but_what_is_allowed() {
    for browser in BROWSERS {
        let _browser = browser();
        let trap = Trap::set();
        for html in HOSTILE {
            let message = Message::of(html).await;
            for element in message.inside() {
                assert!(
                    element.matches(KEPT).unwrap(),
                    "{} in {html}",
                    element.tag_name()
                );
                for name in attributes(&element) {
                    let allowed = ["href", "rel", "target"].contains(&name.as_str());
                    assert!(allowed, "{name} in {html}");
                }
                element.click();
            }
            TimeoutFuture::new(5).await;
        }
        assert_eq!(trap.ran().await, 0.0);
    }
}

const KEPT: &str = "a, b, blockquote, br, code, div, em, h1, h2, h3, h4, h5, h6, hr, i, li, ol, p, \
                    pre, s, small, span, strong, sub, sup, table, tbody, td, th, thead, tr, u, ul";

const HOSTILE: [&str; 32] = [
    "<p>x</p><script>alert(1)</script>",
    "<p>x</p><img src=x onerror=alert(1)>",
    "<p>x</p><img src=data:, onerror=alert(1)/>",
    "<p>x</p><svg onload=alert(1)></svg>",
    "<p>x</p><svg><script>alert(1)</script></svg>",
    "<p>x</p><svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<p>x</p><svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<p>x</p><iframe src=\"javascript:alert(1)\"></iframe>",
    "<p>x</p><iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
    "<p>x</p><object data=\"javascript:alert(1)\"></object>",
    "<p>x</p><embed src=\"javascript:alert(1)\">",
    "<p onclick=alert(1) onfocus=alert(1) tabindex=0 autofocus>x</p>",
    "<p style=\"position:fixed;inset:0;background:url(javascript:alert(1))\" class=panel id=ran>x</p>",
    "<style>*{display:none}</style><p>x</p>",
    "<link rel=stylesheet href=\"data:text/css,*{}\"><p>x</p>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\"><p>x</p>",
    "<base href=\"https://evil.example/\"><p>x</p>",
    "<form action=\"javascript:alert(1)\"><input autofocus onfocus=alert(1)><button>x</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=x onerror=alert(1)></video><audio src=x onerror=alert(1)></audio><p>x</p>",
    "<video><source onerror=alert(1)></video><p>x</p>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\"></table></math>",
    "<svg></p><style><a id=\"</style><img src=x onerror=alert(1)>\"></svg>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></p></noscript>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></form>",
    "<template><img src=x onerror=alert(1)></template><p>x</p>",
    "<template shadowrootmode=open><img src=x onerror=alert(1)></template><p>x</p>",
    "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\"></p></textarea>",
    "<p>x<p>y</p><scr<script>ipt>alert(1)</scr</script>ipt>",
    "<p>x</p><!--><img src=x onerror=alert(1)>--></p>",
    "<xss onpointerrawupdate=alert(1) style=\"animation:x\" onanimationstart=alert(1)>x</xss>",
    "<a href=\"https://a.example\" onmouseover=alert(1) style=x><img src=x onerror=pwn()></a>",
];
