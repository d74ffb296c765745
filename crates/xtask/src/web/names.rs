//! Short names between the module and its glue.
//!
//! wasm-bindgen names every function that the two share in full, with a hash, on both sides: names
//! that no compression makes small. wasm-opt shortens them in the module and says how; here the glue
//! follows.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// What wasm-opt calls what.
#[derive(Deserialize)]
pub(super) struct Names {
    /// Module, long name, short name.
    imports: Vec<(String, String, String)>,
    /// Long name, short name.
    exports: Vec<(String, String)>,
}

/// The name that wasm-opt gives to the module of the imports.
const MODULE: &str = "a";

impl Names {
    /// Reads what wasm-opt printed.
    pub(super) fn read(printed: &str) -> Result<Self> {
        serde_json::from_str(printed).context("reading the names that wasm-opt gave")
    }

    /// The glue with the short names.
    pub(super) fn apply(&self, glue: &str) -> Result<String> {
        let mut glue = glue.to_owned();
        for (module, long, short) in &self.imports {
            glue = replace(
                &glue,
                "\n        ",
                long,
                ":",
                &format!("\n        {short}:"),
            )
            .with_context(|| format!("the glue does not define {long} of {module}"))?;
        }
        for (long, short) in &self.exports {
            let from = format!("wasm.{long}");
            // Some are there for others than the glue.
            while let Some(changed) = replace(&glue, "", &from, "", &format!("wasm.{short}")) {
                glue = changed;
            }
        }
        if let Some((module, ..)) = self.imports.first() {
            let from = format!("\"{module}\": import0");
            ensure!(glue.contains(&from), "the glue does not name {module}");
            glue = glue.replace(&from, &format!("\"{MODULE}\": import0"));
        }
        Ok(glue)
    }
}

/// Replaces a whole word where it first stands between these; `None` where it does not.
fn replace(text: &str, before: &str, word: &str, after: &str, by: &str) -> Option<String> {
    let wanted = format!("{before}{word}{after}");
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(&wanted)?;
        let end = at + wanted.len();
        let rest = text.get(end..)?;
        let goes_on = |next: char| next.is_ascii_alphanumeric() || next == '_' || next == '$';
        if after.is_empty() && rest.starts_with(goes_on) {
            from = end;
            continue;
        }
        return Some(format!("{}{by}{rest}", text.get(..at)?));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = r#"{"imports": [["./w.js", "__wbg_get_1", "a"], ["./w.js", "__wbg_get_12", "b"]],
        "exports": [["free", "c"], ["free_all", "d"], ["unused", "e"]]}"#;

    #[test]
    fn both_sides_use_the_same_short_names() {
        let glue = "{\n        __wbg_get_1: function() { wasm.free(wasm.free_all); },\
                    \n        __wbg_get_12: 2,\n    \"./w.js\": import0 }";
        let short = "{\n        a: function() { wasm.c(wasm.d); },\
                     \n        b: 2,\n    \"a\": import0 }";
        assert_eq!(Names::read(PRINTED).unwrap().apply(glue).unwrap(), short);
    }

    #[test]
    fn glue_of_another_form_is_an_error_and_not_a_broken_widget() {
        let fault = Names::read(PRINTED).unwrap().apply("{}").unwrap_err();
        assert!(fault.to_string().contains("__wbg_get_1"));
    }
}
