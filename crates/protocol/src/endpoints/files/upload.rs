//! A file on its way up (seed 003 §8).

use crate::{Answer, Endpoint, FileType, Method, ResultCode};

/// `POST /uploadFileStream`.
#[derive(Debug)]
pub struct UploadFile;

impl Endpoint for UploadFile {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/uploadFileStream";
    type Request = UploadRequest;
    type Response = UploadResponse;
}

wire! {
    /// A file. The message that carries it follows by `send`.
    pub struct UploadRequest {
        /// What the file is.
        pub file_type: Option<FileType> => "fileType",
        /// The file, in base64.
        pub stream: Option<String> => "fileStream" as secret,
        /// `WEB`.
        pub channel: Option<String> => "channel",
    }
}

wire! {
    /// Under which key the file is kept.
    pub struct UploadResponse {
        /// The key, for the content of the message that carries the file.
        pub object_key: Option<String> => "objectKey",
        /// Result.
        pub code: Option<ResultCode> => "resultCode" | "returnCode" | "retCode" | "retcode",
        /// In words.
        pub description: Option<String> => "resultDesc" | "message",
    }
}

impl Answer for UploadResponse {
    fn code(&self) -> Option<&ResultCode> {
        self.code.as_ref()
    }

    fn has_payload(&self) -> bool {
        self.object_key
            .as_deref()
            .is_some_and(|key| !key.is_empty())
    }
}
