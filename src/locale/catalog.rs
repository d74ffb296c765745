//! The texts that a language needs. English is built in; another language is a file beside this
//! one, which the loader fetches where a page is in that language.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// Makes the struct from its English.
macro_rules! catalog {
    ($($(#[$meta:meta])* $name:ident = $english:literal,)*) => {
        /// One language's texts. `{}` stands for a value.
        #[derive(Debug)]
        pub struct Catalog {
            $($(#[$meta])* pub $name: &'static str,)*
        }

        /// What is shown where no other language is there.
        pub static ENGLISH: Catalog = Catalog { $($name: $english,)* };

        impl Catalog {
            /// Reads an object of texts; what is missing stays English.
            pub fn read(texts: &JsValue) -> Self {
                Self { $($name: text(texts, stringify!($name)).unwrap_or($english),)* }
            }

            /// The names of all texts.
            pub const NAMES: &[&str] = &[$(stringify!($name),)*];
        }
    };
}

/// A text for as long as the page lives: there is one catalog for each language and element.
fn text(texts: &JsValue, name: &str) -> Option<&'static str> {
    let text = Reflect::get(texts, &JsValue::from_str(name))
        .ok()?
        .as_string()?;
    Some(Box::leak(text.into_boxed_str()))
}

catalog! {
    /// Its language, as `lang` has it.
    language = "en",
    /// `ltr` or `rtl`.
    direction = "ltr",
    /// Header, while nobody in particular is there.
    title = "Chat with us",
    /// Name of a robot that has none.
    robot = "Assistant",
    /// Name of an agent who has none.
    agent = "Support",
    /// Who wrote the visitor's own lines, for screen readers.
    you = "You",
    /// Under the title, while connecting.
    status_connecting = "Connecting…",
    /// Under the title, with the robot.
    status_robot = "Automatic answers, at once",
    /// Under the title, while waiting for a person.
    status_queued = "Waiting for a person",
    /// Under the title, with a person.
    status_agent = "You are talking to a person",
    /// Under the title, while nobody is there.
    status_offline = "Nobody is here right now",
    /// Under the title, afterwards.
    status_ended = "Conversation ended",
    /// Label of the bubble.
    open = "Open chat",
    /// Label of the bubble with `{}` unread messages.
    open_unread = "Open chat, unread messages: {}",
    /// Label of the button that closes the panel.
    close = "Close chat",
    /// Label of the transcript.
    transcript = "Conversation",
    /// Label and hint of the composer.
    compose = "Write a message",
    /// Label of the button that sends.
    send = "Send",
    /// Label of the button that chooses a file.
    attach = "Attach a file",
    /// A chosen file is too large; `{}` is how large it may be.
    file_too_large = "This file is too large. It may have up to {}.",
    /// A chosen file is of a kind that may not be sent; `{}` names those that may.
    file_of_other_kind = "Files of this kind cannot be sent. These can: {}",
    /// A chosen file has nothing in it.
    file_empty = "This file is empty.",
    /// A file's bytes are on their way; `{}` is how many percent.
    uploading = "Uploading, {}",
    /// Button that gives up an upload.
    cancel_upload = "Cancel upload",
    /// How much room is left in a message, such as "120 byte".
    bytes_left = "{} left",
    /// By how much a message is too long.
    too_long = "Too long by {}",
    /// Button that asks for a person.
    ask_agent = "Talk to a person",
    /// Queue card, before a place is known.
    queue_asking = "Asking for a person…",
    /// Queue card: above the place, a number.
    queue_place = "Your place in the queue",
    /// Queue card: the next in line.
    queue_next = "You are next",
    /// Queue card: the estimated wait.
    queue_wait = "About {} to wait",
    /// Queue card: what the visitor can do meanwhile.
    queue_hint = "You can keep writing, or close this window. We will keep your place.",
    /// A message is on its way.
    sending = "Sending…",
    /// A message was taken.
    sent = "Sent",
    /// A message was read by an agent.
    read = "Read",
    /// A message was not taken: nobody there.
    failed_unreachable = "Not sent: the service could not be reached.",
    /// A message was not taken: refused.
    failed_refused = "Not sent: the service did not accept it.",
    /// A message was not taken: the conversation was over.
    failed_over = "Not sent: the conversation had ended.",
    /// A file was not sent: its bytes are gone.
    failed_file_gone = "Not sent: the page was left before the file was up.",
    /// A file was not sent: too large.
    failed_too_large = "Not sent: the file is too large.",
    /// A message was perhaps taken.
    unconfirmed = "Not confirmed. It may or may not have arrived.",
    /// Button that sends a message again.
    send_again = "Send again",
    /// Content of a kind that is not shown; `{}` is the kind.
    unsupported = "A message of the kind “{}”, which cannot be shown here",
    /// A message that was taken back.
    withdrawn = "This message was withdrawn",
    /// Name of a picture that has none, and what it says to who cannot see it.
    content_picture = "Picture",
    /// Name of a recording.
    content_sound = "Sound recording",
    /// Name of a video.
    content_video = "Video",
    /// Name of a sticker.
    content_sticker = "Sticker",
    /// Name of a document or another file that has none.
    content_file = "File",
    /// A file is on its way down.
    file_loading = "Loading…",
    /// A file did not come.
    file_failed = "It could not be loaded.",
    /// A file is kept no longer.
    file_gone = "It is no longer available.",
    /// Button that plays a sound or a video.
    file_play = "Play",
    /// Button that saves a file.
    file_save = "Save",
    /// Button that asks for a file again.
    file_again = "Try again",
    /// Link to a file elsewhere, and to a picture in its full size.
    file_open = "Open in a new tab",
    /// Label of a robot's further questions.
    similar_questions = "Similar questions",
    /// Somebody is typing; `{}` is the name.
    typing = "{} is typing…",
    /// Line: the visitor asked for a person.
    event_asked = "You asked for a person",
    /// Line: no person could be had.
    event_no_agents = "Nobody is free right now. Please try again in a while.",
    /// Line: the agent hung up.
    event_agent_left = "The agent ended the conversation",
    /// Line: the session timed out.
    event_timed_out = "The conversation ended because it was quiet for long",
    /// Line: the visitor left.
    event_visitor_left = "You ended the conversation",
    /// Line: the rating was saved.
    event_rated = "Thank you for your rating",
    /// Line: a new conversation begins.
    event_started_again = "New conversation",
    /// Line: messages may have been lost.
    event_interrupted = "The connection was interrupted. Messages may be missing.",
    /// Line: a message was left.
    event_message_left = "Your message was left",
    /// Line: nobody came in time.
    event_queue_timed_out = "Nobody became free in time",
    /// Notice: the browser is offline.
    trouble_offline = "You are offline. Your messages will be sent when you are back.",
    /// Notice: the service does not answer.
    trouble_unreachable = "We cannot reach our service right now. We keep trying, and your messages stay here.",
    /// Notice: too many requests.
    trouble_busy = "There is a lot going on right now. One moment, please.",
    /// Notice: this page may not use the service.
    trouble_not_available = "The chat is not available on this page.",
    /// Notice: what is written is an offline message.
    notice_offline = "Nobody is here right now. Write to us all the same: it will be read later.",
    /// Button that tries again.
    try_now = "Try now",
    /// Label of the button that ends the conversation.
    leave = "End conversation",
    /// Question before ending.
    leave_question = "End this conversation?",
    /// Button that ends.
    leave_confirm = "End it",
    /// Button that does not.
    leave_cancel = "Keep talking",
    /// Title of the survey.
    survey_title = "How was our conversation?",
    /// Under the title of the survey.
    survey_hint = "Your rating helps us to do better.",
    /// Name of a rating of 1.
    level_1 = "Very poor",
    /// Name of a rating of 2.
    level_2 = "Poor",
    /// Name of a rating of 3.
    level_3 = "All right",
    /// Name of a rating of 4.
    level_4 = "Good",
    /// Name of a rating of 5.
    level_5 = "Very good",
    /// Label of the comment.
    survey_comment = "Anything to add? (optional)",
    /// Survey: a number from 0 to 10.
    survey_recommend = "How likely are you to recommend us?",
    /// What 0 means there.
    survey_unlikely = "Not likely",
    /// What 10 means there.
    survey_likely = "Very likely",
    /// Survey: yes or no.
    survey_solved = "Was your question answered?",
    /// An answer to that.
    yes = "Yes",
    /// The other answer.
    no = "No",
    /// Button that saves the rating.
    survey_send = "Send rating",
    /// The same button meanwhile.
    survey_saving = "Sending…",
    /// Button that does not rate.
    survey_skip = "No, thanks",
    /// The rating could not be saved.
    survey_failed = "Your rating could not be saved. Please try again.",
    /// After the visitor left.
    ended_visitor = "You ended the conversation.",
    /// After the agent hung up.
    ended_agent = "The agent ended the conversation.",
    /// After a time-out.
    ended_timed_out = "The conversation ended because it was quiet for long.",
    /// Outside working hours.
    ended_closed = "We are closed right now. Please come back during our working hours.",
    /// The service took no conversation.
    ended_refused = "We could not start a conversation. Please try again in a while.",
    /// Nobody came.
    ended_no_answer = "Nobody became free. Please try again in a while.",
    /// Button that begins a new conversation.
    start_again = "Start a new conversation",
    /// Button that opens the form for a message, and its title.
    leave_message = "Leave a message",
    /// Label of its field for a phone number.
    leave_message_phone = "Your phone number",
    /// Label of its field for the message.
    leave_message_text = "Your message",
    /// Button that leaves the message.
    leave_message_send = "Leave message",
    /// Button that does not.
    leave_message_cancel = "Cancel",
    /// The message was not taken.
    leave_message_failed = "Your message was not accepted. Please check it and try again.",
}
