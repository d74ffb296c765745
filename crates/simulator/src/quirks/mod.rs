//! Quirks: forms of the wire that the tables do not have and the examples or real clouds show.

mod quirk;

use std::collections::BTreeSet;

pub use quirk::Quirk;

/// Which quirks are on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quirks(BTreeSet<Quirk>);

impl Quirks {
    /// The tables' clean forms.
    pub fn none() -> Self {
        Self(BTreeSet::new())
    }

    /// What the documents' own examples show.
    pub fn documents() -> Self {
        Self(
            Quirk::ALL
                .into_iter()
                .filter(|quirk| quirk.is_of_documents())
                .collect(),
        )
    }

    /// Every form.
    pub fn all() -> Self {
        Self(Quirk::ALL.into_iter().collect())
    }

    /// Reads `documents`, `none`, `all`, or names with commas between them.
    ///
    /// # Errors
    ///
    /// Names what is no quirk.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.trim() {
            "documents" => return Ok(Self::documents()),
            "none" => return Ok(Self::none()),
            "all" => return Ok(Self::all()),
            _ => {}
        }
        let names = text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let quirks: Result<BTreeSet<Quirk>, String> = names
            .map(|name| Quirk::parse(name).ok_or_else(|| format!("there is no quirk {name:?}")))
            .collect();
        quirks.map(Self)
    }

    /// Whether a quirk is on.
    pub fn has(&self, quirk: Quirk) -> bool {
        self.0.contains(&quirk)
    }

    /// Those that are on, in the order of [`Quirk::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Quirk> {
        self.0.iter().copied()
    }
}

impl Default for Quirks {
    fn default() -> Self {
        Self::documents()
    }
}
