//! What is attacked: the real proxy in front of the simulator.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::http;
use crate::campaign;
use crate::process::Served;
use crate::project::Project;
use crate::web;

/// Both programs; they end when this is dropped.
pub(super) struct Servers {
    pub(super) proxy: SocketAddr,
    admin: SocketAddr,
    /// Where they and the attackers write what they have to say.
    pub(super) logs: PathBuf,
    _programs: [Served; 2],
}

impl Servers {
    /// Builds and starts them; one visitor may call as often as is asked for, since all attackers
    /// come from one address.
    pub(super) fn start(project: &Project) -> Result<Self> {
        campaign::build_as_tests(project)?;
        let logs = project.path("target/attack");
        fs::create_dir_all(&logs)?;
        let [cloud, proxy, admin] = addresses()?;
        let program = |name: &str| {
            let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
            project.plain_cmd(project.path("target/debug").join(name))
        };
        let simulator = program("frontdesk-simulator")
            .args(["--listen", &cloud.to_string(), "--poll-hold-ms=100"])
            .serve(&logs.join("simulator.log"))?;
        let served = program("frontdesk-proxy")
            .args(["--listen", &proxy.to_string()])
            .args(["--admin-listen", &admin.to_string()])
            .args(["--upstream", &format!("http://{cloud}")])
            .args(["--app-key", APP_KEY, "--app-secret", APP_SECRET])
            .args(["--channel", CHANNEL, "--click-to-call=video"])
            .args(["--push-auth=bearer", "--push-key", PUSH_KEY])
            .arg("--safety-poll=1s")
            .args(UNLIMITED.map(|limit| format!("--limit-{limit}=off")))
            .arg("--static-dir")
            .arg(web::folder(project))
            .serve(&logs.join("proxy.log"))?;
        let servers = Self {
            proxy,
            admin,
            logs,
            _programs: [simulator, served],
        };
        servers.wait()?;
        Ok(servers)
    }

    /// What the proxy counts.
    pub(super) fn metrics(&self) -> Result<String> {
        Ok(http::call(self.admin, "/metrics", None, None)?.body)
    }

    /// How many connections the proxy has, by its own count.
    pub(super) fn connections(&self) -> Result<usize> {
        let metrics = self.metrics()?;
        let count = metrics
            .lines()
            .find_map(|line| line.strip_prefix("frontdesk_connections "))
            .and_then(|count| count.trim().parse().ok());
        match count {
            Some(count) => Ok(count),
            None => bail!("the proxy does not count its connections"),
        }
    }

    fn wait(&self) -> Result<()> {
        let start = Instant::now();
        while http::call(self.admin, "/readyz", None, None).is_err() {
            if start.elapsed() > PATIENCE {
                bail!("the proxy does not answer: see {}", self.logs.display());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

/// Free ones.
fn addresses() -> Result<[SocketAddr; 3]> {
    let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    // Held until all are found, so that no two are one.
    let [first, second, third] = [listen()?, listen()?, listen()?];
    Ok([
        first.local_addr()?,
        second.local_addr()?,
        third.local_addr()?,
    ])
}

/// The simulator's own, which are no secret.
pub(super) const APP_KEY: &str = "demo-app-key-not-a-secret";
const APP_SECRET: &str = "demo-app-secret-not-a-secret";
pub(super) const CHANNEL: &str = "202303061540344336";

/// With which a push says that it is the cloud's.
pub(super) const PUSH_KEY: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

const UNLIMITED: [&str; 5] = [
    "new-visitors",
    "calls-visitor",
    "calls-address",
    "uploads",
    "click-to-call",
];

const PATIENCE: Duration = Duration::from_secs(20);
