//! One message of each media type that an agent may send (seed 001 table 3).

use frontdesk_protocol::MediaType;

use super::talks::accepted;
use crate::scenario::fixtures::{self, Fixture};
use crate::scenario::script::{Beat, Script, Sent, Step, after};

pub(super) fn every_kind() -> Script {
    let mut beats = accepted("Here comes one of everything.").to_vec();
    let files = [
        (MediaType::Image, fixtures::IMAGE),
        (MediaType::Audio, fixtures::AUDIO),
        (MediaType::Video, fixtures::VIDEO),
        (MediaType::Emoticons, fixtures::EMOTICON),
        (MediaType::Document, fixtures::DOCUMENT),
    ];
    beats.extend(WORDS.map(|(media, content)| sent(media, content.to_owned())));
    beats.extend(files.map(|(media, fixture)| file(media, &fixture)));
    beats.extend([
        sent(
            MediaType::Card,
            card("Touring bicycle", "1,190 euros").to_string(),
        ),
        sent(
            MediaType::MultiCard,
            serde_json::json!([
                card("City bicycle", "690 euros"),
                card("Electric bicycle", "2,240 euros"),
            ])
            .to_string(),
        ),
        sent(
            MediaType::WebCard,
            card("Our shop", "Opening hours and how to get here").to_string(),
        ),
        sent(
            MediaType::Location,
            serde_json::json!({
                "latitude": "52.5219", "longitude": "13.4132", "title": "Veloro's workshop",
            })
            .to_string(),
        ),
    ]);
    Script::of(beats)
}

/// With the names of a web card's fields (seed 000); the other cards' are not documented.
fn card(title: &str, description: &str) -> serde_json::Value {
    serde_json::json!({
        "title": title,
        "description": description,
        "mediaFileId": fixtures::IMAGE.id,
        "mediaFileType": "img",
        "redirectUrl": "https://www.example.com/bicycles",
    })
}

fn sent(media: MediaType, content: String) -> Beat {
    after(
        1000,
        Step::Send(Sent {
            media,
            content,
            file_type: None,
        }),
    )
}

fn file(media: MediaType, fixture: &Fixture) -> Beat {
    after(
        1000,
        Step::Send(Sent {
            media,
            content: fixture.id.to_owned(),
            file_type: Some(fixture.file_type.clone()),
        }),
    )
}

const WORDS: [(MediaType, &str); 7] = [
    (
        MediaType::Text,
        "<p>Text, with <b>emphasis</b> and a <a href=\"https://www.example.com/\">link</a>.</p>",
    ),
    (
        MediaType::Locate,
        "52.5244/13.4105/Veloro, the bicycle shop around the corner/entrance in the yard",
    ),
    (
        MediaType::RichText,
        "<h2>Care in three steps</h2><ol><li>Clean the chain.</li><li>Oil it.</li>\
         <li>Wipe it off.</li></ol>",
    ),
    (
        MediaType::Email,
        "<p>Dear customer,</p><p>your bicycle is ready.</p><p>Veloro</p>",
    ),
    (
        MediaType::WhatsAppTemplate,
        "Your order 4711 is ready. Bring this message with you.",
    ),
    (
        MediaType::SmsTemplate,
        "Veloro: your bicycle is ready until Saturday, 16:00.",
    ),
    (
        MediaType::CobrowseSite,
        "https://www.example.com/together/4711",
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn all_sixteen_are_there_once() {
        let script = every_kind();
        let kinds: Vec<&str> = script
            .beats
            .iter()
            .filter_map(|beat| match &beat.step {
                Step::Send(sent) => Some(sent.media.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(kinds.len(), 16);
        assert_eq!(kinds.iter().collect::<BTreeSet<_>>().len(), 16);
    }
}
