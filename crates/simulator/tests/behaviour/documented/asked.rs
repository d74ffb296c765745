//! Asking for what a table describes, with and without each of its fields.

use reqwest::RequestBuilder;
use serde_json::{Map, Value};

use super::rows::{Row, rows_of};

/// Asks with everything that a table names and nothing else, which is taken. Before that, without
/// each field in turn: what is mandatory is missed by its name, what is not is not missed. The
/// answer to the whole is passed on.
pub(crate) async fn asked(
    document: &str,
    table: &str,
    whole: &Value,
    send: impl Fn(&Value) -> RequestBuilder,
) -> Value {
    let rows = rows_of(document, table);
    let mut fields: Vec<&str> = rows.iter().map(|row| row.field.as_str()).collect();
    let mut given: Vec<&str> = names(whole).map(String::as_str).collect();
    fields.sort_unstable();
    given.sort_unstable();
    assert_eq!(given, fields, "{table}");
    for row in &rows {
        let mut partial = whole.clone();
        object(&mut partial).remove(&row.field);
        let without = answer(send(&partial)).await;
        if is_mandatory(row) {
            assert_refused(row, &without);
            assert!(without.says.contains(&row.field), "{row:?}: {without:?}");
            object(&mut partial).insert(row.field.clone(), Value::Null);
            assert_refused(row, &answer(send(&partial)).await);
        } else {
            assert!(without.is_success(), "without {row:?}: {without:?}");
        }
    }
    let taken = answer(send(whole)).await;
    assert!(taken.is_success(), "{table}: {taken:?}");
    taken.body
}

/// What came back.
#[derive(Debug)]
struct Answered {
    status: u16,
    code: Option<String>,
    says: String,
    body: Value,
}

impl Answered {
    fn is_success(&self) -> bool {
        let has_bearer = self.body["AccessToken"].is_string();
        self.status == 200 && (self.code.as_deref() == Some("0") || has_bearer)
    }
}

async fn answer(request: RequestBuilder) -> Answered {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap();
    let text = |names: [&str; 2]| {
        let mut texts = names.iter().filter_map(|name| body[*name].as_str());
        texts.next().map(str::to_owned)
    };
    Answered {
        status,
        code: text(["resultCode", "retcode"]),
        says: text(["resultDesc", "message"]).unwrap_or_default(),
        body,
    }
}

/// HTTP 400; where the document lists a code for it, that one.
fn assert_refused(row: &Row, answered: &Answered) {
    let expected = match answered.code.as_deref() {
        Some("30010000003") => row.table.contains("table 16-2"),
        Some("106-002") => row.document == "001",
        _ => answered.status == 400,
    };
    assert!(expected, "without {row:?}: {answered:?}");
}

/// The lists of §2 do not say what is mandatory: it is.
fn is_mandatory(row: &Row) -> bool {
    let is_spared = SPARED
        .iter()
        .any(|(table, field)| row.table.contains(table) && row.field == *field);
    !is_spared && matches!(row.mandatory.as_str(), "True" | "Yes" | "—")
}

fn names(value: &Value) -> impl Iterator<Item = &String> {
    value.as_object().unwrap().keys()
}

fn object(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().unwrap()
}

/// Mandatory, and the same row says what holds without it.
const SPARED: [(&str, &str); 1] = [("table 16-2", "callerPresent")];
