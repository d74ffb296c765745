//! What becomes the wasm file: the library's exports, and nothing that runs by itself.

use frontdesk as _;

fn main() {}
