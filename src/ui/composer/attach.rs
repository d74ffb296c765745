//! Files: chosen, pasted or dropped, and looked at before they go.

use leptos::{ev, prelude::*};
use web_sys::{DataTransfer, File, FileList, HtmlInputElement};

use crate::locale::fill;
use crate::ui::desk::Desk;
use crate::ui::dom;
use crate::ui::icon::{self, icon};
use crate::ui::reactive::{follow, press, when};

/// Where files come in, and what was wrong with the last of them.
#[derive(Clone, Copy)]
pub(super) struct Attach {
    desk: Desk,
    refused: RwSignal<Option<String>>,
    /// Whether a file is being dragged over the composer.
    pub(super) over: RwSignal<bool>,
}

impl Attach {
    pub(super) fn new(desk: Desk) -> Self {
        Self {
            desk,
            refused: RwSignal::new(None),
            over: RwSignal::new(false),
        }
    }

    pub(super) fn button(self) -> AnyView {
        let chooser = NodeRef::<dom::Any>::new();
        let label = self.desk.texts().attach;
        let choose = move || {
            if let Some(chooser) = dom::the::<HtmlInputElement>(chooser) {
                chooser.click();
            }
        };
        let chosen = move |_| {
            if let Some(chooser) = dom::the::<HtmlInputElement>(chooser) {
                self.take(chooser.files());
                // The same file may be chosen again.
                chooser.set_value("");
            }
        };
        let types = self.desk.shown.file_types;
        let accept = move || Some(types.with(|types| format!(".{}", types.replace(',', ",."))));
        (
            dom::input()
                .attr("type", "file")
                .attr("hidden", "")
                .attr("multiple", "")
                .attr("accept", follow(accept))
                .node_ref(chooser)
                .on(dom::event("change"), chosen),
            dom::button()
                .attr("type", "button")
                .class("attach")
                .attr("part", "attach")
                .attr("aria-label", label)
                .attr("title", label)
                .on(dom::event("click"), press(choose))
                .child(icon(icon::ATTACH)),
        )
            .into_any()
    }

    /// Why a file was not taken.
    pub(super) fn refusal(self) -> AnyView {
        when(move || {
            let alert = dom::p().class("refused").attr("role", "alert");
            self.refused.get().map(|why| alert.child(why).into_any())
        })
        .into_any()
    }

    /// Files in the clipboard; text is the field's own business.
    pub(super) fn pasted(self, event: &ev::ClipboardEvent) {
        if self.take_from(event.clipboard_data()) {
            event.prevent_default();
        }
    }

    pub(super) fn dragged(self, event: &ev::DragEvent) {
        let files = |data: DataTransfer| data.types().includes(&"Files".into(), 0);
        if event.data_transfer().is_some_and(files) {
            event.prevent_default();
            self.over.set(true);
        }
    }

    pub(super) fn dropped(self, event: &ev::DragEvent) {
        self.over.set(false);
        if self.take_from(event.data_transfer()) {
            event.prevent_default();
        }
    }

    fn take_from(self, data: Option<DataTransfer>) -> bool {
        let files = data.and_then(|data| data.files());
        let some = files.as_ref().is_some_and(|files| files.length() > 0);
        self.take(files);
        some
    }

    fn take(self, files: Option<FileList>) {
        let Some(files) = files else {
            return;
        };
        self.refused.set(None);
        for file in (0..files.length()).filter_map(|index| files.get(index)) {
            match self.fault(&file) {
                None => self.desk.attach(file),
                fault => self.refused.set(fault),
            }
        }
    }

    /// What the service would refuse is said at once.
    fn fault(self, file: &File) -> Option<String> {
        let texts = self.desk.texts();
        let most = self.desk.shown.file_bytes.get_untracked();
        let types = self.desk.shown.file_types.get_untracked();
        let name = file.name().to_ascii_lowercase();
        let (_, extension) = name.rsplit_once('.').unwrap_or_default();
        if !types.split(',').any(|known| known == extension) {
            return Some(fill(texts.file_of_other_kind, &types.replace(',', ", ")));
        }
        if file.size() > f64::from(most) {
            let most = self.desk.locale().size(most.into());
            return Some(fill(texts.file_too_large, &most));
        }
        (file.size() == 0.0).then(|| texts.file_empty.to_owned())
    }
}
