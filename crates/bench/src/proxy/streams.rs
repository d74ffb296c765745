//! Many visitors who listen, each by a stream of their own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Result, ensure};
use futures_util::StreamExt;
use futures_util::stream;
use reqwest::Client;

use crate::visitor::Visitor;

/// They read until this value goes.
pub(super) struct Streams {
    readers: Vec<tokio::task::JoinHandle<()>>,
    ended: Arc<AtomicU32>,
}

impl Streams {
    /// Lets so many visitors come and listen.
    pub(super) async fn open(proxy: &str, count: u32) -> Result<Self> {
        let http = Client::builder().no_proxy().build()?;
        let mut streams = Self {
            readers: Vec::new(),
            ended: Arc::default(),
        };
        let mut arriving = stream::iter(0..count)
            .map(|number| {
                let (http, name) = (http.clone(), format!("visitor-{number}"));
                async move {
                    let visitor = Visitor::arrive(http, proxy, None, &name).await?;
                    visitor.listen().await
                }
            })
            .buffer_unordered(AT_ONCE);
        while let Some(stream) = arriving.next().await {
            let (mut stream, ended) = (stream?, streams.ended.clone());
            streams.readers.push(tokio::spawn(async move {
                while let Ok(Some(_)) = stream.chunk().await {}
                ended.fetch_add(1, Ordering::Relaxed);
            }));
        }
        Ok(streams)
    }

    /// # Errors
    /// A stream has ended: what is measured is not what is said.
    pub(super) fn require_open(&self) -> Result<()> {
        let ended = self.ended.load(Ordering::Relaxed);
        ensure!(
            ended == 0,
            "{ended} of {} streams ended",
            self.readers.len()
        );
        Ok(())
    }
}

impl Drop for Streams {
    fn drop(&mut self) {
        for reader in &self.readers {
            reader.abort();
        }
    }
}

/// Visitors who are on their way in.
const AT_ONCE: usize = 32;
