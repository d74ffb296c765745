//! What the page told the element, read once.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::client::Persist;
use crate::locale::Locale;

/// The options of one element.
#[derive(Debug, Clone)]
pub struct Options {
    /// Channel configuration id.
    pub channel: String,
    /// Address of the proxy, without a slash at its end.
    pub proxy: String,
    /// Language and region.
    pub locale: Locale,
    /// A bubble with a panel above it; else the panel fills the element.
    pub floating: bool,
    /// Title of the header, instead of the catalog's.
    pub title: Option<String>,
    /// A greeting above the conversation.
    pub greeting: Option<String>,
    /// Address of a picture for the header.
    pub avatar: Option<String>,
    /// JSON for the robot flow.
    pub trans_data: Option<String>,
    /// Where the conversation is kept.
    pub persist: Persist,
    /// Who the visitor is: a token that the company's site has signed.
    pub identity: Option<String>,
    /// Another tab has a conversation that is alive.
    pub live: bool,
}

impl Options {
    /// Reads what the loader collected.
    ///
    /// # Errors
    ///
    /// Says which attribute is missing or wrong.
    pub fn read(value: &JsValue) -> Result<Self, String> {
        let said = |name: &str| {
            let value = Reflect::get(value, &JsValue::from_str(name)).ok()?;
            value.as_string().filter(|text| !text.is_empty())
        };
        let needed = |name: &str| said(name).ok_or(format!("the attribute `{name}` is missing"));
        let is_so = |name: &str| {
            Reflect::get(value, &JsValue::from_str(name)).is_ok_and(|flag| flag.is_truthy())
        };
        Ok(Self {
            channel: needed("channel")?,
            proxy: needed("proxy")?,
            locale: Locale::new(
                &said("locale").unwrap_or_default(),
                &Reflect::get(value, &"texts".into()).unwrap_or_default(),
            ),
            floating: is_so("floating"),
            live: is_so("live"),
            title: said("title"),
            greeting: said("greeting"),
            avatar: said("avatar"),
            trans_data: said("transData"),
            identity: said("identity"),
            persist: match said("persist").as_deref() {
                None | Some("session") => Persist::Session,
                Some("local") => Persist::Local,
                Some("none") => Persist::None,
                Some(other) => {
                    return Err(format!(
                        "persist=\"{other}\" should be session, local or none"
                    ));
                }
            },
        })
    }

    /// Names the conversation, the same in every tab of the site; the loader knows this name too.
    pub(crate) fn conversation(&self) -> String {
        format!("frontdesk:{}:{}", self.proxy, self.channel)
    }
}
