//! A message: the words it is made of, and its downward form.

pub(crate) mod downlink;
pub(crate) mod words;
