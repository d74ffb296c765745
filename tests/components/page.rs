//! The host page's side: what the loader mounts, drives and takes down, and what a page hears.

use std::cell::RefCell;
use std::rc::Rc;

use frontdesk::embed::{Widget, mount};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::support::page::{EventListener, Proxy, heard, make_host};
use crate::support::{next_frame, options, settled, until};

fn container(host: &HtmlElement) -> HtmlElement {
    let root = host.shadow_root().unwrap();
    let container = root.query_selector(".frontdesk").unwrap().unwrap();
    container.unchecked_into()
}

fn panel(host: &HtmlElement) -> Element {
    container(host).query_selector(".panel").unwrap().unwrap()
}

#[wasm_bindgen_test]
async fn the_loader_opens_closes_and_toggles() {
    let _proxy = Proxy::new();
    let host = make_host();
    let widget = mount(host.clone(), container(&host), None, &options(&[])).unwrap();
    let is_open = || !panel(&host).has_attribute("hidden");
    settled().await;
    assert!(!is_open());
    widget.open();
    settled().await;
    assert!(is_open());
    widget.toggle();
    settled().await;
    assert!(!is_open());
    widget.toggle();
    settled().await;
    assert!(is_open());
    widget.close();
    settled().await;
    assert!(!is_open());
    drop(widget);
    host.remove();
}

#[wasm_bindgen_test]
async fn unmounting_leaves_the_container_empty_and_it_can_be_filled_again() {
    let _proxy = Proxy::new();
    let host = make_host();
    for _ in 0..2 {
        let widget = mount(host.clone(), container(&host), None, &options(&[])).unwrap();
        widget.open();
        settled().await;
        assert_eq!(container(&host).child_element_count(), 1);
        widget.close();
        widget.unmount();
        settled().await;
        assert!(!container(&host).has_child_nodes());
        let opened = heard("frontdesk:open");
        widget.open();
        widget.send("into the void".to_owned());
        settled().await;
        assert_eq!(opened.length(), 0);
        assert!(!container(&host).has_child_nodes());
    }
    host.remove();
}

#[wasm_bindgen_test]
async fn a_page_that_says_too_little_or_something_wrong_is_told_which_attribute() {
    let host = make_host();
    for (wrong, words) in [
        (("channel", ""), "the attribute `channel` is missing"),
        (("proxy", ""), "the attribute `proxy` is missing"),
        (
            ("persist", "forever"),
            "persist=\"forever\" should be session, local or none",
        ),
    ] {
        let fault = mount(host.clone(), container(&host), None, &options(&[wrong]));
        assert_eq!(fault.err(), Some(JsValue::from_str(words)));
    }
    assert!(!container(&host).has_child_nodes());
    host.remove();
}

#[wasm_bindgen_test]
async fn a_page_hears_what_happens_with_its_details() {
    let names = ["open", "connect", "agent", "message", "unread", "close"];
    let all = names.map(|name| heard(&format!("frontdesk:{name}")));
    let proxy = Proxy::welcoming();
    let host = make_host();
    let widget = mount(host.clone(), container(&host), None, &options(&[])).unwrap();
    widget.open();
    until("a poll", || proxy.asked().len() == 3).await;
    widget.close();
    proxy.give("poll", r#"{"resultCode": "0", "cursor": "0"}"#);
    proxy.give(
        "poll",
        r#"{"resultCode": "0", "cursor": "1", "downlinkMessages": [
            {"sourceType": "AGENT", "senderNickname": "Ada", "content": "Hi", "timestamp": 1}]}"#,
    );
    until("unread", || all[4].length() > 0).await;
    let details = all.map(|details| details.join(" ").as_string().unwrap());
    let [open, connect, agent, message, unread, close] = details;
    assert_eq!([open, connect, message, close], ["{}", "{}", "{}", "{}"]);
    assert_eq!(agent, r#"{"name":"Ada"}"#);
    assert_eq!(unread, r#"{"count":1}"#);
    drop(widget);
    host.remove();
}

#[wasm_bindgen_test]
async fn an_event_comes_from_the_element_out_of_the_shadow() {
    let _proxy = Proxy::new();
    let host = make_host();
    let details = heard("frontdesk:open");
    let widget = mount(host.clone(), container(&host), None, &options(&[])).unwrap();
    widget.open();
    widget.open();
    settled().await;
    assert_eq!(details.length(), 1, "opening what is open is nothing new");
    drop(widget);
    host.remove();
}

/// Unmounts in the handler of an event, as a page that calls `destroy` there.
fn unmounts_on(name: &str, widget: &Rc<RefCell<Option<Widget>>>) -> EventListener {
    let widget = Rc::clone(widget);
    let unmount = move || widget.borrow().as_ref().unwrap().unmount();
    EventListener::new(name, unmount)
}

#[wasm_bindgen_test]
async fn a_page_may_unmount_in_any_handler_and_nothing_is_asked_or_written_after_it() {
    for (name, channel) in [
        ("frontdesk:open", "d-open"),
        ("frontdesk:connect", "d-connect"),
        ("frontdesk:close", "d-close"),
    ] {
        let proxy = Proxy::welcoming();
        let host = make_host();
        let options = options(&[("channel", channel), ("persist", "session")]);
        let widget = mount(host.clone(), container(&host), None, &options).unwrap();
        let widget = Rc::new(RefCell::new(Some(widget)));
        let unmounted = unmounts_on(name, &widget);
        widget.borrow().as_ref().unwrap().open();
        if name == "frontdesk:close" {
            until("a poll", || proxy.asked().len() == 3).await;
            widget.borrow().as_ref().unwrap().toggle();
        }
        until("the end", || !container(&host).has_child_nodes()).await;
        let asked = proxy.asked().len();
        let storage = web_sys::window().unwrap().session_storage();
        storage.unwrap().unwrap().clear().unwrap();
        next_frame().await;
        assert_eq!(proxy.asked().len(), asked, "{name}");
        let storage = web_sys::window().unwrap().session_storage();
        assert_eq!(storage.unwrap().unwrap().length(), Ok(0), "{name}");
        drop(unmounted);
        host.remove();
    }
}
