//! Where names have values: the browser's storage, and memory that outlives a crash.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Storage;

pub(super) struct Place {
    /// `None`: nothing is to outlive the page.
    browser: Option<Storage>,
    /// An object of the loader's. It has what the browser does not take.
    memory: Object,
}

impl Place {
    pub(super) fn new(browser: Option<Storage>, memory: Object) -> Self {
        Self { browser, memory }
    }

    pub(super) fn read(&self, name: &str) -> Option<String> {
        let browser = self.browser.as_ref();
        let kept = browser.and_then(|storage| storage.get_item(name).ok().flatten());
        kept.or_else(|| Reflect::get(&self.memory, &name.into()).ok()?.as_string())
    }

    /// Whether it is where it was to be kept: a storage may be full, or forbidden. What is older than
    /// the truth would be worse than nothing, and goes.
    pub(super) fn write(&self, name: &str, value: &str) -> bool {
        let is_kept = |storage: &Storage| storage.set_item(name, value).is_ok();
        let kept = self.browser.as_ref().is_some_and(is_kept);
        if kept {
            self.remove_from_memory(name);
        } else {
            self.remove(name);
            let value = JsValue::from_str(value);
            // Setting a property of a plain object does not fail.
            let _ = Reflect::set(&self.memory, &name.into(), &value);
        }
        kept || self.browser.is_none()
    }

    pub(super) fn remove(&self, name: &str) {
        if let Some(storage) = &self.browser {
            // A page may forbid it: then nothing was kept.
            let _ = storage.remove_item(name);
        }
        self.remove_from_memory(name);
    }

    fn remove_from_memory(&self, name: &str) {
        let _ = Reflect::delete_property(&self.memory, &name.into());
    }
}
