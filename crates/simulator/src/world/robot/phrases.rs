//! Phrases that begin like what the visitor writes (seed 003 §10).

use super::script::Script;

impl Script {
    /// The best first, five at most.
    pub(super) fn phrases(&self, written: &str) -> Vec<String> {
        let written = written.trim().to_lowercase();
        let words: Vec<&str> = words(&written).take(MAX_WORDS).collect();
        let mut found: Vec<(usize, &str)> = Vec::new();
        for phrase in self.all_phrases() {
            let score = score(&written, &words, &phrase.to_lowercase());
            if score > 0 && found.iter().all(|(_, known)| *known != phrase) {
                found.push((score, phrase));
            }
        }
        // Stable: among equals, the script's order counts.
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        let best = found.into_iter().take(MAX_PHRASES);
        best.map(|(_, phrase)| phrase.to_owned()).collect()
    }

    fn all_phrases(&self) -> impl Iterator<Item = &str> {
        let of_answers = self
            .answers
            .iter()
            .flat_map(|answer| std::iter::once(&answer.question).chain(&answer.similar));
        self.phrases.iter().chain(of_answers).map(String::as_str)
    }
}

/// How many words of the phrase begin like one that was written; all of it in one piece is best.
fn score(written: &str, words_written: &[&str], phrase: &str) -> usize {
    let begun = words_written
        .iter()
        .filter(|word| words(phrase).any(|known| known.starts_with(*word)))
        .count();
    let whole = !words_written.is_empty() && phrase.contains(written);
    begun + if whole { MAX_WORDS } else { 0 }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Seed 003 §10's example.
const MAX_PHRASES: usize = 5;
const MAX_WORDS: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_by_the_beginnings_of_their_words_the_best_first() {
        let found = Script::default().phrases("how deliv");
        assert_eq!(found.first().unwrap(), "How long does delivery take?");
        assert!(Script::default().phrases("zebra").is_empty());
        assert!(Script::default().phrases(" ?").is_empty());
    }

    #[test]
    fn five_at_most_are_found_and_none_twice() {
        let numbers = (0..9).chain([0]);
        let script = Script {
            phrases: numbers.map(|number| format!("bicycle {number}")).collect(),
            ..Script::default()
        };
        let found = script.phrases("bic");
        assert_eq!(found.len(), 5);
        assert_eq!(found.first().unwrap(), "bicycle 0");
        assert_eq!(found.get(1).unwrap(), "bicycle 1");
    }
}
