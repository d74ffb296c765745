//! What happens in each scenario.

mod kinds;
mod talks;
mod troubles;

use super::Scenario;
use super::script::Script;

/// The script of a scenario.
pub(super) fn of(scenario: Scenario) -> Script {
    match scenario {
        Scenario::Greeting => talks::greeting(),
        Scenario::Handover => talks::handover(),
        Scenario::Busy => troubles::busy(),
        Scenario::QueueFull => troubles::queue_full(),
        Scenario::QueueTimeout => troubles::queue_timeout(),
        Scenario::NoAnswer => troubles::no_answer(),
        Scenario::HangUp => troubles::hang_up(),
        Scenario::SessionTimeout => troubles::session_timeout(),
        Scenario::Offline => troubles::offline(),
        Scenario::Closed => troubles::closed(),
        Scenario::NoAgents => troubles::no_agents(),
        Scenario::EveryKind => kinds::every_kind(),
        Scenario::Receipts => talks::receipts(),
        Scenario::Withdraw => talks::withdraw(),
        Scenario::Tokens => talks::tokens(),
        Scenario::Survey => talks::survey(),
    }
}
