//! A value of the protocol as a JavaScript object.

use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde::ser::{Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use wasm_bindgen::JsValue;

use super::Unreadable;

/// A value as JavaScript has it; what is not there is undefined. `None` for what no request and no
/// event here is made of.
pub fn write(value: &impl Serialize) -> Option<JsValue> {
    value.serialize(Writer).ok()
}

struct Writer;

type Written = Result<JsValue, Unreadable>;
type No = Impossible<JsValue, Unreadable>;

macro_rules! numbers {
    ($($method:ident $number:ty,)*) => {
        $(fn $method(self, number: $number) -> Written {
            Ok(JsValue::from_f64(number as f64))
        })*
    };
}

impl Serializer for Writer {
    type Ok = JsValue;
    type Error = Unreadable;
    type SerializeSeq = List;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = Entries;
    type SerializeStruct = Fields;
    type SerializeStructVariant = No;

    numbers! {
        serialize_i8 i8,
        serialize_i16 i16,
        serialize_i32 i32,
        serialize_i64 i64,
        serialize_u8 u8,
        serialize_u16 u16,
        serialize_u32 u32,
        serialize_u64 u64,
        serialize_f32 f32,
        serialize_f64 f64,
    }

    fn serialize_bool(self, flag: bool) -> Written {
        Ok(JsValue::from_bool(flag))
    }

    fn serialize_char(self, _: char) -> Written {
        Err(Unreadable)
    }

    fn serialize_str(self, text: &str) -> Written {
        Ok(JsValue::from_str(text))
    }

    fn serialize_bytes(self, _: &[u8]) -> Written {
        Err(Unreadable)
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        Ok(JsValue::UNDEFINED)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        Err(Unreadable)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Written {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        Err(Unreadable)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Unreadable> {
        Ok(List(Array::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<No, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<No, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Unreadable> {
        Ok(Entries(Object::new(), JsValue::UNDEFINED))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, Unreadable> {
        Ok(Fields(Object::new()))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<No, Unreadable> {
        Err(Unreadable)
    }
}

struct List(Array);

impl SerializeSeq for List {
    type Ok = JsValue;
    type Error = Unreadable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unreadable> {
        self.0.push(&value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Written {
        Ok(self.0.into())
    }
}

struct Fields(Object);

impl SerializeStruct for Fields {
    type Ok = JsValue;
    type Error = Unreadable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unreadable> {
        let value = value.serialize(Writer)?;
        // Setting a property of a fresh object does not fail.
        let _ = Reflect::set(&self.0, &JsValue::from_str(name), &value);
        Ok(())
    }

    fn end(self) -> Written {
        Ok(self.0.into())
    }
}

/// An object, and the name of what comes next.
struct Entries(Object, JsValue);

impl SerializeMap for Entries {
    type Ok = JsValue;
    type Error = Unreadable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Unreadable> {
        self.1 = name.serialize(Writer)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unreadable> {
        let value = value.serialize(Writer)?;
        // Setting a property of a fresh object does not fail.
        let _ = Reflect::set(&self.0, &self.1, &value);
        Ok(())
    }

    fn end(self) -> Written {
        Ok(self.0.into())
    }
}
