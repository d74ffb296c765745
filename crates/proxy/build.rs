//! Makes sure that the folder of the widget's built files exists, so that the proxy compiles before
//! the widget was ever built, and is compiled again when those files change.

use std::path::Path;

fn main() {
    let web = Path::new("../../dist/web");
    if let Err(error) = std::fs::create_dir_all(web) {
        println!("cargo::warning=dist/web cannot be created: {error}");
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", web.display());
}
