//! The end of a call (seed 003 §14).

use super::OfChannel;
use super::create::ClickToCallResponse;
use crate::{Endpoint, Method};

/// `POST /v1/dropClickToCall`.
#[derive(Debug)]
pub struct DropClickToCall;

impl Endpoint for DropClickToCall {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/v1/dropClickToCall";
    type Request = OfChannel;
    type Response = ClickToCallResponse;
}
