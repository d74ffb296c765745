//! Each quirk with its name and what it does.

/// A form of the wire that the tables do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quirk {
    /// The result is called returnCode where an example shows it so (saveSatisfaction, uploadFileStream).
    ReturnCode,
    /// ResultCode, returnCode, retCode and retcode in turn, on every answer.
    CodeSpellings,
    /// Result codes are numbers.
    CodeNumbers,
    /// No result code where the payload is there (applyToken, downloadFileStream).
    CodeMissing,
    /// Codes of the gateway have eleven digits (10010000001).
    LongCodes,
    /// Quotes inside the value of ccmessaging-token.
    QuotedToken,
    /// Null in mandatory fields of downlink messages, as in the examples.
    Nulls,
    /// What would be null is left out.
    Absent,
    /// Fields that no table has: robotGender, queueFlag, ....
    ExtraFields,
    /// Numbers are strings: timestamp, sendTime, eventId, interIdx, places and times.
    NumbersAsText,
    /// Strings of digits are numbers where a field is one: Expires, CreateTime, interIdx, causeId.
    TextAsNumbers,
    /// True and false are strings.
    FlagsAsText,
    /// No controlType on messages for people.
    NoControlType,
    /// TRANSFER for TRANS2AGENT.
    TransferWord,
    /// TXT for TEXT.
    TxtWord,
    /// Phrases come under the name question.
    QuestionWord,
    /// Phrases come as one string.
    PhrasesText,
    /// Similar questions are objects.
    SimilarObjects,
    /// Similar questions are JSON inside a string, or lines.
    SimilarText,
    /// The ids of a read receipt come as an array.
    ReadArray,
    /// The ids of a read receipt come as a comma list with white space.
    ReadSpaces,
    /// The system is called System, SYSTEM and 系统 in turn.
    SystemNames,
    /// Pictures come as "1", null, DefaultAvatar or an address.
    Avatars,
    /// Business failures come with HTTP 500 and a result body.
    Http500,
    /// An expired Bearer is answered HTTP 200 with 1001000001 in place of 403.
    Auth200,
    /// An empty poll has null or nothing in place of an empty list.
    NoList,
    /// Base64 is broken into lines.
    Base64Lines,
    /// A download answers an address in place of the file.
    FileUrl,
    /// GwAddresses are bare hosts, not URLs.
    CallHosts,
    /// EventId is a number.
    EventNumbers,
    /// Calls are told by their words alone, without an eventId.
    CallWords,
    /// Getsatisfactionsurveymode does not exist (404).
    NoSurvey,
    /// Files of agents come with an empty name or one with commas.
    NamelessFiles,
    /// An agent who writes is announced by controlType INPUT; no document has it.
    TypingDown,
    /// A withdrawn message is announced by controlType RECALL; no document has it.
    RecallDown,
    /// Messages of the history have further names for their fields; no document has them.
    HistoryFields,
}

