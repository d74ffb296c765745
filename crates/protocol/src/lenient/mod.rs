//! Reading what the documents allow, and what their examples show besides.
//!
//! Every object is first read as a [`Value`], whichever format it comes in. [`Field`] says what a
//! field of some type makes of a value, and [`wire!`] makes a struct whose fields are read so, under
//! one or several names, and written under the first of them. Of several spellings in one object
//! the first that holds something wins; `derive(Deserialize)` would refuse it as a duplicate.
//!
//! Reading by way of a value keeps the widget small: one piece of code per format, not one for each
//! format and struct.

mod digits;
mod field;
mod fraction;
mod hidden;
mod json_text;
mod list;
mod value;
#[macro_use]
mod wire;
#[macro_use]
mod words;
mod write;

pub(crate) use digits::digits;
pub(crate) use field::Field;
pub(crate) use hidden::Hidden;
pub use json_text::ParseJson;
pub use list::EnvelopeMessage;
pub(crate) use list::MessageList;
pub use value::Value;
