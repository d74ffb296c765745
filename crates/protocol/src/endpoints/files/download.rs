//! A file on its way down (seed 003 §9).

use crate::{Answer, DownlinkMessage, Endpoint, FileType, Method, ResultCode};

/// `POST /downloadFileStream`.
#[derive(Debug)]
pub struct DownloadFile;

impl Endpoint for DownloadFile {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/downloadFileStream";
    type Request = DownloadRequest;
    type Response = DownloadResponse;
}

wire! {
    /// Which file.
    pub struct DownloadRequest {
        /// The id that came with the message; see [`DownloadRequest::of_agent`].
        pub file_id: Option<String> => "fileId",
        /// `WEB`.
        pub channel: Option<String> => "channel",
        /// What the file is.
        pub file_type: Option<FileType> => "fileType",
        /// `multiMedia` for a file of the tenant's library.
        pub multi_media: Option<String> => "multiMedia",
    }
}

impl DownloadRequest {
    /// The file that an agent's message carries: its own disk's files and the library's are asked
    /// for differently. `id` is the id in the message's content; without a file type in the message
    /// `ext` says what it is.
    pub fn of_agent(message: &DownlinkMessage, id: &str, ext: Option<&str>) -> Self {
        let local = message.is_local_file();
        let file_type = message.media_file_type.clone();
        Self {
            file_id: Some(if local {
                format!("{LOCAL}{id}")
            } else {
                id.to_owned()
            }),
            channel: message.channel.clone(),
            file_type: file_type.or_else(|| ext.map(FileType::from)),
            multi_media: (!local).then(|| MULTI_MEDIA.to_owned()),
        }
    }

    /// Whether the file lies on the agents' own storage, and its id there.
    pub fn local_id(&self) -> Option<&str> {
        self.file_id.as_deref()?.strip_prefix(LOCAL)
    }

    /// Whether the file is one of the tenant's library.
    pub fn is_of_library(&self) -> bool {
        self.multi_media.as_deref() == Some(MULTI_MEDIA)
    }
}

wire! {
    /// The file, or where it is.
    pub struct DownloadResponse {
        /// The file, in base64, possibly broken into lines; see [`DownloadResponse::base64`].
        pub stream: Option<String> => "fileStream" as secret,
        /// An address that holds for 24 h.
        pub url: Option<String> => "fileUrl",
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl DownloadResponse {
    /// The file in base64 without white space; `None` where there is an address instead.
    pub fn base64(&self) -> Option<String> {
        let stream = self.stream.as_deref()?;
        Some(
            stream
                .chars()
                .filter(|letter| !letter.is_whitespace())
                .collect(),
        )
    }
}

impl Answer for DownloadResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
        given(&self.stream) || given(&self.url)
    }
}

const LOCAL: &str = "local/";
const MULTI_MEDIA: &str = "multiMedia";
