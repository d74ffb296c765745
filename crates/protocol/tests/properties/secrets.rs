//! What must not stand in a log.

use frontdesk_protocol::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn no_secret_is_shown(secret in "[A-Z]{12,60}") {
        let given = || Some(secret.clone());
        let bearer = TokenResponse { access_token: given(), scope: Some("all".to_owned()), ..TokenResponse::default() };
        let token = ApplyTokenResponse { token: given(), ..ApplyTokenResponse::default() };
        let visitor = ApplyTokenRequest { identity: given(), ..ApplyTokenRequest::default() };
        let upload = UploadRequest { stream: given(), ..UploadRequest::default() };
        let download = DownloadResponse { stream: given(), ..DownloadResponse::default() };
        let length = format!("Some(<{} bytes>)", secret.len());
        for shown in [
            format!("{bearer:?}"),
            format!("{token:?}"),
            format!("{visitor:?}"),
            format!("{upload:?}"),
            format!("{download:?}"),
        ] {
            prop_assert!(!shown.contains(&secret), "{}", shown);
            prop_assert!(shown.contains(&length), "{}", shown);
        }
        let shown = format!("{:?}", bearer);
        prop_assert!(shown.contains("scope: Some(\"all\")"), "{}", shown);
        let keys = TokenRequest { app_key: secret.clone(), app_secret: secret.clone() };
        let shown = format!("{keys:?}");
        prop_assert!(!shown.contains(&secret), "{}", shown);
    }
}
