//! The demonstration's simulator, in this process.

use crate::config::Config;

/// Starts the simulator where a demonstration is configured, and makes it the upstream. It stops
/// when the result is dropped.
///
/// # Errors
/// Its address is taken.
#[cfg(feature = "demo")]
pub async fn start(
    config: &mut Config,
) -> Result<Option<frontdesk_simulator::Running>, Box<dyn std::error::Error + Send + Sync>> {
    use frontdesk_simulator::Config as Simulator;

    let Some(demo) = &config.demo else {
        return Ok(None);
    };
    let simulator = Simulator {
        listen: demo.simulator_listen,
        ..Simulator::demo()
    };
    let running = frontdesk_simulator::start(simulator).await?;
    config.upstream.authority = running.addr.to_string().parse()?;
    tracing::info!(address = %running.addr, "simulator listening; answer as the agent on /console");
    Ok(Some(running))
}

/// Without the feature there is no simulator, and no configuration asks for one.
///
/// # Errors
/// None.
#[cfg(not(feature = "demo"))]
pub async fn start(
    _config: &mut Config,
) -> Result<Option<std::convert::Infallible>, std::convert::Infallible> {
    Ok(None)
}
