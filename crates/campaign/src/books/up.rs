//! What the visitor wrote.

use frontdesk_conversation::{Body, Delivery, Line};

use super::{Books, Kind, Verdict};

impl Books<'_> {
    pub(super) fn compare_up(&self, verdict: &mut Verdict) {
        let mut before = None;
        for text in &self.texts {
            verdict.counts.submitted += 1;
            let times = self.times_upstream(text, verdict);
            if times > 1 {
                let what = format!("{text:?} is upstream {times} times");
                self.wrong(verdict, Kind::Doubled, what);
            }
            let shown: Vec<&Line> = self.lines.iter().filter(|line| says(line, text)).collect();
            if shown.len() > 1 {
                let what = format!("{text:?} is shown {} times", shown.len());
                self.wrong(verdict, Kind::Doubled, what);
            }
            let Some(delivery) = shown.first().and_then(|line| line.delivery) else {
                let what = format!("{text:?} is not shown, and {times} times upstream");
                self.wrong(verdict, Kind::Lost, what);
                continue;
            };
            self.compare_delivery(text, delivery, times, verdict);
            let confirmed = matches!(delivery, Delivery::Sent | Delivery::Read);
            // One that was in doubt held nothing back, and may have arrived after the next.
            let counts = confirmed && !self.doubted.contains(text);
            let place = self.place_upstream(text).filter(|_| counts);
            if let Some(place) = place {
                if before.is_some_and(|before| before > place) {
                    let heard: Vec<&str> = self
                        .ledger
                        .heard
                        .iter()
                        .map(|heard| &*heard.content)
                        .collect();
                    let what = format!(
                        "{text:?} is upstream before what was written before it: {heard:?}; {:?}",
                        self.texts
                    );
                    self.wrong(verdict, Kind::OutOfOrder, what);
                }
                before = Some(place);
            }
        }
    }

    fn compare_delivery(
        &self,
        text: &str,
        delivery: Delivery,
        times: usize,
        verdict: &mut Verdict,
    ) {
        let there = u64::from(times > 0);
        let counts = &mut verdict.counts;
        match delivery {
            Delivery::Sent | Delivery::Read => {
                counts.sent += there;
                counts.read += u64::from(delivery == Delivery::Read);
                if times == 0 {
                    let what = format!("{text:?} is shown as {delivery:?}, and is not upstream");
                    self.wrong(verdict, Kind::FalselySent, what);
                }
            }
            Delivery::Unconfirmed => {
                counts.unconfirmed += 1;
                counts.unconfirmed_there += there;
            }
            Delivery::Failed(_) => {
                counts.failed += 1;
                counts.failed_there += there;
            }
            Delivery::Sending | Delivery::Uploading(_) => {
                let what = format!("{text:?} is still on its way, and {times} times upstream");
                self.wrong(verdict, Kind::Stuck, what);
            }
        }
    }

    /// How often upstream has it, but for what the gateway repeated by itself.
    fn times_upstream(&self, text: &str, verdict: &mut Verdict) -> usize {
        let of_text = |heard: &&frontdesk_simulator::Heard| heard.content == text;
        let heard = self.ledger.heard.iter().filter(of_text);
        let (repeated, times): (Vec<_>, Vec<_>) = heard.partition(|heard| heard.repeated);
        verdict.counts.gateway_doubled += u64::try_from(repeated.len()).unwrap_or_default();
        times.len()
    }

    fn place_upstream(&self, text: &str) -> Option<usize> {
        let mut heard = self.ledger.heard.iter();
        heard.position(|heard| heard.content == text)
    }
}

fn says(line: &Line, text: &str) -> bool {
    matches!(&line.body, Body::Text(shown) if shown == text)
}
