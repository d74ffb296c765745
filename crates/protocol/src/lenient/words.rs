//! The macro that makes words.

/// Makes an enum of words: `Variant = "WRITTEN" | "ALSO READ"`. With `@any_case` the words stand in
/// lower case, and are read in any.
macro_rules! words {
    (@case $word:ident) => { $word };
    (@case $word:ident any_case) => { $word.to_ascii_lowercase().as_str() };
    (
        $(@$case:ident)?
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $word:literal $(| $other:literal)*,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// A word that the documents do not have, as it was written. Reading never puts a known
            /// word here, and nobody else may: it would not equal itself once read again.
            Other(String),
        }

        impl $name {
            /// The word as the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                let word = word.trim();
                match words!(@case word $($case)?) {
                    $($word $(| $other)* => Self::$variant,)*
                    _ => Self::Other(word.to_owned()),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl crate::lenient::Field for Option<$name> {
            fn read(value: crate::lenient::Value) -> Self {
                let word = value.into_text().filter(|word| !word.trim().is_empty());
                word.map(|word| word.as_str().into())
            }

            fn is_absent(&self) -> bool {
                self.is_none()
            }
        }
    };
}
