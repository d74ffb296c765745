//! `--self-test`: does the tenant let this proxy in? Asked once, told in words.

use std::time::Duration;

use frontdesk_protocol::{ApplyTokenResponse, ResultCode};
use http::uri::Scheme;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use crate::app::BuildError;
use crate::config::{Config, StoreConfig, UpstreamConfig};
use crate::identity::{Language, UserId};
use crate::record::Bounds;
use crate::seal::{Instant, Sealer, Unsealed};
use crate::session::Sessions;
use crate::store;
use crate::telemetry::Traces;
use crate::upstream::{Fault, NotAnswered, OnBehalf, Upstream, UpstreamRefusal, Vault};

/// One thing that was tried.
#[derive(Debug)]
pub struct Finding {
    /// What was tried.
    pub what: String,
    /// What is wrong, and what to do; `None`: nothing.
    pub wrong: Option<String>,
}

/// Reaches the cloud, asks for a Bearer and, for each channel, for a visitor's token. It says nothing
/// to anybody and opens no conversation. What cannot be tried after a failure is left out.
///
/// # Errors
/// The configuration cannot be built.
pub async fn run(config: Config) -> Result<Vec<Finding>, BuildError> {
    let mut findings = vec![reach(&config.upstream).await];
    if findings.iter().any(|finding| finding.wrong.is_some()) {
        return Ok(findings);
    }
    let upstream = Upstream::new(config.upstream, Traces::default())?;
    let bearer = upstream.try_bearer().await.err().map(without_bearer);
    let failed = bearer.is_some();
    findings.push(Finding {
        what: "a Bearer for AK and SK".to_owned(),
        wrong: bearer,
    });
    if failed {
        return Ok(findings);
    }
    let store = store::open(&StoreConfig::Memory, Bounds::keeping(config.journal_keep))?;
    let sessions = Sessions::new(store, Vault::new(&config.seal.keys), None);
    let sealer = Sealer::new(&config.seal)?;
    for channel in config.channels {
        let user_id = UserId::random().map_err(|_| Unsealed)?;
        let (name, language) = ("self-test".to_owned(), Language::default());
        let claims = sealer.admit(user_id, channel, name, language, Instant::now());
        let behalf = OnBehalf {
            user_id: claims.user_id.clone(),
            channel: claims.channel.clone(),
            name: claims.name.clone(),
            language,
            token: sessions.of(&claims).token.clone(),
        };
        findings.push(Finding {
            what: format!("a visitor's token for channel {}", claims.channel),
            wrong: upstream.admit(&behalf).await.err().map(without_token),
        });
    }
    Ok(findings)
}

/// Whether anybody is there at all: names and firewalls fail in other ways than keys do.
async fn reach(config: &UpstreamConfig) -> Finding {
    let host = config.authority.host().trim_matches(['[', ']']);
    let port = match config.authority.port_u16() {
        Some(port) => port,
        None if config.scheme == Scheme::HTTP => 80,
        None => 443,
    };
    let wrong = match timeout(REACH, lookup_host((host, port))).await {
        Err(_) => Some("its name is not found in time; look at this machine's name servers".into()),
        Ok(Err(error)) => Some(format!("its name is not found: {error}")),
        Ok(Ok(addresses)) => {
            let addresses: Vec<_> = addresses.collect();
            match timeout(REACH, TcpStream::connect(addresses.as_slice())).await {
                Ok(Ok(_)) => None,
                Ok(Err(error)) => Some(format!("it cannot be reached: {error}")),
                Err(_) => Some(
                    "it cannot be reached in time; a firewall may be in the way (the proxy goes out \
                     directly, and reads no HTTPS_PROXY)"
                        .into(),
                ),
            }
        }
    };
    Finding {
        what: format!("a connection to {host}, port {port}"),
        wrong,
    }
}

fn without_bearer(fault: Fault) -> String {
    match fault {
        Fault::Auth => {
            "it is refused: AK or SK is wrong, or the tenant's allow-list lacks the address from \
             which this machine calls out"
        }
        Fault::Garbage => {
            "the answer is not understood: another server stands at this address, or `--token-path` \
             is wrong"
        }
        Fault::Timeout => "there is no answer in time",
        Fault::Down | Fault::Open { .. } | Fault::OutcomeUnknown => {
            "there is no answer: its certificate is not taken, it is overloaded, or it counts too \
             many token calls for this AK (429)"
        }
    }
    .to_owned()
}

fn without_token(not_answered: NotAnswered) -> String {
    match not_answered {
        NotAnswered::Fault(Fault::Auth) => {
            "the Bearer is refused here: the AK may not use this API, or an allow-list lacks this \
             machine's address"
                .to_owned()
        }
        NotAnswered::Fault(Fault::Garbage) => {
            "the answer is not understood: `--api-prefix` or `--path applyToken=…` may be wrong"
                .to_owned()
        }
        NotAnswered::Fault(fault) => format!("there is no answer ({})", fault.reason().as_str()),
        NotAnswered::Upstream(refusal) => refused(&refusal),
    }
}

fn refused(refusal: &UpstreamRefusal) -> String {
    let answer = serde_json::from_slice::<ApplyTokenResponse>(&refusal.body).unwrap_or_default();
    if answer.code == Some(ResultCode::AddressNotPermitted) {
        return "the address from which this machine calls out is not permitted; have it put on the \
                channel's allow-list"
            .to_owned();
    }
    let code = answer.code.as_ref().map_or("none", ResultCode::as_str);
    let status = refusal.status.as_u16();
    let words = answer.description.unwrap_or_default();
    format!(
        "the contact centre refuses it with status {status}, code {code} ({words}); is this the \
         channel's Configuration ID, and is the channel in use?"
    )
}

const REACH: Duration = Duration::from_secs(5);
