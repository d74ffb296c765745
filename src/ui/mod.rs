//! Components. Each reads signals and sends inputs; none calls the network.
//!
//! They are built with functions, not with the `view!` macro: the macro makes what is static by
//! `template.innerHTML`, which a page that requires Trusted Types forbids.

mod composer;
mod desk;
pub(crate) mod dom;
mod ended;
mod header;
mod icon;
mod launcher;
mod leave;
mod leave_message;
mod media;
mod notice;
mod panel;
mod queue;
pub(crate) mod reactive;
mod survey;
mod transcript;
mod typing;

use leptos::prelude::*;
use web_sys::HtmlButtonElement;

use crate::client::Client;
use crate::embed::Options;
use desk::Desk;

/// The whole widget. `launcher` is the bubble that the loader drew; it is kept up to date.
pub fn widget(client: Client, options: Options, launcher: Option<HtmlButtonElement>) -> AnyView {
    let desk = Desk::new(client, options);
    if let Some(button) = &launcher {
        launcher::follow(button, desk);
    }
    panel::panel(desk, launcher)
}
