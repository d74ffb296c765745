//! What is harmless is shown, as HTML or as it was typed.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::message::{BROWSERS, Message};
use crate::support::page::Shadowed;

#[wasm_bindgen_test]
async fn paragraphs_lists_and_emphasis_are_shown() {
    for browser in BROWSERS {
        let _browser = browser();
        let message = Message::of("<p>One <b>two</b></p><ol><li>a</li><li>b</li></ol>x<br>y").await;
        assert_eq!(message.all("p b")[0].text_content().unwrap(), "two");
        assert_eq!(message.all("ol > li").len(), 2);
        assert_eq!(message.all("br").len(), 1);
    }
}

#[wasm_bindgen_test]
async fn what_is_not_allowed_leaves_its_text() {
    for browser in BROWSERS {
        let _browser = browser();
        let message =
            Message::of("<center><font color=red size=7>Sale</font> <mark>now</mark></center>")
                .await;
        assert_eq!(message.text(), "Sale now");
        assert!(message.inside().is_empty());
        let table = Message::of("<table border=1><tr><td>a</td><td>b</td></tr></table>").await;
        assert_eq!(table.all("td").len(), 2);
    }
}

#[wasm_bindgen_test]
async fn html_that_leaves_nothing_to_read_says_so() {
    for browser in BROWSERS {
        let _browser = browser();
        let message = Message::of("<p><img src=\"https://a.example/x.png\"></p>").await;
        assert_eq!(
            message.text(),
            "A message of the kind “HTML”, which cannot be shown here"
        );
    }
}

#[wasm_bindgen_test]
async fn what_is_escaped_is_text_inside_html() {
    for browser in BROWSERS {
        let _browser = browser();
        let message = Message::of("<p>&lt;b&gt;not bold&lt;/b&gt; &amp; co</p>").await;
        assert_eq!(message.text(), "<b>not bold</b> & co");
        assert!(message.all("b").is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_name_is_not_what_decides_whether_it_is_html() {
    for browser in BROWSERS {
        let _browser = browser();
        for html in ["<P>x</P>", "<p\n>x</p >", "x<BR/>", "x<br />", "x<hr>"] {
            let message = Message::of(html).await;
            assert_eq!(message.text().trim(), "x", "{html}");
            assert!(!message.inside().is_empty(), "{html}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_text_that_is_no_html_is_shown_as_typed() {
    for browser in BROWSERS {
        let _browser = browser();
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
            "one\n  two",
            "<image src=x onerror=alert(1)>",
        ] {
            let message = Message::of(text).await;
            assert_eq!(message.text(), text);
            assert!(message.inside().is_empty(), "{text}");
        }
    }
}

#[wasm_bindgen_test]
async fn text_without_a_kind_and_rich_text_are_shown_as_text_is() {
    for browser in BROWSERS {
        let _browser = browser();
        for kind in [None, Some("TXT"), Some("RICHTEXT")] {
            let message = Message::of_kind(kind, "<p>Hello <b>Ada</b></p>").await;
            assert_eq!(message.all("p b").len(), 1, "{kind:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_kind_that_is_not_shown_says_which_and_shows_none_of_it() {
    for kind in ["CARD", "WEBCARD", "NEW <b>KIND</b>"] {
        let message = Message::of_kind(Some(kind), "<p>secret</p>").await;
        let sentence = format!("A message of the kind “{kind}”, which cannot be shown here");
        assert_eq!(message.text(), sentence);
        assert!(message.inside().is_empty());
    }
}

#[wasm_bindgen_test]
async fn a_file_is_named_and_a_card_leads_only_where_it_does_no_harm() {
    for (kind, content, shown) in [
        ("IMAGE", "a-key", "Picture "),
        ("DOCUMENT", "a-key", "File"),
        ("FILE", "Terms.pdf,2048,a-key,pdf", "Terms.pdf 2 kB"),
        ("FILE", ",2048,a-key,pdf", "File 2 kB"),
        (
            "LOCATE",
            "2.5/1.5/Canal Street 12",
            "Canal Street 12\n2.5, 1.5",
        ),
    ] {
        let message = Message::of_kind(Some(kind), content).await;
        assert_eq!(message.text(), shown);
    }
    let card = r#"{"title": "<b>Bikes</b>", "redirectUrl": "https://example.com/"}"#;
    let message = Message::of_kind(Some("WEBCARD"), card).await;
    assert_eq!(message.link().text_content().unwrap(), "<b>Bikes</b>");
    let script = r#"{"title": "Bikes", "redirectUrl": "javascript:alert(1)"}"#;
    let message = Message::of_kind(Some("WEBCARD"), script).await;
    assert!(message.all("a").is_empty());
}

#[wasm_bindgen_test]
async fn what_nobody_ended_and_what_is_odd_is_shown_alike_in_every_browser() {
    for (html, made) in [
        ("<p>a<p>b</p>", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
        (
            "<ol><li>a<ul><li>b</ul><li>c</ol>",
            "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
        ),
        ("<p>a<ul><li>b</ul>", "<p>a</p><ul><li>b</li></ul>"),
        ("a<br>b<br/>c", "a<br>b<br>c"),
        ("<P CLASS=x>a<!-- > --></P>b", "<p>a</p>b"),
        ("<p>a<o:p></o:p></p>", "<p>a</p>"),
        ("<p title='>' id=x>a</p>", "<p>a</p>"),
        (
            "<p>1 < 2 &amp; 3 &gt; 2</p>",
            "<p>1 &lt; 2 &amp; 3 &gt; 2</p>",
        ),
        (
            "<p>&#8364; &#x20AC; &euro; &nosuch; &</p>",
            "<p>€ € € &amp;nosuch; &amp;</p>",
        ),
        (
            "<p>a<script>b()</script>c<style>d{}</style></p>",
            "<p>ac</p>",
        ),
    ] {
        for browser in BROWSERS {
            let _browser = browser();
            let message = Message::of(html).await;
            let bubble = message.all(".rich").pop().expect(html);
            assert_eq!(bubble.inner_html(), made, "{html}");
        }
    }
}

#[wasm_bindgen_test]
async fn without_a_sanitizer_depth_has_an_end_and_no_text_is_lost() {
    let _browser = Shadowed::no_sanitizer();
    let html = format!("{}deep{}", "<b>".repeat(5000), "</b>".repeat(5000));
    let message = Message::of(&html).await;
    assert_eq!(message.text(), "deep");
    assert!(message.inside().len() < 50);
}
