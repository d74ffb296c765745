//! The texts that a language needs.

/// One language's texts. `{}` stands for a value.
#[derive(Debug)]
pub struct Catalog {
    /// Its language, as `lang` has it.
    pub language: &'static str,
    /// Header, while nobody in particular is there.
    pub title: &'static str,
    /// Name of a robot that has none.
    pub robot: &'static str,
    /// Name of an agent who has none.
    pub agent: &'static str,
    /// Who wrote the visitor's own lines, for screen readers.
    pub you: &'static str,
    /// Under the title, while connecting.
    pub status_connecting: &'static str,
    /// Under the title, with the robot.
    pub status_robot: &'static str,
    /// Under the title, while waiting for a person.
    pub status_queued: &'static str,
    /// Under the title, with a person.
    pub status_agent: &'static str,
    /// Under the title, afterwards.
    pub status_ended: &'static str,
    /// Label of the bubble.
    pub open: &'static str,
    /// Label of the bubble with `{}` unread messages.
    pub open_unread: &'static str,
    /// Label of the button that closes the panel.
    pub close: &'static str,
    /// Label of the transcript.
    pub transcript: &'static str,
    /// Label and hint of the composer.
    pub compose: &'static str,
    /// Label of the button that sends.
    pub send: &'static str,
    /// How much room is left in a message, such as "120 byte".
    pub bytes_left: &'static str,
    /// By how much a message is too long.
    pub too_long: &'static str,
    /// Button that asks for a person.
    pub ask_agent: &'static str,
    /// Queue card, before a place is known.
    pub queue_asking: &'static str,
    /// Queue card: above the place, a number.
    pub queue_place: &'static str,
    /// Queue card: the next in line.
    pub queue_next: &'static str,
    /// Queue card: the estimated wait.
    pub queue_wait: &'static str,
    /// Queue card: what the visitor can do meanwhile.
    pub queue_hint: &'static str,
    /// A message is on its way.
    pub sending: &'static str,
    /// A message was taken.
    pub sent: &'static str,
    /// A message was not taken: nobody there.
    pub failed_unreachable: &'static str,
    /// A message was not taken: refused.
    pub failed_refused: &'static str,
    /// A message was not taken: the conversation was over.
    pub failed_over: &'static str,
    /// A message was perhaps taken.
    pub unconfirmed: &'static str,
    /// Button that sends a message again.
    pub send_again: &'static str,
    /// Content of a kind that is not shown; `{}` is the kind.
    pub unsupported: &'static str,
    /// Line: the visitor asked for a person.
    pub event_asked: &'static str,
    /// Line: no person could be had.
    pub event_no_agents: &'static str,
    /// Line: the agent hung up.
    pub event_agent_left: &'static str,
    /// Line: the session timed out.
    pub event_timed_out: &'static str,
    /// Line: the visitor left.
    pub event_visitor_left: &'static str,
    /// Line: the rating was saved.
    pub event_rated: &'static str,
    /// Line: a new conversation begins.
    pub event_started_again: &'static str,
    /// Notice: the browser is offline.
    pub trouble_offline: &'static str,
    /// Notice: the service does not answer.
    pub trouble_unreachable: &'static str,
    /// Notice: too many requests.
    pub trouble_busy: &'static str,
    /// Notice: this page may not use the service.
    pub trouble_not_available: &'static str,
    /// Button that tries again.
    pub try_now: &'static str,
    /// Label of the button that ends the conversation.
    pub leave: &'static str,
    /// Question before ending.
    pub leave_question: &'static str,
    /// Button that ends.
    pub leave_confirm: &'static str,
    /// Button that does not.
    pub leave_cancel: &'static str,
    /// Title of the survey.
    pub survey_title: &'static str,
    /// Under the title of the survey.
    pub survey_hint: &'static str,
    /// Names of the levels, from 1 to 5.
    pub survey_levels: [&'static str; 5],
    /// Label of the comment.
    pub survey_comment: &'static str,
    /// Button that saves the rating.
    pub survey_send: &'static str,
    /// The same button meanwhile.
    pub survey_saving: &'static str,
    /// Button that does not rate.
    pub survey_skip: &'static str,
    /// The rating could not be saved.
    pub survey_failed: &'static str,
    /// After the visitor left.
    pub ended_visitor: &'static str,
    /// After the agent hung up.
    pub ended_agent: &'static str,
    /// After a time-out.
    pub ended_timed_out: &'static str,
    /// Outside working hours.
    pub ended_closed: &'static str,
    /// The service took no conversation.
    pub ended_refused: &'static str,
    /// Button that begins a new conversation.
    pub start_again: &'static str,
}
