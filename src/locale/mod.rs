//! Texts, numbers and times in the visitor's language. Numbers and times are the browser's `Intl`.

mod catalog;

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::prelude::*;

pub use catalog::{Catalog, ENGLISH};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = getCanonicalLocales)]
    fn canonical_locales(tag: &str) -> Result<Array, JsValue>;
}

/// A language, with region where the page named one.
#[derive(Debug, Clone)]
pub struct Locale {
    tag: String,
    catalog: &'static Catalog,
}

impl Locale {
    /// Takes a tag such as `en-US` or `zh_CN`, and the texts of that language where there are any.
    pub fn new(tag: &str, texts: &JsValue) -> Self {
        let catalog = if texts.is_object() {
            Box::leak(Box::new(Catalog::read(texts)))
        } else {
            &ENGLISH
        };
        // A page may have written anything, and `Intl` throws at what is no tag.
        let tag = canonical_locales(&tag.replace('_', "-"))
            .ok()
            .and_then(|tags| tags.get(0).as_string())
            .filter(|tag| tag.starts_with(catalog.language))
            .unwrap_or_else(|| catalog.language.to_owned());
        Self { tag, catalog }
    }

    /// The texts.
    pub fn texts(&self) -> &'static Catalog {
        self.catalog
    }

    /// The language that is shown, for `lang`; not the page's, when there is no catalog for it.
    pub fn language(&self) -> &'static str {
        self.catalog.language
    }

    /// `rtl` or `ltr`.
    pub fn direction(&self) -> &'static str {
        self.catalog.direction
    }

    /// The two languages that the API knows (seed 003 §1.2.1).
    pub fn for_upstream(&self) -> &'static str {
        if self.catalog.language == "zh" {
            "zh_CN"
        } else {
            "en_US"
        }
    }

    /// The languages that surveys are written in.
    pub fn for_survey(&self) -> &'static str {
        match self.catalog.language {
            "zh" => "zh_CN",
            "pt" => "pt_BR",
            "ar" => "ar_SA",
            "fr" => "fr_FR",
            "es" => "es_ES",
            _ => "en_US",
        }
    }

    /// Time of day, from milliseconds since 1970.
    pub fn time(&self, millis: i64) -> String {
        let options = options(&[("hour", "2-digit"), ("minute", "2-digit")]);
        let date = Date::new(&JsValue::from_f64(millis as f64));
        date.to_locale_string(&self.tag, &options).into()
    }

    /// A wait, from seconds: in whole minutes, at least one.
    pub fn minutes(&self, seconds: u32) -> String {
        let options = options(&[
            ("style", "unit"),
            ("unit", "minute"),
            ("unitDisplay", "long"),
        ]);
        self.format(f64::from(seconds.div_ceil(60).max(1)), &options)
    }

    /// A size, in bytes.
    pub fn bytes(&self, bytes: u32) -> String {
        let options = options(&[("style", "unit"), ("unit", "byte"), ("unitDisplay", "long")]);
        self.format(f64::from(bytes), &options)
    }

    /// A size, from bytes: in the unit that suits it.
    pub fn size(&self, bytes: u64) -> String {
        let (unit, one) = match bytes {
            0..1_000 => ("byte", 1.0),
            1_000..1_000_000 => ("kilobyte", 1e3),
            _ => ("megabyte", 1e6),
        };
        let options = options(&[("style", "unit"), ("unit", unit)]);
        // Setting a property of a fresh object does not fail.
        let _ = Reflect::set(&options, &"maximumFractionDigits".into(), &1.into());
        self.format(bytes as f64 / one, &options)
    }

    /// A share, in percent.
    pub fn percent(&self, percent: u8) -> String {
        self.format(
            f64::from(percent) / 100.0,
            &options(&[("style", "percent")]),
        )
    }

    /// A number with the language's own digits.
    pub fn number(&self, number: u32) -> String {
        self.format(f64::from(number), &Object::new())
    }

    fn format(&self, number: f64, options: &Object) -> String {
        let locales = Array::of1(&JsValue::from_str(&self.tag));
        let format = Intl::NumberFormat::new(&locales, options).format();
        format
            .call1(&JsValue::UNDEFINED, &JsValue::from_f64(number))
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    }
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh object does not fail.
        let _ = Reflect::set(
            &options,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    options
}

/// Puts a value where a text has `{}`.
pub fn fill(text: &str, value: &str) -> String {
    text.replacen("{}", value, 1)
}
