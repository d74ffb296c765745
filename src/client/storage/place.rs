//! Where names have values: the browser's storage, or memory that outlives a crash.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Storage;

pub(super) enum Place {
    Browser(Storage),
    /// An object of the loader's.
    Memory(Object),
}

impl Place {
    pub(super) fn read(&self, name: &str) -> Option<String> {
        match self {
            Self::Browser(storage) => storage.get_item(name).ok().flatten(),
            Self::Memory(memory) => Reflect::get(memory, &name.into()).ok()?.as_string(),
        }
    }

    /// Whether it is kept: a storage may be full, or forbidden. What is older than the truth would be
    /// worse than nothing, and goes.
    pub(super) fn write(&self, name: &str, value: &str) -> bool {
        let kept = match self {
            Self::Browser(storage) => storage.set_item(name, value).is_ok(),
            Self::Memory(memory) => {
                let value = JsValue::from_str(value);
                Reflect::set(memory, &name.into(), &value).unwrap_or_default()
            }
        };
        if !kept {
            self.remove(name);
        }
        kept
    }

    pub(super) fn remove(&self, name: &str) {
        match self {
            Self::Browser(storage) => drop(storage.remove_item(name)),
            Self::Memory(memory) => drop(Reflect::delete_property(memory, &name.into())),
        }
    }
}
