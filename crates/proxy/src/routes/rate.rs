//! The limit on calls from one address, before anything else is looked at.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::table::Rate;
use crate::app::App;
use crate::rates::{Address, Peer};
use crate::refusal::Refusal;

/// Counts the call, and leaves the address for whoever counts something else by it.
pub(super) async fn by_address(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let address: Address = app.rates().hops().address(peer, request.headers());
    if let Err(reached) = app.rates().call_from(address) {
        return Refusal::from(reached).into_response();
    }
    request.extensions_mut().insert(address);
    next.run(request).await
}

impl Rate {
    /// Whether it is counted by its caller's address.
    pub(super) fn counts(self) -> bool {
        matches!(
            self,
            Self::NewVisitor | Self::Call | Self::Upload | Self::Stream
        )
    }
}
