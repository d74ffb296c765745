//! What the loader keeps beyond this instance of the module: an instance that has crashed can do
//! nothing more, and another one goes on.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

/// The loader's hands. Without a loader there are none.
#[derive(Debug, Clone, Default)]
pub struct Refuge {
    memory: Option<Object>,
    death: Option<AbortSignal>,
}

impl Refuge {
    /// Reads what the loader gave: `memory`, an object, and `death`, a signal.
    pub fn read(options: &JsValue) -> Self {
        let given = |name: &str| Reflect::get(options, &JsValue::from_str(name)).ok();
        Self {
            memory: given("memory").and_then(|memory| memory.dyn_into().ok()),
            death: given("death").and_then(|death| death.dyn_into().ok()),
        }
    }

    /// Where something can be kept for the next instance.
    pub(crate) fn memory(&self) -> Object {
        self.memory.clone().unwrap_or_default()
    }

    /// Has the browser call this when the instance dies, until what is answered is dropped. It must be
    /// the browser's own function: the instance's own can do nothing then.
    pub(crate) fn on_death(&self, release: Function) -> AtDeath {
        if let Some(death) = &self.death {
            // A signal takes every listener.
            let _ = death.add_event_listener_with_callback("abort", &release);
        }
        AtDeath {
            death: self.death.clone(),
            release,
        }
    }
}

/// What the browser does when the instance dies.
#[derive(Debug)]
#[must_use]
pub(crate) struct AtDeath {
    death: Option<AbortSignal>,
    release: Function,
}

impl Drop for AtDeath {
    fn drop(&mut self) {
        if let Some(death) = &self.death {
            let _ = death.remove_event_listener_with_callback("abort", &self.release);
        }
    }
}

/// One of an object's own functions, for the browser to call.
pub(crate) fn function_of(object: &JsValue, name: &str) -> Option<Function> {
    let function = Reflect::get(object, &name.into()).ok()?;
    Some(function.dyn_ref::<Function>()?.bind0(object))
}
