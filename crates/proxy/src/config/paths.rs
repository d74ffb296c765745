//! The paths of the calls to the cloud.

use frontdesk_protocol::{
    ApplyToken, CallEvents, CheckCalls, CreateCall, CreateClickToCall, DownloadFile,
    DropClickToCall, Endpoint, GetSurveyMode, LeaveMessage, Poll, QueryHistory, QueryPhrases,
    QueryQueueInfo, RobotFeedback, SaveSatisfaction, Send, UploadFile,
};

/// What stands in front of every call's path but the Bearer's.
pub const API_PREFIX: &str = "/apiaccess/ccmessaging";

/// The paths that may be replaced one by one; their names are those of the calls.
pub(super) const PATHS: [&str; 17] = [
    ApplyToken::PATH,
    Send::PATH,
    Poll::PATH,
    QueryQueueInfo::PATH,
    GetSurveyMode::PATH,
    SaveSatisfaction::PATH,
    UploadFile::PATH,
    DownloadFile::PATH,
    QueryPhrases::PATH,
    RobotFeedback::PATH,
    QueryHistory::PATH,
    LeaveMessage::PATH,
    CheckCalls::PATH,
    CreateClickToCall::PATH,
    CallEvents::PATH,
    DropClickToCall::PATH,
    CreateCall::PATH,
];

/// A path without a query.
pub(super) fn path_of(flag: &str, path: &str) -> Result<String, String> {
    let fits = path.starts_with('/')
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#'));
    if fits {
        Ok(path.to_owned())
    } else {
        Err(format!(
            "`--{flag}` is `{path}`, which is no path; it starts with `/` and has no query."
        ))
    }
}

/// The path of one call: `NAME=PATH`.
pub(super) fn named_path(text: &str) -> Result<(&'static str, String), String> {
    let known = || PATHS.map(|path| path.trim_start_matches('/')).join(", ");
    let Some((name, path)) = text.split_once('=') else {
        return Err(format!(
            "`--path` is `{text}`; write NAME=PATH, NAME one of {}.",
            known()
        ));
    };
    let Some(call) = PATHS
        .into_iter()
        .find(|call| call.trim_start_matches('/') == name.trim())
    else {
        return Err(format!(
            "`--path` names `{name}`, which is none of {}.",
            known()
        ));
    };
    Ok((call, path_of("path", path.trim())?))
}
