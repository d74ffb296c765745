//! Quirks: forms of the wire that the tables do not have and the examples or real clouds show.
//!
//! Endpoints answer in the tables' form and know no quirk. A layer around the API transforms every
//! JSON answer. Forms that exclude each other take turns, and of all quirks together the tables' own
//! form is one more that has its turn. Under one seed a message always comes in the same form, however
//! often it is handed out, so that it can be known again.

mod answers;
mod call;
mod codes;
mod files;
pub(crate) mod layer;
mod messages;
mod quirk;
mod turn;
mod values;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;

pub(crate) use files::router;
pub(crate) use layer::Forms;
pub use quirk::Quirk;

/// The form of a message that is pushed, from its form in the tables; `seed` is that of the dice.
pub(crate) fn pushed(
    mut message: serde_json::Value,
    quirks: &Quirks,
    seed: u64,
) -> serde_json::Value {
    let turn = turn::Turn::new(quirks, seed, 0);
    messages::transform(&mut message, messages::In::Push, &turn);
    message
}

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
        let all = Quirk::ALL.iter().copied();
        Self(all.filter(|quirk| quirk.is_of_documents()).collect())
    }

    /// Every form.
    pub fn all() -> Self {
        Self(Quirk::ALL.iter().copied().collect())
    }

    /// One alone.
    pub fn only(quirk: Quirk) -> Self {
        Self(BTreeSet::from([quirk]))
    }

    /// Reads `documents`, `none`, `all`, or names with commas between them; `documents` may stand
    /// among the names, `none` and `all` stand alone.
    ///
    /// # Errors
    ///
    /// Names what is no quirk and all that are, or the word that does not stand alone.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut quirks = Self::none();
        let names = text.split(',').map(str::trim);
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        match names.as_slice() {
            ["none"] => return Ok(Self::none()),
            ["all"] => return Ok(Self::all()),
            _ => {}
        }
        for name in names {
            match name {
                "none" | "all" => return Err(format!("{name} stands alone, not in {text:?}")),
                "documents" => quirks.0.extend(Self::documents().0),
                name => {
                    let quirk = Quirk::parse(name).ok_or_else(|| unknown(name))?;
                    quirks.0.insert(quirk);
                }
            }
        }
        Ok(quirks)
    }

    /// Whether a quirk is on.
    pub fn has(&self, quirk: Quirk) -> bool {
        self.0.contains(&quirk)
    }

    /// Those that are on, in the order of [`Quirk::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Quirk> {
        self.0.iter().copied()
    }

    fn is_all(&self) -> bool {
        self.0.len() == Quirk::ALL.len()
    }
}

impl Default for Quirks {
    fn default() -> Self {
        Self::documents()
    }
}

/// As [`Quirks::parse`] reads it.
impl fmt::Display for Quirks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return formatter.write_str("none");
        }
        if self.is_all() {
            return formatter.write_str("all");
        }
        if *self == Self::documents() {
            return formatter.write_str("documents");
        }
        let names: Vec<&str> = self.iter().map(Quirk::name).collect();
        formatter.write_str(&names.join(","))
    }
}

fn unknown(name: &str) -> String {
    let names: Vec<&str> = Quirk::ALL.iter().map(|quirk| quirk.name()).collect();
    format!(
        "there is no quirk {name:?}: write documents, none, all, or some of {}",
        names.join(", ")
    )
}
