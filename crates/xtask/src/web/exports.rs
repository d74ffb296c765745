//! Takes exports out of a WebAssembly module that nobody calls, so that what they keep alive goes too.
//!
//! Leptos depends on a library for streams, whose classes every module exports with their methods;
//! wasm-bindgen would then make JavaScript for them as well.

use anyhow::{Context, Result, ensure};

/// The classes of that library, as they stand in the names of their exports.
const UNUSED: &str = "intounderlying";

/// Number of the section that lists the exports.
const EXPORTS: u8 = 7;

/// The module without the unused exports.
pub(super) fn drop_unused(module: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader(module);
    let mut slim = reader.take(8).context("no WebAssembly module")?.to_vec();
    ensure!(slim.starts_with(b"\0asm"), "no WebAssembly module");
    while !reader.0.is_empty() {
        let id = reader.take(1)?[..].to_vec();
        let length = reader.number()?;
        let section = reader.take(length)?;
        let body = if id == [EXPORTS] {
            without_unused(section)?
        } else {
            section.to_vec()
        };
        slim.extend(id);
        write_number(&mut slim, body.len());
        slim.extend(body);
    }
    Ok(slim)
}

fn without_unused(section: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    let mut kept = Vec::new();
    let mut entries = Vec::new();
    for _ in 0..count {
        let before = reader.0;
        let length = reader.number()?;
        let name = String::from_utf8_lossy(reader.take(length)?).into_owned();
        reader.take(1)?;
        reader.number()?;
        if !name.contains(UNUSED) {
            let size = before.len() - reader.0.len();
            kept.push(Reader(before).take(size)?);
        }
    }
    write_number(&mut entries, kept.len());
    entries.extend(kept.concat());
    Ok(entries)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .context("the module is cut off")?;
        self.0 = rest;
        Ok(taken)
    }

    /// A number in seven bits to a byte, the lowest first.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.take(1)?.first().copied().unwrap_or_default();
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        anyhow::bail!("the module holds a number that is too long")
    }
}

fn write_number(out: &mut Vec<u8>, mut number: usize) {
    loop {
        let byte = (number & 0x7f) as u8;
        number >>= 7;
        out.push(if number == 0 { byte } else { byte | 0x80 });
        if number == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one section before the exports, which are these names and numbers.
    fn module(exports: &[(&str, usize)]) -> Vec<u8> {
        let mut section = Vec::new();
        write_number(&mut section, exports.len());
        for (name, index) in exports {
            write_number(&mut section, name.len());
            section.extend(name.bytes());
            section.push(0);
            write_number(&mut section, *index);
        }
        let mut module = b"\0asm\x01\0\0\0\x00\x02hi".to_vec();
        module.push(EXPORTS);
        write_number(&mut module, section.len());
        module.extend(section);
        module
    }

    #[test]
    fn unused_exports_go_and_everything_else_stays_as_it_is() {
        let long = "a".repeat(200);
        let all = module(&[
            ("mount", 3),
            ("intounderlyingsink_write", 300),
            (&long, 70_000),
        ]);
        let used = module(&[("mount", 3), (&long, 70_000)]);
        assert_eq!(drop_unused(&all).unwrap(), used);
        assert_eq!(drop_unused(&used).unwrap(), used);
    }

    #[test]
    fn what_is_no_module_is_said_so() {
        for broken in [&b""[..], b"<!doctype html>", b"\0asm\x01\0\0\0\x07\x7f"] {
            assert!(drop_unused(broken).is_err());
        }
    }
}
