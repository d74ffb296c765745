//! What `/metrics` says of each metric.

/// Tells the recorder of this process.
pub(super) fn describe() {
    for (name, help) in COUNTERS {
        metrics::describe_counter!(name, help);
    }
    for (name, help) in GAUGES {
        metrics::describe_gauge!(name, help);
    }
    metrics::describe_histogram!(
        "frontdesk_request_seconds",
        "Seconds until a visitor's request had its answer's head, by route"
    );
}

const COUNTERS: [(&str, &str); 17] = [
    (
        "frontdesk_requests_total",
        "Requests of visitors and pushes, by route and status",
    ),
    (
        "frontdesk_refusals_total",
        "Requests that the proxy refused itself, by reason",
    ),
    (
        "frontdesk_upstream_calls_total",
        "Calls to the cloud, by endpoint and outcome",
    ),
    (
        "frontdesk_upstream_retries_total",
        "Calls to the cloud that were made once more, by reason",
    ),
    (
        "frontdesk_upstream_retries_denied_total",
        "Calls that were not made once more because the budget was used up, by reason",
    ),
    (
        "frontdesk_breaker_refused_total",
        "Calls that an open breaker refused, by class",
    ),
    (
        "frontdesk_bearer_renewals_total",
        "Bearers asked for, by outcome",
    ),
    (
        "frontdesk_polls_lost_total",
        "Answers to polls of the cloud that got lost on the way",
    ),
    (
        "frontdesk_gaps_total",
        "Gaps that lost answers to polls left, by how they ended",
    ),
    (
        "frontdesk_messages_recovered_total",
        "Messages that the cloud's history brought",
    ),
    ("frontdesk_pushes_total", "Calls of the webhook, by outcome"),
    (
        "frontdesk_pushed_messages_total",
        "Messages in pushes that were taken, by outcome",
    ),
    (
        "frontdesk_limits_reached_total",
        "Requests above a limit, by limit",
    ),
    (
        "frontdesk_connections_refused_total",
        "Connections closed at once because all were taken",
    ),
    (
        "frontdesk_newcomers_shed_total",
        "Newcomers who were told to wait, by reason",
    ),
    (
        "frontdesk_operator_calls_total",
        "Calls that operators had made, by outcome",
    ),
    (
        "frontdesk_spans_total",
        "Spans for the collector, by outcome",
    ),
];

const GAUGES: [(&str, &str); 3] = [
    ("frontdesk_sessions", "Visitors in memory"),
    ("frontdesk_connections", "Open connections of visitors"),
    (
        "frontdesk_breaker_state",
        "0 closed, 1 half-open, 2 open, by class of calls",
    ),
];
