//! Files that a visitor may ask for, in every store.

use super::*;
use crate::record::Way;

fn picture(id: &str, time: u32) -> Box<RawValue> {
    let text = format!(r#"{{"mediaType":"IMAGE","content":"{id}","timestamp":{time}}}"#);
    RawValue::from_string(text).unwrap()
}

#[tokio::test]
async fn files_that_came_or_were_sent_are_the_visitors_own_also_after_a_restart_on_the_disk() {
    for durable in [false, true] {
        let kept = Kept::new(durable, Bounds::default());
        let (ann, bob, now) = (who("ann"), who("bob"), Instant::now());
        kept.store
            .append(&ann, vec![picture("came", 1)], now)
            .await
            .unwrap();
        kept.store
            .allow_files(&ann, &["sent".to_owned()], Way::Sent, now)
            .await
            .unwrap();
        let kept = if durable { kept.restart() } else { kept };
        for (id, way) in [
            ("came", Some(Way::Came)),
            ("sent", Some(Way::Sent)),
            ("other", None),
        ] {
            assert_eq!(kept.store.has_file(&ann, id).await, Ok(way), "{id}");
            assert_eq!(kept.store.has_file(&bob, id).await, Ok(None), "{id}");
        }
    }
}

#[tokio::test]
async fn the_oldest_files_make_room_in_the_store_too() {
    let bounds = Bounds {
        files: 3,
        ..Bounds::default()
    };
    for durable in [false, true] {
        let kept = Kept::new(durable, bounds);
        let ann = who("ann");
        for time in 1..=5 {
            let at = Instant::from_millis(u64::from(time));
            let message = picture(&format!("p{time}"), time);
            kept.store.append(&ann, vec![message], at).await.unwrap();
        }
        let kept = if durable { kept.restart() } else { kept };
        for time in 1..=5 {
            let has = kept.store.has_file(&ann, &format!("p{time}")).await;
            assert_eq!(has.unwrap().is_some(), time > 2, "p{time}");
        }
    }
}
