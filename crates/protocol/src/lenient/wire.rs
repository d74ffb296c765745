//! The macro that makes an object of the wire.

/// Makes a struct that is read leniently and written strictly.
///
/// `field: Type => "name" | "other name"` reads both names and writes the first; what is absent is
/// not written. `=> "name" by reader` reads with a function of its own. `=> "name" as secret` is a
/// text of which `Debug` shows no more than its length.
macro_rules! wire {
    (@read $value:ident) => { crate::lenient::Field::read($value) };
    (@read $value:ident $reader:path) => { $reader($value) };
    (@shown $value:expr) => { &$value };
    (@shown $value:expr, secret) => { &$value.as_deref().map(crate::lenient::Hidden::of) };
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $type:ty => $wire:literal $(| $other:literal)* $(as $secret:ident)? $(by $reader:path)?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, serde::Serialize)]
        pub struct $name {
            $(
                $(#[$field_meta])*
                #[serde(rename = $wire, skip_serializing_if = "crate::lenient::Field::is_unwritten")]
                pub $field: $type,
            )*
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut shown = formatter.debug_struct(stringify!($name));
                $(shown.field(stringify!($field), wire!(@shown self.$field $(, $secret)?));)*
                shown.finish()
            }
        }

        impl $name {
            /// Reads an object; `None` for anything else.
            fn from_value(value: crate::lenient::Value) -> Option<Self> {
                let crate::lenient::Value::Object(entries) = value else { return None };
                let mut object = Self::default();
                for (key, value) in entries {
                    match key.as_str() {
                        $($wire $(| $other)* if crate::lenient::Field::is_absent(&object.$field) => {
                            object.$field = wire!(@read value $($reader)?);
                        })*
                        _ => {}
                    }
                }
                Some(object)
            }
        }

        /// An object inside an object.
        impl crate::lenient::Field for Option<$name> {
            fn read(value: crate::lenient::Value) -> Self {
                $name::from_value(value)
            }

            fn is_absent(&self) -> bool {
                self.is_none()
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = crate::lenient::Value::deserialize(deserializer)?;
                Self::from_value(value).ok_or_else(|| {
                    serde::de::Error::custom(concat!("not an object: ", stringify!($name)))
                })
            }
        }
    };
}
