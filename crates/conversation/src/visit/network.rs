//! What the browser says of the page and the network.

use std::time::Duration;

use super::Conversation;
use crate::effect::Timer;
use crate::input::Input;
use crate::phase::{Phase, Trouble};

/// A stream that was silent for longer may be dead when the page or the network comes back.
const SILENT: Duration = Duration::from_secs(20);

impl Conversation {
    /// Known also before this instance leads.
    pub(super) fn watched(&mut self, input: &Input) {
        match input {
            Input::Opened => self.open = true,
            Input::Closed => self.open = false,
            Input::Visible(visible) => self.visible = *visible,
            Input::Online(online) => self.online = *online,
            _ => {}
        }
    }

    pub(super) fn shown_or_hidden(&mut self, visible: bool) {
        self.visible = visible;
        if visible {
            self.listening.is_superseded = false;
            self.came_back();
        }
    }

    pub(super) fn online_or_offline(&mut self, online: bool) {
        self.online = online;
        if online {
            if self.trouble == Some(Trouble::Offline) {
                self.trouble = None;
            }
            self.came_back();
        } else if self.is_live() {
            // At once, not when the next try fails: that may be half a minute away.
            self.set_trouble(Trouble::Offline);
        }
    }

    /// Something came through, whatever the browser says of the network.
    pub(super) fn is_heard(&mut self) {
        if self.trouble == Some(Trouble::Offline) && !self.is_kept_offline() {
            self.trouble = None;
        }
    }

    /// Whether something is to go up that cannot: a stream that is still open says nothing of that.
    pub(super) fn is_kept_offline(&self) -> bool {
        let waits = !self.online && !self.kept.outbox.is_empty();
        waits && self.trouble == Some(Trouble::Offline)
    }

    /// The visitor does not want to wait.
    pub(super) fn tried_now(&mut self) {
        self.trouble = None;
        self.listening.is_superseded = false;
        for lane in &mut self.lanes.0 {
            lane.unstick();
        }
        self.hurry();
        if self.kept.phase == Phase::Connecting && self.kept.connect_in_doubt {
            self.kept.connects = 0;
            self.connect(0);
        }
    }

    /// What waited for a better time goes on, and a stream that may be dead is opened anew.
    fn came_back(&mut self) {
        self.listening.polls_until = None;
        if self.listening.is_stream
            && self.is_busy(Timer::Listen)
            && self.now.since(self.listening.heard_at) > SILENT
        {
            self.stop_listening();
        }
        self.hurry();
    }

    fn hurry(&mut self) {
        for lane in &mut self.lanes.0 {
            self.effects.extend(lane.hurry());
        }
    }
}
