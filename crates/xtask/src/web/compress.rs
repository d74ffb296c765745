//! Brotli and gzip forms beside each file, made once so that no server compresses on the way.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use super::files;

/// Compresses the files of `folder`; those that are as in `before` keep the forms from there.
pub(super) fn beside(folder: &Path, before: &Path) -> Result<()> {
    let mut left: Vec<PathBuf> = files(folder)?
        .into_iter()
        .filter(|file| is_compressible(file))
        .collect();
    // The largest is taken first, so that no thread ends with it alone.
    left.sort_by_key(|file| fs::metadata(folder.join(file)).map_or(0, |meta| meta.len()));
    let left = Mutex::new(left);
    let work = || -> Result<()> {
        while let Some(file) = next(&left)? {
            one(&folder.join(&file), &before.join(&file))
                .with_context(|| format!("compressing {}", file.display()))?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .map_err(|_| anyhow!("a compressing thread broke"))?
        })
    })
}

fn next(left: &Mutex<Vec<PathBuf>>) -> Result<Option<PathBuf>> {
    Ok(left
        .lock()
        .map_err(|_| anyhow!("a compressing thread broke"))?
        .pop())
}

fn one(file: &Path, before: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    let (br, gz) = (form(file, "br"), form(file, "gz"));
    let (old_br, old_gz) = (form(before, "br"), form(before, "gz"));
    let unchanged = fs::read(before).is_ok_and(|old| old == bytes);
    if unchanged && old_br.is_file() && old_gz.is_file() {
        fs::copy(old_br, br)?;
        fs::copy(old_gz, gz)?;
    } else {
        fs::write(br, brotli(&bytes)?)?;
        fs::write(gz, gzip(&bytes)?)?;
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn form(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn is_compressible(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| TEXT_AND_WASM.contains(&extension))
}

const TEXT_AND_WASM: &[&str] = &[
    "css", "html", "js", "json", "map", "mjs", "svg", "ts", "txt", "wasm",
];

const THREADS: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_stand_beside_the_file() {
        assert_eq!(form(Path::new("a/b.js"), "br"), Path::new("a/b.js.br"));
    }

    #[test]
    fn pictures_and_compressed_forms_are_left_alone() {
        assert!(is_compressible(Path::new("widget.wasm")));
        assert!(!is_compressible(Path::new("widget.wasm.br")));
        assert!(!is_compressible(Path::new("face.png")));
    }

    #[test]
    fn brotli_is_undone_to_the_same_bytes() {
        let text = b"hello hello hello hello".repeat(50);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(&text).unwrap(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }
}
