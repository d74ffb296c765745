//! The levels of satisfaction, in the languages of the survey.

use frontdesk_protocol::SurveyLevel;

/// From 1 to 5; in English where the language is not known.
pub(super) fn levels(language: Option<&str>) -> Vec<SurveyLevel> {
    let known = LEVELS.iter().find(|(known, _)| Some(*known) == language);
    let texts = known.map_or(ENGLISH, |(_, texts)| *texts);
    (1..)
        .zip(texts)
        .map(|(key, text): (u8, &str)| SurveyLevel {
            key: Some(key.to_string()),
            text: Some(text.to_owned()),
        })
        .collect()
}

const ENGLISH: [&str; 5] = [
    "Very dissatisfied",
    "Dissatisfied",
    "Neutral",
    "Satisfied",
    "Very satisfied",
];

const LEVELS: [(&str, [&str; 5]); 6] = [
    ("en_US", ENGLISH),
    (
        "zh_CN",
        ["非常不满意", "不满意", "一般", "满意", "非常满意"],
    ),
    (
        "pt_BR",
        [
            "Muito insatisfeito",
            "Insatisfeito",
            "Neutro",
            "Satisfeito",
            "Muito satisfeito",
        ],
    ),
    (
        "ar_SA",
        ["غير راضٍ إطلاقًا", "غير راضٍ", "محايد", "راضٍ", "راضٍ جدًا"],
    ),
    (
        "fr_FR",
        [
            "Très insatisfait",
            "Insatisfait",
            "Neutre",
            "Satisfait",
            "Très satisfait",
        ],
    ),
    (
        "es_ES",
        [
            "Muy insatisfecho",
            "Insatisfecho",
            "Neutral",
            "Satisfecho",
            "Muy satisfecho",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_language_has_five_levels_of_its_own() {
        let of = |language| levels(Some(language));
        let different: BTreeSet<String> = LEVELS
            .iter()
            .filter_map(|(language, _)| of(language).pop()?.text)
            .collect();
        assert_eq!(different.len(), LEVELS.len());
        assert_eq!(of("xx"), of("en_US"));
        assert_eq!(levels(None), of("en_US"));
        assert_eq!(of("zh_CN").pop().unwrap().key.unwrap(), "5");
    }
}
