//! A survey as it is kept: the wire's types are only read from the wire.

use frontdesk_protocol::{Survey, SurveyLevel};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Keys and texts of the levels, and the questions.
type Kept = (Vec<(Option<String>, Option<String>)>, Vec<String>);

pub(crate) fn serialize<S: Serializer>(
    survey: &Option<Survey>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let kept: Option<Kept> = survey.as_ref().map(|survey| {
        let levels = survey.levels.iter();
        let questions = survey.questions.iter();
        (
            levels
                .map(|level| (level.key.clone(), level.text.clone()))
                .collect(),
            questions
                .map(|question| question.as_str().to_owned())
                .collect(),
        )
    });
    kept.serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Survey>, D::Error> {
    let kept = Option::<Kept>::deserialize(deserializer)?;
    Ok(kept.map(|(levels, questions)| Survey {
        kind: None,
        levels: levels
            .into_iter()
            .map(|(key, text)| SurveyLevel { key, text })
            .collect(),
        questions: questions
            .iter()
            .map(|question| question.as_str().into())
            .collect(),
    }))
}
