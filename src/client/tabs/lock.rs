//! The Web Lock that the leading tab holds.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use crate::client::refuge::{AtDeath, Refuge};

#[wasm_bindgen]
extern "C" {
    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        granted: &Function,
    ) -> Result<Promise, JsValue>;
}

/// The lock, or the wait for it. Dropping gives it back.
#[must_use]
pub(super) struct Lock {
    /// Whether anybody still wants it.
    wanted: Rc<Cell<bool>>,
    release: Rc<RefCell<Option<(Function, AtDeath)>>>,
    waiting: Option<AbortController>,
}

/// How it is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// When everybody before has had it.
    InTurn,
    /// Now, from whoever has it.
    Steal,
}

/// What became of a lock that somebody wants.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Granted,
    Stolen,
    /// The browser gives nobody one: where the page may keep nothing, or is going away.
    Refused,
}

impl Lock {
    /// `None` where the browser has no locks: outside a secure context.
    pub(super) fn request(
        name: &str,
        manner: Manner,
        refuge: &Refuge,
        tell: impl Fn(Fate) + 'static,
    ) -> Option<Self> {
        let manager = manager()?;
        let lock = Self {
            wanted: Rc::new(Cell::new(true)),
            release: Rc::default(),
            waiting: (manner == Manner::InTurn)
                .then(AbortController::new)
                .transpose()
                .ok()?,
        };
        let options = Object::new();
        match &lock.waiting {
            Some(controller) => set(&options, "signal", &controller.signal()),
            None => set(&options, "steal", &JsValue::TRUE),
        }
        let tell = Rc::new(tell);
        let had = Rc::new(Cell::new(false));
        let granted = lock.granted(refuge.clone(), {
            let (tell, had) = (Rc::clone(&tell), Rc::clone(&had));
            move || {
                had.set(true);
                tell(Fate::Granted);
            }
        });
        let function = granted.as_ref().unchecked_ref();
        let over = manager.request(name, &options, function).ok()?;
        let wanted = Rc::clone(&lock.wanted);
        spawn_local(async move {
            let over = JsFuture::from(over).await;
            drop(granted);
            if over.is_err() && wanted.get() {
                tell(if had.get() {
                    Fate::Stolen
                } else {
                    Fate::Refused
                });
            }
        });
        Some(lock)
    }

    /// What the browser calls: the lock is held until the promise is kept.
    fn granted(
        &self,
        refuge: Refuge,
        tell: impl Fn() + 'static,
    ) -> Closure<dyn FnMut() -> Promise> {
        let (wanted, release) = (Rc::clone(&self.wanted), Rc::clone(&self.release));
        Closure::new(move || {
            if !wanted.get() {
                return Promise::resolve(&JsValue::UNDEFINED);
            }
            let held = Promise::new(&mut |resolve, _| {
                // An instance that died must not hold it for ever.
                let at_death = refuge.on_death(resolve.clone());
                *release.borrow_mut() = Some((resolve, at_death));
            });
            tell();
            held
        })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.wanted.set(false);
        match (self.release.take(), &self.waiting) {
            // A promise's own function does not throw.
            (Some((release, _)), _) => drop(release.call0(&JsValue::UNDEFINED)),
            (None, Some(controller)) => controller.abort(),
            (None, None) => {}
        }
    }
}

/// Whether this browser has locks here.
pub(super) fn are_there() -> bool {
    manager().is_some()
}

fn manager() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

fn set(options: &Object, name: &str, value: &JsValue) {
    // Setting a property of a fresh object does not fail.
    let _ = Reflect::set(options, &name.into(), value);
}
