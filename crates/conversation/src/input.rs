//! What happens to a visit.

use frontdesk_protocol::{
    ApplyTokenResponse, Evaluation, FileType, HistoryResponse, LeaveMessageResponse, PollResponse,
    QueueInfo, SatisfactionResponse, SendResponse, SurveyModeResponse, UploadResponse,
};

use crate::effect::{CallId, Timer};
use crate::failure::Failure;
use crate::transcript::LineKey;

/// Something that happened. Times of day are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The visitor opened the panel of this tab, and sees it.
    Opened,
    /// The visitor closed the panel.
    Closed,
    /// The page was shown or hidden; also shown: a frozen page that comes back.
    Visible(bool),
    /// The browser says that it is online or offline.
    Online(bool),
    /// This instance, restored from a snapshot, leads from now on. Before, it only shows.
    Resumed,
    /// The visitor sent a text.
    Submitted {
        /// The text, not empty and within the limit.
        text: String,
        /// Time of day.
        at: i64,
    },
    /// The visitor chose a file.
    Attached {
        /// The file, whose bytes stay with whoever carries out the effects.
        file: FileRef,
        /// Time of day.
        at: i64,
    },
    /// The visitor does not want to send a file that is on its way; its line goes.
    UploadCancelled {
        /// Which one.
        line: LineKey,
    },
    /// The visitor sends a message again that failed or was not confirmed; under a new id.
    SentAgain {
        /// Which one.
        line: LineKey,
        /// Time of day.
        at: i64,
    },
    /// The visitor is typing.
    Typed,
    /// The visitor has seen everything up to this line.
    Saw(LineKey),
    /// The visitor asked for a person.
    AskedForAgent {
        /// Time of day.
        at: i64,
    },
    /// The visitor wants to leave a message.
    LeaveMessageWanted,
    /// The visitor does not want to leave a message after all.
    LeaveMessageDropped,
    /// The visitor left a message.
    MessageLeft {
        /// Where to call back.
        phone: String,
        /// What the visitor has to say.
        text: String,
        /// Time of day.
        at: i64,
    },
    /// The visitor ended the conversation.
    Left {
        /// Time of day.
        at: i64,
    },
    /// The visitor rated.
    Rated(Rated),
    /// The visitor does not want to rate.
    RatingSkipped,
    /// The visitor begins a new conversation.
    StartedAgain {
        /// Time of day.
        at: i64,
    },
    /// The visitor does not want to wait for the next automatic try.
    TriedNow,
    /// A snapshot was stored.
    Stored(u64),
    /// A call was answered.
    Answered(CallId, Reply),
    /// So much of an upload is done, in percent.
    Progress(CallId, u8),
    /// The stream says something.
    Heard(CallId, Heard),
    /// A call has no answer; a stream that simply ended is [`Failure::Lost`].
    Failed(CallId, Failure),
    /// A timer went off.
    Fired(Timer),
}

/// A file that the visitor chose.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRef {
    /// Names its bytes to whoever carries out the effects.
    pub handle: u32,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// What it is.
    pub file_type: FileType,
}

/// What the visitor says of the conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Rated {
    /// 1 to 5.
    pub evaluation: Evaluation,
    /// Fewer than 512 characters; may be empty.
    pub comment: String,
    /// Would the visitor recommend the company? 0 to 10.
    pub recommendation: Option<u8>,
    /// Was it solved at the first contact?
    pub first_contact: Option<bool>,
}

/// What a stream says.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// It is open.
    Begun,
    /// Messages, and the cursor after them; also after a `reset`.
    Batch(PollResponse),
    /// Another reader took its place.
    Superseded,
    /// The proxy has trouble with the contact centre.
    Trouble,
    /// The trouble is over.
    Well,
    /// It is still there.
    Beat,
}

/// An answer, by the call that it answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`Call::ApplyToken`](crate::Call::ApplyToken).
    Token(ApplyTokenResponse),
    /// To [`Call::Send`](crate::Call::Send).
    Sent(SendResponse),
    /// To [`Call::Poll`](crate::Call::Poll).
    Polled(PollResponse),
    /// To [`Call::Queue`](crate::Call::Queue).
    Queue(QueueInfo),
    /// To [`Call::SurveyMode`](crate::Call::SurveyMode).
    SurveyMode(SurveyModeResponse),
    /// To [`Call::Rate`](crate::Call::Rate).
    Rated(SatisfactionResponse),
    /// To [`Call::Upload`](crate::Call::Upload).
    Uploaded(UploadResponse),
    /// To [`Call::LeaveMessage`](crate::Call::LeaveMessage).
    MessageLeft(LeaveMessageResponse),
    /// To [`Call::History`](crate::Call::History).
    History(HistoryResponse),
}
