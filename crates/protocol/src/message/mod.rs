//! A message: the words it is made of, its downward form, and what its content is.

pub(crate) mod content;
pub(crate) mod downlink;
pub(crate) mod ids;
pub(crate) mod questions;
pub(crate) mod read;
pub(crate) mod words;
