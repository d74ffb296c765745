//! The elements that share a conversation.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::client::News;

#[derive(Default)]
pub(super) struct Seats {
    taken: RefCell<Vec<Seat>>,
    next: Cell<u32>,
}

/// One element.
struct Seat {
    number: u32,
    open: bool,
    announce: Rc<dyn Fn(&News)>,
}

impl Seats {
    pub(super) fn sit(&self, announce: Rc<dyn Fn(&News)>) -> u32 {
        let number = self.next.get();
        self.next.set(number.wrapping_add(1));
        self.taken.borrow_mut().push(Seat {
            number,
            open: false,
            announce,
        });
        number
    }

    pub(super) fn leave(&self, number: u32) {
        self.taken.borrow_mut().retain(|seat| seat.number != number);
    }

    /// Whether any panel is open now.
    pub(super) fn set_open(&self, number: u32, open: bool) -> bool {
        let mut taken = self.taken.borrow_mut();
        if let Some(seat) = taken.iter_mut().find(|seat| seat.number == number) {
            seat.open = open;
        }
        taken.iter().any(|seat| seat.open)
    }

    pub(super) fn any_open(&self) -> bool {
        self.taken.borrow().iter().any(|seat| seat.open)
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.taken.borrow().iter().any(|seat| seat.number == number)
    }

    pub(super) fn count(&self) -> usize {
        self.taken.borrow().len()
    }

    /// Once, however many elements there are. Whoever listens may well call back.
    pub(super) fn announce(&self, news: &News) {
        let first = {
            let taken = self.taken.borrow();
            taken.first().map(|seat| Rc::clone(&seat.announce))
        };
        if let Some(announce) = first {
            announce(news);
        }
    }
}
