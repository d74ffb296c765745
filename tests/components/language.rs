//! Languages: the catalogs that a loader fetches, and what is shown with them.

use frontdesk::locale::{Catalog, ENGLISH, Locale};
use frontdesk_conversation::{Phase, Place};
use js_sys::{JSON, Object, Reflect};
use leptos::prelude::Set;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Stage, settled};

const AR: &str = include_str!("../../src/locale/ar.json");
const ES: &str = include_str!("../../src/locale/es.json");
const FR: &str = include_str!("../../src/locale/fr.json");
const PT: &str = include_str!("../../src/locale/pt.json");
const ZH: &str = include_str!("../../src/locale/zh.json");

const ALL: [(&str, &str); 5] = [("ar", AR), ("es", ES), ("fr", FR), ("pt", PT), ("zh", ZH)];

fn text(texts: &JsValue, name: &str) -> String {
    let text = Reflect::get(texts, &name.into()).unwrap().as_string();
    text.unwrap_or_else(|| panic!("{name} is no text"))
}

/// How often a text has a place for a value.
fn places(text: &str) -> usize {
    text.matches("{}").count()
}

/// English, by name.
fn english(name: &str) -> String {
    let all = format!("{ENGLISH:#?}");
    let line = all.lines().find_map(|line| {
        let text = line.trim().strip_prefix(name)?.strip_prefix(": \"")?;
        text.strip_suffix("\",")
    });
    line.unwrap_or_else(|| panic!("English has no {name}"))
        .to_owned()
}

#[wasm_bindgen_test]
fn every_catalog_has_every_text_and_no_other() {
    for (language, texts) in ALL {
        let texts = JSON::parse(texts).unwrap();
        let names = Object::keys(texts.unchecked_ref::<Object>());
        let mut names: Vec<_> = names.iter().map(|name| name.as_string().unwrap()).collect();
        let mut expected = Catalog::NAMES.to_vec();
        names.sort();
        expected.sort_unstable();
        assert_eq!(names, expected, "{language}");
        assert_eq!(text(&texts, "language"), language);
    }
}

#[wasm_bindgen_test]
fn every_text_says_something_and_has_a_place_for_each_value() {
    for (language, texts) in ALL {
        let texts = JSON::parse(texts).unwrap();
        for name in Catalog::NAMES {
            let text = text(&texts, name);
            assert!(!text.trim().is_empty(), "{language}: {name}");
            assert_eq!(places(&text), places(&english(name)), "{language}: {name}");
        }
    }
}

#[wasm_bindgen_test]
fn a_catalogs_direction_is_the_one_that_is_shown() {
    for (language, texts) in ALL {
        let texts = JSON::parse(texts).unwrap();
        let locale = Locale::new(language, &texts);
        assert_eq!(locale.direction(), text(&texts, "direction"));
        assert_eq!(locale.language(), language);
    }
}

#[wasm_bindgen_test]
fn a_text_that_a_catalog_lacks_is_english() {
    let texts = JSON::parse(r#"{"language": "fr", "send": "Envoyer", "close": 7}"#).unwrap();
    let locale = Locale::new("fr", &texts);
    assert_eq!(locale.texts().send, "Envoyer");
    assert_eq!(locale.texts().close, "Close chat");
}

#[wasm_bindgen_test]
fn whatever_a_page_wrote_as_its_language_numbers_and_times_are_shown() {
    for tag in [
        "",
        "en_US",
        "en-GB",
        "xx",
        "english",
        "en-",
        "-",
        "e n",
        "zh-Hant-TW-x",
        "en-USA",
        "zh-CHS",
    ] {
        let locale = Locale::new(tag, &JsValue::UNDEFINED);
        assert_eq!(locale.minutes(61), "2 minutes", "{tag}");
        assert_eq!(locale.number(7), "7", "{tag}");
        assert!(locale.time(1_619_590_480_756).contains(':'), "{tag}");
        assert_eq!(locale.language(), "en", "{tag}");
    }
}

#[wasm_bindgen_test]
async fn chinese_is_shown_and_spoken_as_chinese() {
    let stage = Stage::speaking("zh_CN", ZH).await;
    stage.show(Phase::Queued).await;
    stage.shown.place.set(Place {
        position: Some(2),
        estimated_wait: Some(300),
    });
    settled().await;
    let panel = stage.the(".panel");
    assert_eq!(panel.get_attribute("lang").as_deref(), Some("zh"));
    assert_eq!(panel.get_attribute("dir").as_deref(), Some("ltr"));
    assert_eq!(stage.text(".header .title"), "在线客服");
    assert_eq!(stage.text(".queue .wait"), "预计等待 5分钟");
    let label = stage.the(".composer textarea").get_attribute("aria-label");
    assert_eq!(label.as_deref(), Some("请输入消息"));
    assert_eq!(
        stage.launcher.get_attribute("aria-label").as_deref(),
        Some("关闭对话窗口")
    );
}

#[wasm_bindgen_test]
async fn arabic_runs_from_right_to_left() {
    let stage = Stage::speaking("ar-EG", AR).await;
    stage.show(Phase::Queued).await;
    stage.shown.place.set(Place {
        position: Some(3),
        estimated_wait: None,
    });
    settled().await;
    let panel = stage.the(".panel");
    assert_eq!(panel.get_attribute("lang").as_deref(), Some("ar"));
    assert_eq!(panel.get_attribute("dir").as_deref(), Some("rtl"));
    assert_eq!(
        stage.text(".queue .position"),
        "٣",
        "with the region's digits"
    );
    let title = text(&JSON::parse(AR).unwrap(), "title");
    assert_eq!(stage.text(".header .title"), title);
}

#[wasm_bindgen_test]
async fn a_language_without_a_catalog_is_english_and_says_so() {
    let stage = Stage::with(&[("locale", "nl-BE")]).await;
    stage.show(Phase::Robot).await;
    let panel = stage.the(".panel");
    assert_eq!(panel.get_attribute("lang").as_deref(), Some("en"));
    assert_eq!(panel.get_attribute("dir").as_deref(), Some("ltr"));
    assert_eq!(stage.text(".header .title"), "Chat with us");
}
