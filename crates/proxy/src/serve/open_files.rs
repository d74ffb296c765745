//! How many files the system lets this process open. Each connection is one.

/// Takes as many as the system gives, and says where they do not do for `connections`.
#[cfg(unix)]
pub(super) fn claim(connections: usize) {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::debug!(%error, "the limit of open files could not be raised");
    }
    // None is no limit.
    let Some(most) = getrlimit(Resource::Nofile).current else {
        return;
    };
    let needed = needed(connections);
    if most < needed {
        tracing::warn!(
            "This process may open {most} files, and `--limit-connections` {connections} takes up to \
             {needed}: one for each, and one to the cloud for each while it is polled. Without them \
             visitors wait. Raise it (`LimitNOFILE=` of systemd, `--ulimit nofile=` of a container, \
             `ulimit -n`), or lower the limit."
        );
    }
}

#[cfg(not(unix))]
pub(super) fn claim(_: usize) {}

#[cfg(unix)]
fn needed(connections: usize) -> u64 {
    let connections = u64::try_from(connections).unwrap_or(u64::MAX);
    connections.saturating_mul(2).saturating_add(OWN)
}

/// For the store, the other listeners and their connections, the log.
#[cfg(unix)]
const OWN: u64 = 400;
