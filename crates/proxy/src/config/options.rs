//! What may be configured, as it was written: flags, environment, file.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches, Parser};
use secrecy::SecretString;
use serde::Deserialize;

use super::identity::IdentityOptions;
use super::limits::LimitOptions;
use super::linger::LingerOptions;
use super::operator::OperatorOptions;
use super::push::PushOptions;
use super::rates::RateOptions;
use super::seal::SealOptions;
use super::text::{Text, one_or_many};

/// Every option, not yet parsed. The same names serve as flags (`--app-key`), as environment
/// variables (`FRONTDESK_APP_KEY`) and as keys of the file (`app-key`).
#[derive(Debug, Clone, Default, Parser, Deserialize)]
#[command(name = "frontdesk-proxy", version)]
#[command(about = "The thin token proxy between the chat widget and the contact-centre cloud.")]
#[serde(default, rename_all = "kebab-case")]
pub struct Options {
    /// TOML file with the same names as the flags, without the dashes in front
    #[arg(long, value_name = "FILE")]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Say everything that is wrong with the configuration, and exit
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[serde(skip)]
    pub check_config: Option<Text>,
    /// Print the script tag and the content security policy of a page, and exit
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[serde(skip)]
    pub print_embed: Option<Text>,
    /// Ask the tenant for a Bearer and for each channel's token, say what is wrong, and exit
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[serde(skip)]
    pub self_test: Option<Text>,

    /// Public listener [default: 127.0.0.1:8787]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<Text>,
    /// Own address as browsers see it
    #[arg(long, value_name = "URL")]
    pub public_url: Option<Text>,
    /// Listener of /livez, /readyz and /metrics [default: 127.0.0.1:8789]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub admin_listen: Option<Text>,
    /// Calls out
    #[command(flatten)]
    #[serde(flatten)]
    pub operator: OperatorOptions,

    /// Address of the cloud: https, or http to this machine
    #[arg(long, value_name = "URL")]
    pub upstream: Option<Text>,
    /// Path of the Bearer's call [default: /apigovernance/api/oauth/tokenByAkSk]
    #[arg(long, value_name = "PATH")]
    pub token_path: Option<Text>,
    /// What stands in front of the other calls' paths [default: /apiaccess/ccmessaging]
    #[arg(long, value_name = "PATH")]
    pub api_prefix: Option<Text>,
    /// Whole path of one call, prefix included: send=/ccmessaging/v1/send
    #[arg(long, value_name = "NAME=PATH", value_delimiter = ',')]
    #[serde(deserialize_with = "one_or_many")]
    pub path: Vec<Text>,
    /// A header for every call to the cloud
    #[arg(long, value_name = "NAME: VALUE")]
    #[serde(deserialize_with = "one_or_many")]
    pub extra_header: Vec<Text>,
    /// Write header names to the cloud in title case, over HTTP/1.1
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub title_case_headers: Option<Text>,
    /// AK
    #[arg(long, value_name = "KEY")]
    pub app_key: Option<Text>,
    /// SK; better in a file
    #[arg(long, value_name = "SECRET")]
    pub app_secret: Option<SecretString>,
    /// File that holds the SK; wins over --app-secret
    #[arg(long, value_name = "FILE")]
    pub app_secret_file: Option<Text>,

    /// Seals
    #[command(flatten)]
    #[serde(flatten)]
    pub seal: SealOptions,
    /// Visitors whom the site knows
    #[command(flatten)]
    #[serde(flatten)]
    pub identity: IdentityOptions,

    /// Channel ID that visitors may use; repeatable
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    #[serde(deserialize_with = "one_or_many")]
    pub channel: Vec<Text>,
    /// Origin of a page with the widget, or https://*.example.com; repeatable
    #[arg(long, value_name = "ORIGIN", value_delimiter = ',')]
    #[serde(deserialize_with = "one_or_many")]
    pub allow_origin: Vec<Text>,
    /// What a visitor may send
    #[command(flatten)]
    #[serde(flatten)]
    pub limits: LimitOptions,
    /// How often visitors and addresses may call
    #[command(flatten)]
    #[serde(flatten)]
    pub rates: RateOptions,
    /// Calls from the page: off, audio or video [default: off]
    #[arg(long, value_name = "KIND")]
    pub click_to_call: Option<Text>,

    /// Polls that nobody waits for
    #[command(flatten)]
    #[serde(flatten)]
    pub linger: LingerOptions,
    /// The webhook
    #[command(flatten)]
    #[serde(flatten)]
    pub push: PushOptions,

    /// Where conversations are kept: memory (a restart forgets), or file:PATH (one instance)
    /// [default: memory]
    #[arg(long, value_name = "STORE")]
    pub store: Option<Text>,
    /// What a reader can ask for again, of each visitor; any of the three parts
    /// [default: "500 messages, 512 KiB, 24 h"]
    #[arg(long, value_name = "LIST")]
    pub journal_keep: Option<Text>,
    /// How long requests may take to finish after SIGTERM [default: 20s]
    #[arg(long, value_name = "DURATION")]
    pub drain: Option<Text>,
    /// Filter of the log, as of RUST_LOG [default: info]
    #[arg(long, value_name = "FILTER")]
    pub log: Option<Text>,
    /// Collector of spans, OTLP over HTTP, as http://127.0.0.1:4318; env: as OTEL_EXPORTER_OTLP_ENDPOINT
    /// says. Only in builds with the feature
    #[arg(long, value_name = "URL")]
    pub otel_endpoint: Option<Text>,
    /// Folder of the widget's files, instead of those in this program
    #[arg(long, value_name = "FOLDER")]
    pub static_dir: Option<Text>,

