//! Where the keyboard is: never lost, and never taken from the page.

use frontdesk_conversation::Phase;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, HtmlElement};

use crate::support::page::Proxy;
use crate::support::{Stage, next_frame, settled, until};

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A field of the host page, with the focus.
struct Field(HtmlElement);

impl Field {
    fn focused() -> Self {
        let field: HtmlElement = document().create_element("input").unwrap().unchecked_into();
        document().body().unwrap().append_child(&field).unwrap();
        field.focus().unwrap();
        Self(field)
    }

    fn has_focus(&self) -> bool {
        document().active_element().is_some_and(|it| it == *self.0)
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        self.0.remove();
    }
}

fn focused_is(stage: &Stage, selector: &str) -> bool {
    stage
        .focused()
        .is_some_and(|it| it.matches(selector).unwrap())
}

#[wasm_bindgen_test]
async fn opening_puts_the_focus_into_the_composer_and_closing_gives_it_back() {
    let _proxy = Proxy::new();
    let stage = Stage::new().await;
    stage.open().await;
    next_frame().await;
    assert!(focused_is(&stage, ".composer textarea"));
    stage.press("Close chat").await;
    next_frame().await;
    assert!(focused_is(&stage, ".launcher"));
}

#[wasm_bindgen_test]
async fn what_had_the_focus_and_goes_away_leaves_it_to_the_panel() {
    let stage = Stage::new().await;
    stage.show(Phase::Robot).await;
    next_frame().await;
    stage.button("Talk to a person").unwrap().focus().unwrap();
    stage.show(Phase::Queued).await;
    next_frame().await;
    assert!(focused_is(&stage, ".panel"));
    stage.composer().focus().unwrap();
    stage.show(Phase::Surveying).await;
    next_frame().await;
    assert!(focused_is(&stage, ".panel"));
}

#[wasm_bindgen_test]
async fn closing_leaves_the_focus_where_the_visitor_writes_on_the_page() {
    let _proxy = Proxy::new();
    let stage = Stage::new().await;
    stage.open().await;
    next_frame().await;
    let field = Field::focused();
    next_frame().await;
    stage.client.set_open(false);
    next_frame().await;
    assert!(field.has_focus());
}

#[wasm_bindgen_test]
async fn what_happens_in_an_open_panel_takes_no_focus_from_the_page() {
    let stage = Stage::new().await;
    stage.show(Phase::Robot).await;
    next_frame().await;
    let field = Field::focused();
    next_frame().await;
    stage.show(Phase::Agent).await;
    next_frame().await;
    assert!(field.has_focus());
    field.0.blur().unwrap();
    stage.show(Phase::Surveying).await;
    next_frame().await;
    assert!(stage.focused().is_none());
}

#[wasm_bindgen_test]
async fn a_panel_that_is_a_part_of_the_page_takes_no_focus_when_the_page_is_loaded() {
    let _proxy = Proxy::welcoming();
    let stage = Stage::with(&[("floating", "false")]).await;
    stage.open().await;
    until("the robot", || stage.button("Talk to a person").is_some()).await;
    next_frame().await;
    assert!(stage.focused().is_none());
}

#[wasm_bindgen_test]
async fn a_panel_that_comes_back_with_the_next_page_takes_no_focus() {
    let _proxy = Proxy::welcoming();
    let said = [("channel", "focus"), ("persist", "session")];
    let mut stage = Stage::with(&said).await;
    stage.open().await;
    stage.take_down();
    let again = Stage::with(&said).await;
    assert!(!again.the(".panel").has_attribute("hidden"));
    next_frame().await;
    assert!(again.focused().is_none());
    let session = web_sys::window().unwrap().session_storage().unwrap();
    session.unwrap().clear().unwrap();
    settled().await;
}
