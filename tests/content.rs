//! What agents and robots send, as it is shown. All of it is hostile.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets what it does not expect has failed"
)]

mod support;

use std::any::Any;

use frontdesk::content::content;
use frontdesk::locale::Locale;
use gloo_timers::future::TimeoutFuture;
use js_sys::Reflect;
use support::page::{Shadowed, make_host};
use support::{elements, settled};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

/// One message on the page.
struct Message {
    host: HtmlElement,
    place: HtmlElement,
    _view: Box<dyn Any>,
}

impl Message {
    async fn of(html: &str) -> Self {
        Self::of_kind(Some("TEXT"), html).await
    }

    async fn of_kind(media: Option<&'static str>, html: &str) -> Self {
        let host = make_host();
        let root = host.shadow_root().unwrap();
        let place: HtmlElement = root.first_element_child().unwrap().unchecked_into();
        let html = html.to_owned();
        let view = leptos::mount::mount_to(place.clone(), move || {
            content(media, &html, &Locale::new("en", &JsValue::UNDEFINED))
        });
        settled().await;
        Self {
            host,
            place,
            _view: Box::new(view),
        }
    }

    fn text(&self) -> String {
        self.place.text_content().unwrap()
    }

    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        elements(&self.place.query_selector_all(selector).unwrap())
    }

    /// What an agent's HTML was made into, as elements inside the bubble's own.
    fn inside(&self) -> Vec<HtmlElement> {
        self.all(".text *")
    }

    fn link(&self) -> HtmlElement {
        self.all("a").pop().expect("a link")
    }
}

