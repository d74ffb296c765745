//! How the routes answered, by the proxy's own count: an attack that is refused at every door has not
//! seen what is behind it.

use std::collections::BTreeMap;

/// Answers by route and status.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answers(BTreeMap<String, BTreeMap<String, u64>>);

impl Answers {
    /// Reads the proxy's metrics.
    pub(super) fn of(metrics: &str) -> Self {
        let mut answers = Self::default();
        for line in metrics.lines() {
            let counted = line.strip_prefix("frontdesk_requests_total{");
            let Some((labels, count)) = counted.and_then(|line| line.split_once("} ")) else {
                continue;
            };
            let label = |name: &str| {
                let mut labels = labels.split(',');
                let value = labels.find_map(|label| label.strip_prefix(name)?.strip_prefix('='))?;
                Some(value.trim_matches('"').to_owned())
            };
            if let (Some(route), Some(status), Ok(count)) =
                (label("route"), label("status"), count.trim().parse::<u64>())
            {
                let of_route = answers.0.entry(route).or_default();
                *of_route.entry(status).or_default() += count;
            }
        }
        answers
    }

    /// Routes that never answered 200 although they were called.
    pub(super) fn closed(&self) -> Vec<&str> {
        let closed = self.0.iter().filter(|(route, statuses)| {
            !OUT_OF_REACH.contains(&route.as_str()) && !statuses.contains_key("200")
        });
        closed.map(|(route, _)| route.as_str()).collect()
    }

    /// One line for each route.
    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        for (route, statuses) in &self.0 {
            let statuses = statuses
                .iter()
                .map(|(status, count)| format!("{status}: {count}"));
            let statuses = statuses.collect::<Vec<_>>().join("  ");
            table += &format!("{route:<28}{statuses}\n");
        }
        table
    }
}

/// Names of files are not to be guessed, the stream is left out, and the last are no routes.
const OUT_OF_REACH: [&str; 3] = ["asset", "stream", "none"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_that_only_refuses_is_closed() {
        let metrics = "# TYPE frontdesk_requests_total counter\n\
            frontdesk_requests_total{route=\"send\",status=\"200\"} 3\n\
            frontdesk_requests_total{route=\"send\",status=\"400\"} 4\n\
            frontdesk_requests_total{status=\"401\",route=\"poll\"} 5\n\
            frontdesk_requests_total{route=\"asset\",status=\"404\"} 6\n\
            frontdesk_sessions 2\n";
        let answers = Answers::of(metrics);
        assert_eq!(answers.closed(), ["poll"]);
        assert!(answers.table().contains("200: 3  400: 4"));
        assert_eq!(Answers::of(""), Answers::default());
    }
}
