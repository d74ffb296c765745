//! `--print-embed`: what goes into a page.

use std::fmt::Write;

use url::Url;

use crate::config::Config;

/// The script tag and the lines of the content security policy for each channel.
///
/// # Errors
/// A sentence: the proxy's own address is not known.
pub fn embed(config: &Config) -> Result<String, String> {
    let base = match (&config.public_url, config.listen.ip().is_loopback()) {
        (Some(url), _) => origin(url),
        // What a demonstration shows is on this machine.
        (None, true) if config.demo.is_some() => format!("http://{}", config.listen),
        (None, _) => {
            return Err(
                "`--public-url` is missing: give the proxy's own address as browsers see it."
                    .into(),
            );
        }
    };
    let mut text = String::new();
    for channel in &config.channels {
        // Letters, digits, `-` and `_` alone: nothing to escape.
        let _ = write!(
            text,
            "Channel {channel}, into the page:\n\n  \
             <script async src=\"{base}/frontdesk.js\" data-channel=\"{channel}\"></script>\n\n"
        );
    }
    let _ = write!(
        text,
        "Where the page has a content security policy, it needs besides what it has:\n\n  \
         script-src {base} 'wasm-unsafe-eval'; connect-src {base}\n\n\
         Pages that may call (--allow-origin):\n\n"
    );
    for origin in &config.origins {
        let _ = writeln!(text, "  {origin}");
    }
    let _ = writeln!(text, "  {base}");
    Ok(text)
}

fn origin(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_owned()
}
