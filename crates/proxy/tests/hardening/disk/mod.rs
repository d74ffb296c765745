//! A disk that is full: nobody is told that something was kept which was not, nothing is taken from
//! the cloud that cannot be kept, and with room again all goes on.
#![cfg(unix)]

mod small;

use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};
use small::Small;

use crate::support::cloud::{Cloud, Reply};
use crate::support::http;
use crate::support::program::Program;
use crate::support::visitor::{Visitor, cursor, refused, texts};

/// A line under its own id: status and reason.
async fn say(visitor: &Visitor, id: &str) -> (u16, String) {
    let body = json!({
        "controlType": "CHAT", "mediaType": "TEXT", "messageId": id, "content": "x".repeat(900),
    });
    visitor.refused("send", body).await
}

async fn readiness(program: &Program) -> u16 {
    let url = format!("{}/readyz", program.admin);
    http().get(url).send().await.unwrap().status().as_u16()
}

/// The store is said to be down, and when to come back.
fn is_down(answer: &Response) {
    let found = (answer.status().as_u16(), refused(answer));
    assert_eq!(found, (503, Some("store-down")));
    assert_eq!(answer.headers()["retry-after"], "5");
}

/// Reads on from a cursor: the texts' first words, and where to go on.
async fn read(visitor: &Visitor, from: &mut String, has: &mut Vec<String>) -> Result<(), Response> {
    let answer = visitor.polling(&format!("?cursor={from}")).send().await;
    let answer = answer.unwrap();
    if answer.status() != 200 {
        return Err(answer);
    }
    let answer: Value = answer.json().await.unwrap();
    assert_ne!(answer["reset"], true);
    *from = cursor(&answer);
    let words = texts(&answer).into_iter();
    has.extend(words.map(|text| text.split(' ').next().unwrap().to_owned()));
    Ok(())
}

/// Each poll hands out the next number, once; each command's answer is long, and kept with it.
async fn cloud() -> Cloud {
    let cloud = Cloud::start().await;
    cloud.on("poll", |seen| {
        let text = format!("{} {}", seen.count, "y".repeat(20_000));
        let message = json!({"content": text, "messageCode": seen.count.to_string()});
        Reply::Late(
            Duration::from_millis(20),
            json!({"resultCode": "0", "downlinkMessages": [message]}),
        )
    });
    let long = "y".repeat(20_000);
    cloud.on("send", move |_| {
        Reply::Json(200, json!({"resultCode": "0", "resultDesc": long}))
    });
    cloud
}

#[tokio::test]
async fn nothing_is_taken_or_lost_while_a_disk_is_full_and_with_room_again_all_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud().await;
    let small = Small::start(&cloud, folder.path());
    let visitor = Visitor::at(&small.program.base).await;
    assert_eq!(visitor.say("CONNECT", "").await.status(), 200);
    assert_eq!(say(&visitor, "early").await.0, 200);
    let (mut from, mut has) = (String::new(), Vec::new());
    let full = loop {
        if let Err(answer) = read(&visitor, &mut from, &mut has).await {
            break answer;
        }
        assert!(has.len() < 1000, "the disk does not fill");
    };
    is_down(&full);
    assert!(has.len() > 3, "{}", has.len());

    // As long as it is full, visitors hear so, and the cloud hears nothing.
    let (polls, sends) = (cloud.seen("poll").len(), cloud.seen("send").len());
    for attempt in 0..4 {
        assert_eq!(readiness(&small.program).await, 503);
        is_down(&read(&visitor, &mut from, &mut has).await.unwrap_err());
        let down = (503, "store-down".to_owned());
        assert_eq!(say(&visitor, &format!("full-{attempt}")).await, down);
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    assert_eq!(cloud.seen("poll").len(), polls);
    assert_eq!(cloud.seen("send").len(), sends);

    small.make_room();
    // True is what the refusal said: after so long it is well.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let until = polls + 10;
    while has.len() < until {
        read(&visitor, &mut from, &mut has).await.unwrap();
    }
    // The last one that came before is there too, and none twice.
    let whole: Vec<String> = (1..=has.len()).map(|number| number.to_string()).collect();
    assert_eq!(has, whole);
    assert_eq!(readiness(&small.program).await, 200);
    // What was acknowledged is known, what was refused is carried now.
    assert_eq!(say(&visitor, "early").await.0, 200);
    assert_eq!(cloud.seen("send").len(), sends);
    assert_eq!(say(&visitor, "full-0").await.0, 200);
    assert_eq!(cloud.seen("send").len(), sends + 1);
}

#[tokio::test]
async fn what_was_acknowledged_on_a_disk_that_filled_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let cloud = cloud().await;
    let small = Small::start(&cloud, folder.path());
    let mut visitor = Visitor::at(&small.program.base).await;
    let mut acknowledged = Vec::new();
    let mut full = false;
    for number in 0..400 {
        let id = format!("m{number}");
        match say(&visitor, &id).await.0 {
            200 => acknowledged.push(id),
            503 => {
                full = true;
                break;
            }
            other => assert!(matches!(other, 504), "{other}"),
        }
    }
    let count = acknowledged.len();
    assert!(full && count > 3, "{full} {count}");

    let kept = folder.path().join("kept");
    small.keep(&kept);
    let roomy = Program::start_on_file(&cloud.url, &kept, &[]);
    visitor.base.clone_from(&roomy.base);
    let before = cloud.seen("send").len();
    let last = acknowledged.last().cloned();
    for id in acknowledged {
        let (again, _) = say(&visitor, &id).await;
        // Of the last one the end could not be kept: it is known to have begun, and not begun again.
        assert!(
            again == 200 || (again == 504 && Some(&id) == last.as_ref()),
            "{id}: {again}"
        );
    }
    assert_eq!(
        cloud.seen("send").len(),
        before,
        "something was carried twice"
    );
    assert_eq!(say(&visitor, "new").await.0, 200);
}