impl Quirk {
    /// All of them.
    pub const ALL: [Self; 36] = [
        Self::ReturnCode,
        Self::CodeSpellings,
        Self::CodeNumbers,
        Self::CodeMissing,
        Self::LongCodes,
        Self::QuotedToken,
        Self::Nulls,
        Self::Absent,
        Self::ExtraFields,
        Self::NumbersAsText,
        Self::TextAsNumbers,
        Self::FlagsAsText,
        Self::NoControlType,
        Self::TransferWord,
        Self::TxtWord,
        Self::QuestionWord,
        Self::PhrasesText,
        Self::SimilarObjects,
        Self::SimilarText,
        Self::ReadArray,
        Self::ReadSpaces,
        Self::SystemNames,
        Self::Avatars,
        Self::Http500,
        Self::Auth200,
        Self::NoList,
        Self::Base64Lines,
        Self::FileUrl,
        Self::CallHosts,
        Self::EventNumbers,
        Self::CallWords,
        Self::NoSurvey,
        Self::NamelessFiles,
        Self::TypingDown,
        Self::RecallDown,
        Self::HistoryFields,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReturnCode => "return-code",
            Self::CodeSpellings => "code-spellings",
            Self::CodeNumbers => "code-numbers",
            Self::CodeMissing => "code-missing",
            Self::LongCodes => "long-codes",
            Self::QuotedToken => "quoted-token",
            Self::Nulls => "nulls",
            Self::Absent => "absent",
            Self::ExtraFields => "extra-fields",
            Self::NumbersAsText => "numbers-as-text",
            Self::TextAsNumbers => "text-as-numbers",
            Self::FlagsAsText => "flags-as-text",
            Self::NoControlType => "no-control-type",
            Self::TransferWord => "transfer-word",
            Self::TxtWord => "txt-word",
            Self::QuestionWord => "question-word",
            Self::PhrasesText => "phrases-text",
            Self::SimilarObjects => "similar-objects",
            Self::SimilarText => "similar-text",
            Self::ReadArray => "read-array",
            Self::ReadSpaces => "read-spaces",
            Self::SystemNames => "system-names",
            Self::Avatars => "avatars",
            Self::Http500 => "http-500",
            Self::Auth200 => "auth-200",
            Self::NoList => "no-list",
            Self::Base64Lines => "base64-lines",
            Self::FileUrl => "file-url",
            Self::CallHosts => "call-hosts",
            Self::EventNumbers => "event-numbers",
            Self::CallWords => "call-words",
            Self::NoSurvey => "no-survey",
            Self::NamelessFiles => "nameless-files",
            Self::TypingDown => "typing-down",
            Self::RecallDown => "recall-down",
            Self::HistoryFields => "history-fields",
        }
    }

    /// What it does, for people.
    pub fn what(self) -> &'static str {
        match self {
            Self::ReturnCode => {
                "the result is called returnCode where an example shows it so (saveSatisfaction, uploadFileStream)"
            }
            Self::CodeSpellings => {
                "resultCode, returnCode, retCode and retcode in turn, on every answer"
            }
            Self::CodeNumbers => "result codes are numbers",
            Self::CodeMissing => {
                "no result code where the payload is there (applyToken, downloadFileStream)"
            }
            Self::LongCodes => "codes of the gateway have eleven digits (10010000001)",
            Self::QuotedToken => "quotes inside the value of ccmessaging-token",
            Self::Nulls => "null in mandatory fields of downlink messages, as in the examples",
            Self::Absent => "what would be null is left out",
            Self::ExtraFields => "fields that no table has: robotGender, queueFlag, ...",
            Self::NumbersAsText => {
                "numbers are strings: timestamp, sendTime, eventId, interIdx, places and times"
            }
            Self::TextAsNumbers => {
                "strings of digits are numbers where a field is one: Expires, CreateTime, interIdx, causeId"
            }
            Self::FlagsAsText => "true and false are strings",
            Self::NoControlType => "no controlType on messages for people",
            Self::TransferWord => "TRANSFER for TRANS2AGENT",
            Self::TxtWord => "TXT for TEXT",
            Self::QuestionWord => "phrases come under the name question",
            Self::PhrasesText => "phrases come as one string",
            Self::SimilarObjects => "similar questions are objects",
            Self::SimilarText => "similar questions are JSON inside a string, or lines",
            Self::ReadArray => "the ids of a read receipt come as an array",
            Self::ReadSpaces => "the ids of a read receipt come as a comma list with white space",
            Self::SystemNames => "the system is called System, SYSTEM and 系统 in turn",
            Self::Avatars => "pictures come as \"1\", null, DefaultAvatar or an address",
            Self::Http500 => "business failures come with HTTP 500 and a result body",
            Self::Auth200 => {
                "an expired Bearer is answered HTTP 200 with 1001000001 in place of 403"
            }
            Self::NoList => "an empty poll has null or nothing in place of an empty list",
            Self::Base64Lines => "base64 is broken into lines",
            Self::FileUrl => "a download answers an address in place of the file",
            Self::CallHosts => "gwAddresses are bare hosts, not URLs",
            Self::EventNumbers => "eventId is a number",
            Self::CallWords => "calls are told by their words alone, without an eventId",
            Self::NoSurvey => "getsatisfactionsurveymode does not exist (404)",
            Self::NamelessFiles => "files of agents come with an empty name or one with commas",
            Self::TypingDown => {
                "an agent who writes is announced by controlType INPUT; no document has it"
            }
            Self::RecallDown => {
                "a withdrawn message is announced by controlType RECALL; no document has it"
            }
            Self::HistoryFields => {
                "messages of the history have further names for their fields; no document has them"
            }
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quirk| quirk.name() == name)
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
                | Self::Avatars
                | Self::CallHosts
                | Self::EventNumbers
        )
    }
}
