//! The webhook: what the cloud pushes (seed 002).

use axum::Json;
use axum::extract::{Request, State};
use frontdesk_protocol::ResultCode;
use frontdesk_protocol::push::{PushEnvelope, PushResponse};
use serde_json::value::RawValue;

use super::body::{self, BODY_TIME};
use crate::app::App;
use crate::push::{Intake, Taken, Unauthorised, Webhook};
use crate::refusal::{Reason, Refusal};
use crate::seal::Instant;
use crate::sync::to_the_end;

pub(super) async fn handle(
    State(app): State<App>,
    request: Request,
) -> Result<Json<PushResponse>, Refusal> {
    let result = take(app, request).await;
    let outcome = match &result {
        Ok(Taken::Now) => "taken",
        Ok(Taken::Before) => "replayed",
        Err(refusal) => refusal.reason().as_str(),
    };
    metrics::counter!("frontdesk_pushes_total", "outcome" => outcome).increment(1);
    // A replay gets the first one's answer, and that was this: nothing else is remembered.
    result.map(|_| {
        Json(PushResponse {
            code: Some(ResultCode::Success),
            description: Some("success.".to_owned()),
        })
    })
}

async fn take(app: App, request: Request) -> Result<Taken, Refusal> {
    let webhook = app.webhook().ok_or(Reason::Route)?;
    webhook
        .glance(request.headers(), Instant::now())
        .map_err(|reason| refuse(&reason))?;
    // The cloud may not wait for the answer, and does not push again.
    let work = async move { receive(&app, &webhook, request).await };
    let broken = || Err(Reason::StoreDown.into());
    to_the_end(work).await.unwrap_or_else(broken)
}

async fn receive(app: &App, webhook: &Webhook, request: Request) -> Result<Taken, Refusal> {
    let (head, body) = request.into_parts();
    let request = Request::from_parts(head.clone(), body);
    let mut on_its_way = webhook.read();
    let body = tokio::select! {
        biased;
        body = body::read(request, PUSH_BYTES, BODY_TIME) => body?,
        () = on_its_way.gives_way() => return Err(Reason::Limit.into()),
    };
    let receipt = webhook
        .verify(&head, &body)
        .map_err(|reason| refuse(&reason))?;
    drop(on_its_way);
    let _room = webhook.store().ok_or(Reason::Limit)?;
    let push: PushEnvelope<Box<RawValue>> = body::parse(&body)?;
    let store = async || Intake::sort(push, app.channels()).store(app).await;
    let taken = receipt.once(store).await;
    taken.map_err(|_| Reason::StoreDown.into())
}

fn refuse(reason: &Unauthorised) -> Refusal {
    tracing::warn!(%reason, "a push is not taken for the contact centre's");
    Reason::PushAuth.into()
}

/// The largest body of a push: the limit of visitors' bodies is not meant for many messages at once.
const PUSH_BYTES: u64 = 1024 * 1024;
