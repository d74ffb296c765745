//! The robot of a fictional bicycle shop, Veloro. It knows four things.

/// What it says when somebody connects.
pub(crate) const GREETING: &str = "Welcome to Veloro, the bicycle shop around the corner. I am a \
    robot: ask me about opening hours, delivery, returns or prices, or ask for a person.";

/// Its name to the visitor.
pub(crate) const NAME: &str = "Veloro robot";

/// What it says to that.
pub(crate) fn answer(question: &str) -> &'static str {
    let question = question.to_lowercase();
    let mut words = question.split(|letter: char| !letter.is_alphanumeric());
    words
        .find_map(|word| TOPICS.iter().find(|topic| topic.is_about(word)))
        .map_or(UNKNOWN, |topic| topic.answer)
}

struct Topic {
    /// Beginnings of words, so that "deliver" stands for "delivery" and "delivered" too.
    stems: &'static [&'static str],
    answer: &'static str,
}

impl Topic {
    fn is_about(&self, word: &str) -> bool {
        self.stems.iter().any(|stem| word.starts_with(stem))
    }
}

const UNKNOWN: &str = "I am sorry, I don't understand that. Ask me about opening hours, delivery, \
    returns or prices, or ask for a person: a colleague will take over.";

const TOPICS: [Topic; 5] = [
    Topic {
        stems: &[
            "person",
            "human",
            "agent",
            "colleague",
            "somebody",
            "someone",
        ],
        answer: "Of course. Choose to talk to a person, and a colleague will take over here as \
            soon as one is free.",
    },
    Topic {
        stems: &["open", "hour", "close", "closing"],
        answer: "The shop is open Monday to Friday from 9:00 to 18:30 and on Saturday from 10:00 \
            to 16:00. On Sunday we ride.",
    },
    Topic {
        stems: &["deliver", "ship", "arriv", "parcel"],
        answer: "A bicycle is delivered assembled within 5 working days, accessories within 2. \
            Delivery is free from 80 euros.",
    },
    Topic {
        stems: &["return", "refund", "exchange", "warrant"],
        answer: "You may return anything within 30 days, ridden or not, and we pay the way back. \
            The frame has a warranty of ten years.",
    },
    Topic {
        stems: &["price", "cost", "expensive", "cheap", "much"],
        answer: "City bicycles start at 690 euros, touring bicycles at 1,190 and electric ones at \
            2,240. The first service is included.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_anywhere_in_any_case_finds_its_topic() {
        assert!(answer("WHEN do you open?").contains("9:00"));
        assert!(answer("how long is delivery").contains("5 working days"));
        assert!(answer("I want to return it").contains("30 days"));
        assert!(answer("What does it cost?").contains("690"));
    }

    #[test]
    fn what_it_does_not_know_ends_in_the_hint_to_ask_for_a_person() {
        assert!(answer("Bonjour").contains("don't understand"));
        assert!(answer("").contains("ask for a person"));
    }
}
