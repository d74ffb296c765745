//! What can be replaced while the proxy serves: secrets, and what must be switched off at once.

use std::sync::Arc;

use crate::config::{ClickToCall, Config};
use crate::identity::Verifier;
use crate::operator::OperatorKey;
use crate::push::Webhook;
use crate::seal::{Sealer, Unsealed};

/// All of it, as it is now.
pub(crate) struct Live {
    pub(crate) sealer: Arc<Sealer>,
    pub(crate) identity: Option<Arc<Verifier>>,
    pub(crate) webhook: Option<Arc<Webhook>>,
    pub(crate) operator_key: Option<Arc<OperatorKey>>,
    pub(crate) click_to_call: ClickToCall,
}

impl Live {
    /// Of a configuration, whose webhook it takes out. What `before` remembers stays.
    ///
    /// # Errors
    /// There is no key to seal with.
    pub(crate) fn new(config: &mut Config, before: Option<&Self>) -> Result<Self, Unsealed> {
        let app_key = config.upstream.app_key.as_str();
        let webhook = config.push.take().map(|push| {
            let webhook = before.and_then(|before| before.webhook.as_ref());
            Arc::new(match webhook {
                Some(webhook) => webhook.rekeyed(push, app_key),
                None => Webhook::new(push, app_key),
            })
        });
        let sealer = match before {
            // A key that was made up at the start is as good as any that is made up now.
            Some(before) if config.seal.made_up => before.sealer.clone(),
            _ => Arc::new(Sealer::new(&config.seal)?),
        };
        Ok(Self {
            sealer,
            identity: config.identity_key.take().map(Verifier::new).map(Arc::new),
            webhook,
            operator_key: config
                .operator
                .as_ref()
                .map(|operator| Arc::new(OperatorKey::new(&operator.key))),
            click_to_call: config.click_to_call,
        })
    }
}
