//! Each quirk with its name and what it does.

/// Makes the enum of quirks, their names and what is said of them.
macro_rules! quirks {
    ($($quirk:ident = $name:literal: $what:literal,)*) => {
        /// A form of the wire that the tables do not have.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Quirk {
            $(#[doc = $what] $quirk,)*
        }

        impl Quirk {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$quirk,)*];

            /// Its name on the command line.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$quirk => $name,)*
                }
            }

            /// What it does, for people.
            pub fn what(self) -> &'static str {
                match self {
                    $(Self::$quirk => $what,)*
                }
            }
        }
    };
}

quirks! {
    ReturnCode = "return-code":
        "the result is called returnCode where an example shows it so (saveSatisfaction, uploadFileStream)",
    CodeSpellings = "code-spellings": "resultCode, returnCode, retCode or retcode, on every answer",
    CodeNumbers = "code-numbers": "result codes are numbers",
    CodeMissing = "code-missing":
        "no result code where the payload is there (applyToken, downloadFileStream)",
    LongCodes = "long-codes": "codes of the gateway and of feedback have eleven digits (10010000001)",
    Descriptions = "descriptions": "resultDesc is called message, or is empty, null or missing",
    QuotedToken = "quoted-token": "quotes inside the token of applyToken",
    Nulls = "nulls": "null in mandatory fields of downlink messages, as in the examples",
    Absent = "absent": "what would be null is left out",
    ExtraFields = "extra-fields": "fields that no table has: robotGender, on messages of the robot",
    QueueFlags = "queue-flags": "further fields that no table has: queueFlag on messages, traceId on answers",
    NumbersAsText = "numbers-as-text": "numbers are strings: timestamp, sendTime, places and times of the queue",
    TextAsNumbers = "text-as-numbers":
        "strings of digits are numbers: Expires, CreateTime, interIdx, causeId, contentType",
    FlagsAsText = "flags-as-text": "true and false are strings",
    NoControlType = "no-control-type": "no controlType on messages for people",
    TxtWord = "txt-word": "TXT for TEXT",
    QuestionWord = "question-word": "phrases come under the name question",
    PhrasesText = "phrases-text": "phrases come as one string",
    SimilarObjects = "similar-objects": "similar questions are objects",
    SimilarText = "similar-text": "similar questions are JSON inside a string, or lines",
    ReadArray = "read-array": "the ids of a read receipt come as an array",
    ReadSpaces = "read-spaces": "the ids of a read receipt come as a comma list with white space",
    SystemNames = "system-names": "the system is called System, SYSTEM or 系统",
    Avatars = "avatars": "pictures come as \"1\", null, DefaultAvatar or an address",
    Http500 = "http-500": "business failures come with HTTP 500 and a result body",
    Auth200 = "auth-200": "an expired Bearer is answered HTTP 200 with 1001000001 in place of 403",
    NoList = "no-list": "an empty poll has null or nothing in place of an empty list",
    Base64Lines = "base64-lines": "base64 is broken into lines",
    FileUrl = "file-url": "a download answers an address in place of the file",
    CallHosts = "call-hosts": "gwAddresses are bare hosts, not URLs",
    EventNumbers = "event-numbers": "eventId is a number",
    CallWords = "call-words": "calls are told by their words alone, without an eventId",
    NoSurvey = "no-survey": "getsatisfactionsurveymode does not exist (404)",
    NamelessFiles = "nameless-files": "files of agents come with an empty name or one with commas",
    TypingDown = "typing-down":
        "an agent who writes is announced by controlType INPUT; no document has it",
    RecallDown = "recall-down":
        "a withdrawn message is announced by controlType RECALL; no document has it",
    HistoryFields = "history-fields":
        "messages of the history say sendTime for timestamp, and more; no document has them",
}

impl Quirk {
    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|quirk| quirk.name() == name)
    }

    /// Whether the documents' own examples show it.
    pub fn is_of_documents(self) -> bool {
        matches!(
            self,
            Self::ReturnCode
                | Self::CodeMissing
                | Self::QuotedToken
                | Self::Nulls
                | Self::ExtraFields
                | Self::QuestionWord
                | Self::ReadSpaces
                | Self::CallHosts
                | Self::EventNumbers
        )
    }
}
