//! What is harmless is shown, as HTML or as it was typed.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::message::Message;
use crate::support::page::Shadowed;

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
async fn what_is_escaped_is_text_inside_html() {
    let message = Message::of("<p>&lt;b&gt;not bold&lt;/b&gt; &amp; co</p>").await;
    assert_eq!(message.text(), "<b>not bold</b> & co");
    assert!(message.all("b").is_empty());
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
        "one\n  two",
        "<image src=x onerror=alert(1)>",
    ] {
        let message = Message::of(text).await;
        assert_eq!(message.text(), text);
        assert!(message.inside().is_empty(), "{text}");
    }
}

#[wasm_bindgen_test]
async fn text_without_a_kind_and_rich_text_are_shown_as_text_is() {
    for kind in [None, Some("TXT"), Some("RICHTEXT")] {
        let message = Message::of_kind(kind, "<p>Hello <b>Ada</b></p>").await;
        assert_eq!(message.all("p b").len(), 1, "{kind:?}");
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
        ("IMAGE", "a-key", "A picture"),
        ("FILE", "Terms.pdf,2048,a-key,pdf", "Terms.pdf2 kB"),
        ("FILE", ",2048,a-key,pdf", "A file"),
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
