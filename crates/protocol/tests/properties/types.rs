//! Every type that goes over the wire, with its fields: a new one is one line.

/// Hands the list to a macro.
macro_rules! every_type {
    ($macro:ident) => {
        $macro! {
            AgentMessage { from, to, channel, control, media, message_code, media_file_type, nickname, avatar, send_time, content, content_type, user_id }
            ApplyTokenRequest { user_id, user_name, channel_id, locale, identity }
            ApplyTokenResponse { token, code, description, user_id, expires_in, limits, features }
            CallAccess { call_serial, sip_address, access_code }
            CallContent { cause, cause_id, access_code, domain, gateways, caller }
            CallEvent { code, description, event_id, content }
            CallSupport { web_rtc, click_to_call, code, description }
            ClickToCallRequest { channel, media }
            ClickToCallResponse { code, description }
            CreateCallRequest { called, call_data, caller_present }
            CreateCallResponse { code, description, data }
            DownlinkMessage { from, to, channel, control, media, content, source, nickname, avatar, timestamp, message_code, offline, questions, inter_idx, call_id, content_type, media_file_type, queue_flag, robot_gender, cause, missed }
            DownloadRequest { file_id, channel, file_type, multi_media }
            DownloadResponse { stream, url, code, description }
            Features { survey, calls }
            FeedbackRequest { feedback, content, from, inter_idx }
            FeedbackResponse { code, description }
            GatewayFault { code, info }
            HistoryRequest { channel_id, user_id, start, end, limit, offset, channel }
            HistoryResponse { messages, code, description }
            LeaveMessageRequest { call_id, caller, message, channel }
            LeaveMessageResponse { code, description }
            Limits { text_bytes, upload_bytes, file_types }
            OfChannel { channel }
            PhrasesRequest { text, locale, channel }
            PhrasesResponse { phrases, code, description }
            PollRequest { receiver_id, channel, need_read, cursor }
            PollResponse { code, description, messages, cursor, reset }
            PushMessage { messages, timestamp }
            PushResponse { code, description }
            QueueInfo { position, total_wait, current_wait, max_wait, longest_wait, estimated_wait, code, description }
            QueueRequest { user_id, channel_config_id, channel }
            SatisfactionRequest { channel, user_id, evaluation, comment, channel_config_id, recommendation, first_contact }
            SatisfactionResponse { code, description }
            SendMessageRequest { call_id, user_id, data, content }
            SendMessageResponse { code, message }
            SendRequest { control, media, content, message_id, trans_data, timestamp, from, to, channel, source, nickname, user_agent, avatar }
            SendResponse { code, description }
            Survey { kind, levels, questions }
            SurveyLevel { key, text }
            SurveyModeRequest { language }
            SurveyModeResponse { survey, code, description }
            TokenRequest { app_key, app_secret }
            TokenResponse { access_token, apply_type, created, expires, scope, app_key, user_id, code, description }
            UploadRequest { file_type, stream, channel }
            UploadResponse { object_key, code, description }
            WebCard { title, description, file_id, file_type, url }
        }
    };
}

macro_rules! names {
    ($($name:ident { $($field:ident),* })*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

every_type!(names);

#[test]
fn no_type_of_the_wire_is_left_out() {
    let missing: Vec<String> = super::vocabulary::wire_types()
        .into_iter()
        .filter(|name| !NAMES.contains(&name.as_str()))
        .collect();
    assert!(missing.is_empty(), "to be listed above: {missing:?}");
}
