//! Reading what the documents allow, and what their examples show besides.
//!
//! [`Field`] says how a field of some type is read from any scalar; [`wire!`] makes a struct whose
//! fields are read so, under one or several names, and written under the first of them. Of several
//! spellings in one object the first that holds something wins; `derive(Deserialize)` would refuse
//! the object as holding a duplicate.

mod field;
mod scalar;
#[macro_use]
mod wire;

pub(crate) use field::{Field, Read};
pub(crate) use scalar::Scalar;
