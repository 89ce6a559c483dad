//! Options as JSON: their defaults, their schema, and the way into the struct that declares them.

use crate::error::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) fn defaults<T: Default + Serialize>() -> Value {
    serde_json::to_value(T::default()).expect("options hold numbers, words and lists")
}

#[cfg(feature = "schema")]
pub(crate) fn schema<T: schemars::JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

/// Reads options into the struct that declares them; names are known to be right.
///
/// serde does not say which option of a flattened group is at fault, so each is tried alone to find it.
pub(crate) fn parse<T: DeserializeOwned + Default + Serialize>(values: &Value) -> Result<T> {
    serde_json::from_value(values.clone()).map_err(|whole| {
        let defaults = defaults::<T>();
        let at_fault = values.as_object().into_iter().flatten().find_map(|(option, value)| {
            let mut one = defaults.clone();
            one.as_object_mut()?.insert(option.clone(), value.clone());
            let cause = serde_json::from_value::<T>(one).err()?;
            Some((option.clone(), describe(value), cause.to_string()))
        });
        let (option, found, cause) =
            at_fault.unwrap_or_else(|| ("options".to_owned(), String::new(), whole.to_string()));
        Error::OptionType { option, found, expected: expected(&cause) }
    })
}

/// A value and its kind, short enough for a message.
pub(crate) fn describe(value: &Value) -> String {
    let text: String = value.to_string().chars().take(60).collect();
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => format!("{text}, a truth value"),
        Value::Number(_) => format!("{text}, a number"),
        Value::String(_) => format!("{text}, a text"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// What serde says it expected, in words of all four languages.
fn expected(message: &str) -> String {
    let wanted = message.split_once("expected ").map_or(message, |(_, wanted)| wanted);
    let wanted = wanted.split(" at line").next().unwrap_or(wanted);
    match wanted {
        "i64" | "u64" | "u32" | "i32" | "usize" => "a whole number".to_owned(),
        "f64" => "a number".to_owned(),
        "a string" | "string" => "a text".to_owned(),
        "a boolean" => "true or false".to_owned(),
        other => other.replace('`', "\"").replace("one of ", ""),
    }
}