    /// Simulate the cloud in this process; only on loopback and without a real upstream or secret
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub demo: Option<Text>,
    /// Listener of the demonstration's simulator [default: 127.0.0.1:8788]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub demo_simulator_listen: Option<Text>,
}

impl Options {
    /// Reads flags and, where a flag is absent, the environment. The first argument is the
    /// program's name.
    ///
    /// # Errors
    /// What clap says of an unknown flag; also `--help` and `--version` come this way.
    pub fn from_args<I, A>(args: I) -> Result<Self, clap::Error>
    where
        I: IntoIterator<Item = A>,
        A: Into<OsString> + Clone,
    {
        let matches = Self::described().try_get_matches_from(args)?;
        Self::from_arg_matches(&matches).map(Self::without_blanks)
    }

    /// Whether the configuration is to be checked and nothing else.
    pub fn wants_check(&self) -> bool {
        is_on("check-config", self.check_config.as_ref())
    }

    /// Whether what goes into a page is to be printed and nothing else.
    pub fn wants_embed(&self) -> bool {
        is_on("print-embed", self.print_embed.as_ref())
    }

    /// Whether the tenant is to be asked and nobody served.
    pub fn wants_self_test(&self) -> bool {
        is_on("self-test", self.self_test.as_ref())
    }

    /// The names of all options that a file may hold.
    pub(crate) fn names() -> Vec<String> {
        Self::command()
            .get_arguments()
            .filter_map(|arg| arg.get_long())
            .filter(|name| !COMMANDS.contains(name))
            .map(str::to_owned)
            .collect()
    }

    /// What stands in `self`, else what stands in `below`.
    pub(crate) fn over(self, below: Self) -> Self {
        fn list(own: Vec<Text>, below: Vec<Text>) -> Vec<Text> {
            if own.is_empty() { below } else { own }
        }
        Self {
            config: self.config.or(below.config),
            check_config: self.check_config.or(below.check_config),
            print_embed: self.print_embed.or(below.print_embed),
            self_test: self.self_test.or(below.self_test),
            listen: self.listen.or(below.listen),
            public_url: self.public_url.or(below.public_url),
            admin_listen: self.admin_listen.or(below.admin_listen),
            upstream: self.upstream.or(below.upstream),
            token_path: self.token_path.or(below.token_path),
            api_prefix: self.api_prefix.or(below.api_prefix),
            path: list(self.path, below.path),
            extra_header: list(self.extra_header, below.extra_header),
            title_case_headers: self.title_case_headers.or(below.title_case_headers),
            app_key: self.app_key.or(below.app_key),
            app_secret: self.app_secret.or(below.app_secret),
            app_secret_file: self.app_secret_file.or(below.app_secret_file),
            channel: list(self.channel, below.channel),
            allow_origin: list(self.allow_origin, below.allow_origin),
            click_to_call: self.click_to_call.or(below.click_to_call),
            operator: self.operator.over(below.operator),
            seal: self.seal.over(below.seal),
            identity: self.identity.over(below.identity),
            limits: self.limits.over(below.limits),
            rates: self.rates.over(below.rates),
            linger: self.linger.over(below.linger),
            push: self.push.over(below.push),
            drain: self.drain.or(below.drain),
            log: self.log.or(below.log),
            otel_endpoint: self.otel_endpoint.or(below.otel_endpoint),
            store: self.store.or(below.store),
            journal_keep: self.journal_keep.or(below.journal_keep),
            static_dir: self.static_dir.or(below.static_dir),
            demo: self.demo.or(below.demo),
            demo_simulator_listen: self.demo_simulator_listen.or(below.demo_simulator_listen),
        }
    }

    /// The command line with an environment variable for each flag. Values of the environment never
    /// appear in the help: some are secret.
    fn described() -> clap::Command {
        Self::command().mut_args(|arg| match arg.get_long() {
            Some("help" | "version") | None => arg,
            Some(name) => {
                let variable = format!("FRONTDESK_{}", name.to_uppercase().replace('-', "_"));
                arg.env(variable).hide_env_values(true)
            }
        })
    }

    /// What is set to nothing counts as not set: compose files write variables so.
    pub(super) fn without_blanks(mut self) -> Self {
        use secrecy::ExposeSecret;

        for value in [
            &mut self.check_config,
            &mut self.print_embed,
            &mut self.self_test,
            &mut self.listen,
            &mut self.public_url,
            &mut self.admin_listen,
            &mut self.upstream,
            &mut self.token_path,
            &mut self.api_prefix,
            &mut self.title_case_headers,
            &mut self.app_key,
            &mut self.app_secret_file,
            &mut self.click_to_call,
            &mut self.drain,
            &mut self.log,
            &mut self.otel_endpoint,
            &mut self.store,
            &mut self.journal_keep,
            &mut self.static_dir,
            &mut self.demo,
            &mut self.demo_simulator_listen,
        ] {
            value.take_if(|value| value.is_blank());
        }
        self.app_secret
            .take_if(|secret| secret.expose_secret().trim().is_empty());
        self.operator.drop_blanks();
        self.seal.drop_blanks();
        self.identity.drop_blanks();
        self.limits.drop_blanks();
        self.rates.drop_blanks();
        self.linger.drop_blanks();
        self.push.drop_blanks();
        self.config.take_if(|path| path.as_os_str().is_empty());
        for list in [
            &mut self.path,
            &mut self.extra_header,
            &mut self.channel,
            &mut self.allow_origin,
        ] {
            list.retain(|value| !value.is_blank());
        }
        self
    }
}

fn is_on(name: &str, flag: Option<&Text>) -> bool {
    flag.is_some_and(|flag| flag.flag(name) != Ok(false))
}

/// What is asked on the command line, and stands in no file.
const COMMANDS: [&str; 6] = [
    "config",
    "check-config",
    "print-embed",
    "self-test",
    "help",
    "version",
];
