//! How a field of some type is read.

use serde::de::{Deserialize, Deserializer};

use super::Scalar;

/// A type that a field of the wire can have. Reading never fails for a value of the wrong JSON
/// type: what makes no sense is absent, and the rest of the object is kept.
pub(crate) trait Field: Sized + Default {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Whether it holds nothing: then it is not written, and a later spelling may fill it.
    fn is_absent(&self) -> bool;
}

impl Field for Option<String> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Scalar::deserialize(deserializer)?.into_text())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A text where null, absent and empty mean the same.
impl Field for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Scalar::deserialize(deserializer)?
            .into_text()
            .unwrap_or_default())
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Field for Option<i64> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Scalar::deserialize(deserializer)?.into_number())
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A count or a duration; a negative one is absent.
impl Field for Option<u32> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Scalar::deserialize(deserializer)?.into_number();
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// A flag where null and absent mean no.
impl Field for bool {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Scalar::deserialize(deserializer)?
            .into_flag()
            .unwrap_or_default())
    }

    fn is_absent(&self) -> bool {
        !self
    }
}

/// Reads a [`Field`] where serde asks for a type that reads itself.
pub(crate) struct Read<T>(pub(crate) T);

impl<'de, T: Field> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}
