//! What a field of some type makes of a value.

use crate::lenient::Value;

/// A type that a field of the wire can have. Reading never fails: what makes no sense is absent,
/// and the rest of the object is kept.
pub(crate) trait Field: Sized + Default {
    fn read(value: Value) -> Self;

    /// Whether it holds nothing yet: then a further spelling may fill it.
    fn is_absent(&self) -> bool;

    /// Whether it is left out when it is written.
    fn is_unwritten(&self) -> bool {
        self.is_absent()
    }
}

impl Field for Option<String> {
    fn read(value: Value) -> Self {
        value.into_text()
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl Field for Option<i64> {
    fn read(value: Value) -> Self {
        value.into_number()
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A count or a duration; a negative one is absent.
impl Field for Option<u32> {
    fn read(value: Value) -> Self {
        value
            .into_number()
            .and_then(|number| u32::try_from(number).ok())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A flag where absent is something else than no.
impl Field for Option<bool> {
    fn read(value: Value) -> Self {
        value.into_flag()
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A list; what makes no element is passed over. A lone value is a list of one, and null an empty
/// one. It is written even when it is empty.
impl<T> Field for Vec<T>
where
    Option<T>: Field,
{
    fn read(value: Value) -> Self {
        match value {
            Value::List(list) => list.into_iter().filter_map(Option::read).collect(),
            lone => Option::read(lone).into_iter().collect(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn is_unwritten(&self) -> bool {
        false
    }
}

/// A flag where null and absent mean no.
impl Field for bool {
    fn read(value: Value) -> Self {
        value.into_flag().unwrap_or_default()
    }

    fn is_absent(&self) -> bool {
        !self
    }
}
