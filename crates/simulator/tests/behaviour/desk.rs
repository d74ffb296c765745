//! A running simulator and visitors who use it, for the tests.

use std::time::Duration;

use frontdesk_simulator::{
    Config, DEMO_APP_KEY, DEMO_APP_SECRET, DEMO_CHANNEL, DeskConfig, Running, start,
};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

pub(crate) const TOKEN_PATH: &str = "/apigovernance/api/oauth/tokenByAkSk";
pub(crate) const API: &str = "/apiaccess/ccmessaging";

/// A simulator of one's own, on a free port.
pub(crate) struct Desk {
    pub(crate) running: Running,
    pub(crate) http: Client,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::with(quick()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        Self {
            running: start(config).await.unwrap(),
            http: Client::new(),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        self.running.url() + path
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.http.post(self.url(path)).json(body)
    }

    pub(crate) async fn bearer(&self) -> String {
        let body = json!({ "app_key": DEMO_APP_KEY, "app_secret": DEMO_APP_SECRET });
        let answer: Value = self
            .post(TOKEN_PATH, &body)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        answer["AccessToken"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn visitor(&self, user: &str) -> Visitor {
        let mut visitor = Visitor {
            http: self.http.clone(),
            base: self.url(API),
            user: user.to_owned(),
            bearer: self.bearer().await,
            token: String::new(),
        };
        visitor.apply().await;
        visitor
    }

    /// A visitor who has connected and heard the greeting.
    pub(crate) async fn guest(&self, user: &str) -> Visitor {
        let visitor = self.visitor(user).await;
        visitor.say("CONNECT", "").await;
        visitor.poll().await;
        visitor
    }

    /// A visitor in the waiting line, everything polled.
    pub(crate) async fn queued(&self, user: &str) -> Visitor {
        let visitor = self.guest(user).await;
        assert_eq!(visitor.say("TRANS2AGENT", "").await, "0");
        visitor.poll().await;
        visitor
    }

    /// A visitor with an agent, everything polled.
    pub(crate) async fn served(&self, user: &str) -> Visitor {
        let visitor = self.guest(user).await;
        visitor.say("TRANS2AGENT", "").await;
        assert_eq!(self.running.world().accept_next().as_deref(), Some(user));
        visitor.poll().await;
        visitor
    }
}

/// The API as a proxy calls it for one visitor.
#[derive(Clone)]
pub(crate) struct Visitor {
    http: Client,
    base: String,
    pub(crate) user: String,
    pub(crate) bearer: String,
    pub(crate) token: String,
}

impl Visitor {
    pub(crate) async fn apply(&mut self) {
        let body = json!({ "userId": self.user, "userName": "Ann", "channelId": DEMO_CHANNEL,
            "locale": "en" });
        let answer: Value = self
            .tenant(self.http.post(format!("{}/applyToken", self.base)))
            .json(&body)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        self.token = answer["token"].as_str().unwrap().to_owned();
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.headed(self.http.post(format!("{}{path}", self.base)))
            .json(body)
    }

    pub(crate) async fn answer(&self, path: &str, body: &Value) -> Value {
        self.post(path, body)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    pub(crate) fn message(&self, control: &str, content: &str) -> Value {
        json!({
            "channel": "WEB", "controlType": control, "mediaType": "TEXT", "content": content,
            "from": self.user, "to": DEMO_CHANNEL, "sourceType": "CUSTOMER",
        })
    }

    /// Sends, and answers the result code.
    pub(crate) async fn say(&self, control: &str, content: &str) -> String {
        let answer = self.answer("/send", &self.message(control, content)).await;
        answer["resultCode"].as_str().unwrap().to_owned()
    }

    pub(crate) fn poll_request(&self) -> RequestBuilder {
        let url = format!("{}/poll?receiverId={}&channel=WEB", self.base, self.user);
        self.headed(self.http.get(url))
    }

    pub(crate) async fn poll(&self) -> Vec<Value> {
        let answer: Value = self
            .poll_request()
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(answer["resultCode"], "0");
        answer["downlinkMessages"].as_array().unwrap().clone()
    }

    /// Polls for read receipts too.
    pub(crate) async fn poll_with_receipts(&self) -> Vec<Value> {
        let url = format!(
            "{}/poll?receiverId={}&channel=WEB&isNeedRead=true",
            self.base, self.user
        );
        let request = self.headed(self.http.get(url));
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["downlinkMessages"].as_array().unwrap().clone()
    }

    pub(crate) async fn queue(&self) -> Value {
        let body =
            json!({ "userId": self.user, "channelConfigId": DEMO_CHANNEL, "channel": "WEB" });
        self.answer("/queryQueueInfo", &body).await
    }

    pub(crate) fn rating(&self, evaluation: &str, comment: &str) -> Value {
        json!({ "channel": "WEB", "userId": self.user, "channelConfigId": DEMO_CHANNEL,
            "evaluation": evaluation, "comment": comment })
    }

    fn headed(&self, request: RequestBuilder) -> RequestBuilder {
        self.tenant(request)
            .header("ccmessaging-token", &self.token)
    }

    fn tenant(&self, request: RequestBuilder) -> RequestBuilder {
        request
            .header("x-app-key", DEMO_APP_KEY)
            .bearer_auth(&self.bearer)
    }
}

/// Polls that come to nothing end soon.
pub(crate) fn quick() -> Config {
    Config {
        poll_hold: Duration::from_millis(150),
        ..Config::default()
    }
}

/// The same with several agents.
pub(crate) fn several(names: &[&str]) -> Config {
    with_desk(DeskConfig {
        agents: names.iter().map(|name| name.parse().unwrap()).collect(),
        ..DeskConfig::default()
    })
}

/// The same with a desk of one's own.
pub(crate) fn with_desk(desk: DeskConfig) -> Config {
    Config { desk, ..quick() }
}

pub(crate) fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name)?.to_str().ok()
}
