//! Chromium, Firefox and WebKit, each with its driver: found on the machine, or Debian's.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{cargo_tools, debian, present};
use crate::process;
use crate::project::Project;

/// A browser and the driver that speaks WebDriver for it.
#[derive(Debug)]
pub(crate) struct Browser {
    /// The browser itself.
    pub(crate) chromium: PathBuf,
    /// Its driver, of the same version.
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Looks at `CHROME`, `CHROMIUM` and `CHROMEDRIVER`, then on `PATH`.
    ///
    /// # Errors
    ///
    /// When the browser or its driver is not found.
    pub(crate) fn find() -> Result<Self> {
        Ok(Self {
            chromium: look(&["CHROME", "CHROMIUM"], BROWSERS)
                .context("no Chromium was found: install it or name it in CHROME")?,
            driver: look(&["CHROMEDRIVER"], &["chromedriver"])
                .context("no chromedriver was found: install it or name it in CHROMEDRIVER")?,
        })
    }
}

pub(super) fn ensure(project: &Project) -> Result<()> {
    if Browser::find().is_err() {
        let why = "the tests look at the widget as a visitor sees it";
        debian::install(project, &["chromium", "chromium-driver"], why)?;
        let why = "without them pictures of the widget show boxes for Chinese and Arabic";
        if let Err(error) = debian::install(project, &["fonts-noto-cjk", "fonts-noto-core"], why) {
            println!("setup: {error:#}");
        }
    }
    let browser = Browser::find()?;
    present("browser", &browser.chromium.display().to_string());
    Ok(())
}

/// Firefox, and the driver that starts it.
#[derive(Debug)]
pub(crate) struct Firefox {
    /// Its driver; it finds the browser by itself.
    pub(crate) driver: PathBuf,
}

impl Firefox {
    /// Looks at `GECKODRIVER`, then on `PATH`.
    ///
    /// # Errors
    ///
    /// When the browser or its driver is not found.
    pub(crate) fn find() -> Result<Self> {
        look(&["FIREFOX"], &["firefox", "firefox-esr"])
            .context("no Firefox was found: install it, so that it can be started as `firefox`")?;
        Ok(Self {
            driver: look(&["GECKODRIVER"], &["geckodriver"])
                .context("no geckodriver was found: install it or name it in GECKODRIVER")?,
        })
    }
}

pub(super) fn ensure_firefox(project: &Project) -> Result<()> {
    if look(&["FIREFOX"], &["firefox", "firefox-esr"]).is_none() {
        let why = "the components are tested in two engines";
        debian::install(project, &["firefox-esr"], why)?;
    }
    if look(&["GECKODRIVER"], &["geckodriver"]).is_none() {
        cargo_tools::geckodriver(project)?;
    }
    let Firefox { driver } = Firefox::find()?;
    present("Firefox and its driver", &driver.display().to_string());
    Ok(())
}

/// WebKit as GTK has it: the engine of Safari, on a display that nobody sees.
#[derive(Debug)]
pub(crate) struct WebKit {
    /// Its driver; it finds the browser by itself.
    pub(crate) driver: PathBuf,
    /// Lends a program a display.
    pub(crate) display: PathBuf,
}

impl WebKit {
    /// Looks at `WEBKIT_DRIVER`, then on `PATH`.
    ///
    /// # Errors
    ///
    /// When the driver or the display is not found.
    pub(crate) fn find() -> Result<Self> {
        Ok(Self {
            driver: look(&["WEBKIT_DRIVER"], &["WebKitWebDriver"])
                .context("no WebKitWebDriver was found: install it or name it in WEBKIT_DRIVER")?,
            display: look(&[], &["xvfb-run"]).context("no xvfb-run was found: install it")?,
        })
    }
}

pub(super) fn ensure_webkit(project: &Project) -> Result<()> {
    if WebKit::find().is_err() {
        let why = "the components are tested in Safari's engine too";
        debian::install(project, &["webkit2gtk-driver", "xvfb", "xauth"], why)?;
    }
    let WebKit { driver, .. } = WebKit::find()?;
    present("WebKit's driver", &driver.display().to_string());
    Ok(())
}

fn look(variables: &[&str], programs: &[&str]) -> Option<PathBuf> {
    let named = variables
        .iter()
        .filter_map(std::env::var_os)
        .map(PathBuf::from);
    let found = programs.iter().filter_map(|program| process::find(program));
    named.chain(found).find(|path| path.is_file())
}

const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
