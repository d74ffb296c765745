//! `createcall`, for operators: without a visitor and without a visitor's token.

use frontdesk_protocol::{CreateCall, CreateCallRequest, CreateCallResponse};

use super::Upstream;
use super::ask::Ask;
use super::call::Outcome;
use super::client::Class;
use super::fault::NotAnswered;
use super::whole::Whole;
use crate::identity::Language;

impl Upstream {
    /// Has a number called. It is not done twice.
    pub(crate) async fn create_call(
        &self,
        request: &CreateCallRequest,
    ) -> Result<Whole<CreateCallResponse>, NotAnswered> {
        let ask = Ask::post::<CreateCall>(Class::Command, Language::default(), request)?;
        match self.attempt(&ask, None).await? {
            Outcome::Answer(answer) => Ok(answer),
            Outcome::TokenRefused(refusal) => Err(NotAnswered::Upstream(refusal)),
        }
    }
}