impl Drop for Message {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// Counts whatever a hostile message would run.
struct Trap(#[allow(dead_code, reason = "given back when dropped")] [Shadowed; 2]);

impl Trap {
    fn set() -> Self {
        let window = web_sys::window().unwrap();
        Reflect::set(&window, &"ran".into(), &0.into()).unwrap();
        let run = js_sys::Function::new_no_args("window.ran++");
        Self(["alert", "pwn"].map(|name| Shadowed::new(&window, name, &run)))
    }

    /// After images failed to load, and frames and fonts had their time.
    async fn ran(&self) -> f64 {
        TimeoutFuture::new(80).await;
        let window = web_sys::window().unwrap();
        let ran = Reflect::get(&window, &"ran".into()).unwrap();
        ran.as_f64().unwrap()
    }
}

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

const KEPT: &str = "a, b, blockquote, br, code, div, em, h1, h2, h3, h4, h5, h6, hr, i, li, ol, p, \
                    pre, s, small, span, strong, sub, sup, table, tbody, td, th, thead, tr, u, ul";

fn attributes(element: &Element) -> Vec<String> {
    let names = element.get_attribute_names();
    names.iter().map(|name| name.as_string().unwrap()).collect()
}

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

#[wasm_bindgen_test]
async fn without_a_sanitizer_hostile_html_is_text() {
    let trap = Trap::set();
    let _browser = Shadowed::no_sanitizer();
    for html in HOSTILE {
        let message = Message::of(html).await;
        assert!(message.inside().is_empty(), "{html}");
    }
    assert_eq!(trap.ran().await, 0.0);
}

#[wasm_bindgen_test]
async fn without_a_sanitizer_the_text_is_there_with_its_lines() {
    let _browser = Shadowed::no_sanitizer();
    for (html, text) in [
        ("<p>Hello</p>", "Hello"),
        ("<p>One &amp; two</p><p>1 &lt; 2</p>", "One & two\n1 < 2"),
        ("Hello,<br>Ada", "Hello,\nAda"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<b>bold</b> and <i>not</i>", "bold and not"),
        ("<p>&amp;lt;b&amp;gt;</p>", "&lt;b&gt;"),
        ("<p>1 < 2</p>", "1 < 2"),
    ] {
        assert_eq!(Message::of(html).await.text(), text, "{html}");
    }
}

#[wasm_bindgen_test]
async fn paragraphs_lists_and_emphasis_are_shown() {
    let message = Message::of("<p>One <b>two</b></p><ol><li>a</li><li>b</li></ol>x<br>y").await;
    assert_eq!(message.all("p b")[0].text_content().unwrap(), "two");
    assert_eq!(message.all("ol > li").len(), 2);
    assert_eq!(message.all("br").len(), 1);
}

#[wasm_bindgen_test]
async fn what_is_not_allowed_leaves_its_text() {
    let message =
        Message::of("<center><font color=red size=7>Sale</font> <mark>now</mark></center>").await;
    assert_eq!(message.text(), "Sale now");
    assert!(message.inside().is_empty());
    let table = Message::of("<table border=1><tr><td>a</td><td>b</td></tr></table>").await;
    assert_eq!(table.all("td").len(), 2);
}

#[wasm_bindgen_test]
async fn html_that_leaves_nothing_to_read_says_so() {
    let message = Message::of("<p><img src=\"https://a.example/x.png\"></p>").await;
    assert_eq!(
        message.text(),
        "A message of the kind “HTML”, which cannot be shown here"
    );
}

#[wasm_bindgen_test]
async fn a_link_leads_out_and_tells_nobody_where_from() {
    for address in [
        "https://a.example/b?c=d&e#f",
        "http://a.example",
        "mailto:ada@a.example",
        "tel:+351123",
        "  https://a.example",
    ] {
        let message = Message::of(&format!("<p><a href=\"{address}\" download>x</a></p>")).await;
        let link = message.link();
        assert_eq!(link.get_attribute("href").as_deref(), Some(address));
        let rel = link.get_attribute("rel");
        assert_eq!(rel.as_deref(), Some("noopener noreferrer nofollow"));
        assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    }
}

#[wasm_bindgen_test]
async fn a_link_to_anything_else_leads_nowhere() {
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

#[wasm_bindgen_test]
async fn a_text_that_is_no_html_is_shown_as_typed() {
    for text in [
        "1 < 2",
        "<3",
        "a </ b",
        "a </ b > c",
        "a <b and c> d",
        "x /> y",
        "</",
        "Vec<String>",
        "if (a<b && c>d) {}",
        "close it with </div>",
        "<br",
        "<brand> & co",
        "Tom & Jerry &amp; me",
        "one\n  two",
        "<img src=x onerror=alert(1)>",
    ] {
        let message = Message::of(text).await;
        assert_eq!(message.text(), text);
        assert!(message.inside().is_empty(), "{text}");
    }
}

#[wasm_bindgen_test]
async fn a_name_is_not_what_decides_whether_it_is_html() {
    for html in ["<P>x</P>", "<p\n>x</p >", "x<BR/>", "x<br />", "x<hr>"] {
        let message = Message::of(html).await;
        assert_eq!(message.text().trim(), "x", "{html}");
        assert!(!message.inside().is_empty(), "{html}");
    }
}

#[wasm_bindgen_test]
async fn what_is_escaped_is_text_inside_html() {
    let message = Message::of("<p>&lt;b&gt;not bold&lt;/b&gt; &amp; co</p>").await;
    assert_eq!(message.text(), "<b>not bold</b> & co");
    assert!(message.all("b").is_empty());
}

#[wasm_bindgen_test]
async fn a_kind_that_is_not_shown_says_which_and_shows_none_of_it() {
    for kind in ["IMAGE", "WEBCARD", "NEW <b>KIND</b>"] {
        let message = Message::of_kind(Some(kind), "<p>secret</p>").await;
        let sentence = format!("A message of the kind “{kind}”, which cannot be shown here");
        assert_eq!(message.text(), sentence);
        assert!(message.inside().is_empty());
    }
}

#[wasm_bindgen_test]
async fn text_without_a_kind_and_rich_text_are_shown_as_text_is() {
    for kind in [None, Some("TXT"), Some("RICHTEXT")] {
        let message = Message::of_kind(kind, "<p>Hello <b>Ada</b></p>").await;
        assert_eq!(message.all("p b").len(), 1, "{kind:?}");
    }
}
