//! Who may come in: the tenant by AK and SK, visitors by token.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::World;
use super::clock::Moment;
use super::ledger::Ledger;
use super::visitor::Visitor;

/// A visitor whose token was accepted.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) user: String,
    /// The newer token that the answer has to carry.
    pub(crate) renewed: Option<String>,
}

/// A Bearer that was given out.
#[derive(Debug)]
pub(crate) struct NewBearer {
    pub(crate) bearer: String,
    pub(crate) scope: String,
    pub(crate) life: Duration,
}

impl World {
    /// A Bearer for the right key and secret; `asked` is what `X-Token-Expire` asks for.
    pub(crate) fn new_bearer(
        &mut self,
        key: &str,
        secret: &str,
        asked: Option<Duration>,
        now: Moment,
    ) -> Option<NewBearer> {
        if key != self.config.app_key || secret != self.config.app_secret {
            return None;
        }
        let longest = self.config.bearer_life.min(LONGEST_BEARER_LIFE);
        let life = asked.unwrap_or(DEFAULT_BEARER_LIFE).min(longest);
        let bearer = self.random.hex();
        self.bearers.add(bearer.clone(), now + life);
        Some(NewBearer {
            bearer,
            scope: self.random.hex(),
            life,
        })
    }

    /// Whether the gateway lets a call with these headers through.
    pub(crate) fn admits(&self, key: &str, bearer: &str, now: Moment) -> bool {
        key == self.config.app_key && self.bearers.holds(bearer, now)
    }

    /// A token for a visitor; `None`: as many are here as there may be, all in a session.
    pub(crate) fn new_token(&mut self, user: &str, name: &str, now: Moment) -> Option<String> {
        if let Some(visitor) = self.visitors.get_mut(user) {
            visitor.name = name.to_owned();
        } else {
            self.make_room(now)?;
            let mut visitor = Visitor::new(user, name, now);
            visitor.ledger = self.config.ledger.then(Ledger::default);
            self.visitors.insert(user.to_owned(), visitor);
        }
        Some(self.issue_token(user, now))
    }

    /// The visitor behind a token, with or without the quotes in which it was given out.
    pub(crate) fn caller(&mut self, token: &str, now: Moment) -> Option<Caller> {
        let token = token
            .strip_prefix('"')
            .and_then(|token| token.strip_suffix('"'))
            .unwrap_or(token);
        let issued = self.tokens.valid(token, now)?;
        let user = issued.user.clone();
        let renewed = match (issued.is_due(now), &issued.successor) {
            (false, _) => None,
            (true, Some(successor)) => Some(successor.clone()),
            (true, None) => {
                let successor = self.issue_token(&user, now);
                self.tokens.succeed(token, successor.clone());
                Some(successor)
            }
        };
        Some(Caller { user, renewed })
    }

    pub(crate) fn expire_bearers(&mut self) {
        self.bearers.clear();
    }

    pub(crate) fn expire_tokens(&mut self) {
        self.tokens.clear();
    }

    /// Base64 of JSON, as the document's example begins (seed 003 §3.2), with `=` as `%3D`.
    fn issue_token(&mut self, user: &str, now: Moment) -> String {
        let name = self
            .visitors
            .get(user)
            .map_or("", |visitor| visitor.name.as_str());
        let json = serde_json::json!({
            "createTime": now.millis(),
            "tenantId": TENANT,
            "userName": name,
            "channelId": self.config.channel,
            "nonce": self.random.hex(),
        });
        let token = STANDARD.encode(json.to_string()).replace('=', "%3D");
        self.tokens
            .add(token.clone(), user, self.config.token_life, now);
        token
    }

    /// Forgets whoever has been without a live session for longest, if there is no room.
    fn make_room(&mut self, now: Moment) -> Option<()> {
        if self.visitors.len() < self.config.max_visitors {
            return Some(());
        }
        let idle = self
            .visitors
            .values()
            .filter(|visitor| !visitor.phase.is_live())
            .max_by_key(|visitor| visitor.polls.silence(now))?
            .user
            .clone();
        self.visitors.remove(&idle);
        self.tokens.forget(&idle);
        self.touch();
        Some(())
    }
}

/// Part of the channel's id in the documents' examples.
const TENANT: &str = "202303061540";
const DEFAULT_BEARER_LIFE: Duration = Duration::from_secs(600);
const LONGEST_BEARER_LIFE: Duration = Duration::from_secs(3600);
