//! A whole campaign.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use frontdesk_conversation::{Delivery, EndReason, Line};
use frontdesk_protocol::DownlinkMessage;
use frontdesk_simulator::WorldHandle;
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, sleep};

use crate::agents;
use crate::books::{Books, is_settled};
use crate::cli::Options;
use crate::report::Report;
use crate::stage::{Kills, Proxy, Stage};
use crate::visitor::{Carrier, End, Human, Net, Page, Script, Step};

/// What all visits share.
struct Shared {
    options: Options,
    stage: Stage,
    net: Net,
    kills: Kills,
    said: agents::Said,
    next: AtomicU32,
    report: Mutex<Report>,
}

/// Runs it.
///
/// # Errors
///
/// What does not start, or ends by itself.
pub async fn run(options: &Options) -> Result<Report> {
    let folder = tempfile::tempdir().context("no folder for the proxy's store")?;
    let (stage, mut proxy) = Stage::build(options, folder.path()).await?;
    let shared = Arc::new(Shared {
        options: options.clone(),
        stage,
        net: Net::new(),
        kills: Kills::default(),
        said: Arc::new(AtomicU64::new(0)),
        next: AtomicU32::new(0),
        report: Mutex::default(),
    });
    let begun = Instant::now();
    let mut visitors = JoinSet::new();
    for _ in 0..options.parallel.min(options.visits) {
        visitors.spawn(visit_on(Arc::clone(&shared)));
    }
    let mut restarts = 0;
    let mut told = Instant::now();
    while !visitors.is_empty() {
        tokio::select! {
            ended = visitors.join_next() => ended.transpose().map(drop).context("a visitor broke off")?,
            () = sleep(LOOK) => {}
        }
        if restarts < options.restarts && shared.is_due(restarts) {
            restarts += 1;
            let forget = options.restarts - restarts < options.forget;
            shared.restart(&mut proxy, forget).await?;
        }
        if told.elapsed() > TELL {
            told = Instant::now();
            let visits = shared.with_report(|report| report.visits);
            eprintln!("{visits} of {} visits, {restarts} restarts", options.visits);
        }
    }
    let log = proxy.said();
    if !log.is_empty() {
        eprintln!("the proxy's log ends:\n{log}");
    }
    let mut report = shared.with_report(std::mem::take);
    report.faults = shared.stage.faults();
    report.spec = options.faults.clone();
    report.kills = shared.kills.count();
    report.took = begun.elapsed();
    report.speed = options.speed;
    report.seed = options.seed;
    report.show = options.show;
    report.store_bytes = proxy.store_bytes();
    Ok(report)
}

impl Shared {
    /// Whether the agents have said so much that the next restart is due.
    fn is_due(&self, restarts: u32) -> bool {
        let all = u64::from(self.options.visits) * u64::from(self.options.messages / 2);
        let due = all * u64::from(restarts + 1) / u64::from(self.options.restarts + 1);
        self.said.load(Ordering::Relaxed) >= due
    }

    async fn restart(&self, proxy: &mut Proxy, forget: bool) -> Result<()> {
        self.kills.add(forget);
        proxy.kill()?;
        if forget {
            proxy.forget()?;
        }
        sleep(DOWN).await;
        proxy.start().await
    }

    fn with_report<T>(&self, change: impl FnOnce(&mut Report) -> T) -> T {
        change(&mut self.report.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn world(&self) -> WorldHandle {
        self.stage.world()
    }
}

async fn visit_on(shared: Arc<Shared>) {
    loop {
        let number = shared.next.fetch_add(1, Ordering::Relaxed);
        if number >= shared.options.visits {
            return;
        }
        visit(&shared, number).await;
    }
}

/// One visit from its beginning to its entry in the report.
async fn visit(shared: &Shared, number: u32) {
    let options = &shared.options;
    let mut seeds = fastrand::Rng::with_seed(options.seed ^ (u64::from(number) << 32));
    let carrier = Carrier::new(&shared.net, &shared.stage.public, shared.stage.channel());
    let rule = options.sabotage.and_then(|sabotage| sabotage.rule());
    let mut page = Page::new(carrier, seeds.u64(..), options.speed, rule);
    let up = options.messages.div_ceil(2);
    let script = Script {
        visit: number,
        texts: up,
        to_robot: (up / 5).max(1),
        restless: RESTLESS,
    };
    let mut human = Human::new(script, seeds.u64(..));
    let mut agent: Option<Agent> = None;
    let (begun, mut waiting) = (Instant::now(), None);
    let mut slow = SLOW;
    let (mut told, mut stuck) = (None, None);
    let end = loop {
        page.live(human.pause()).await;
        if begun.elapsed() > LONGEST {
            let phase = page.visit().phase();
            stuck = Some(format!(
                "in phase {phase:?}, trouble {:?}",
                page.visit().trouble()
            ));
            break None;
        }
        if begun.elapsed() > slow {
            slow += SLOW;
            let heard = agent.as_ref().map(|agent| agent.heard(shared, &page));
            let why = slowness(&page);
            eprintln!("visit {number} is slow: {why}, heard {heard:?}");
        }
        if agent.is_none()
            && let Some(user) = page.carrier().user()
        {
            agent = Some(Agent::serve(shared, user, number, seeds.u64(..)));
        }
        match human.act(&mut page) {
            Step::On => {}
            Step::Done => {
                human.look(&mut page);
                let since = *waiting.get_or_insert_with(Instant::now);
                let heard = agent.as_ref().and_then(|agent| agent.heard(shared, &page));
                if let Some(heard) = heard
                    && heard.is_enough(since.elapsed())
                {
                    told = Some(heard.told);
                    human.leave(&mut page);
                }
            }
            Step::Over(end) => break Some(end),
        }
    };
    let journal = read_journal(shared, page.carrier()).await;
    let user = page.carrier().user().unwrap_or_default();
    let ledger = shared.world().take_ledger(&user).unwrap_or_default();
    let books = Books {
        visit: number,
        texts: human.texts().to_vec(),
        doubted: page.doubted.clone(),
        lines: page.visit().lines().to_vec(),
        journal,
        told: told.unwrap_or_default().min(ledger.told.len()),
        ledger,
        stuck,
        kills: &shared.kills,
    };
    let verdict = books.compare();
    shared.with_report(|report| {
        if let Some(End::Early(reason)) = end {
            *report.early.entry(word(&reason)).or_default() += 1;
        }
        report.add(verdict, &page);
    });
}

/// The agent of one visit, as long as it is held.
struct Agent {
    user: String,
    done: watch::Receiver<bool>,
    task: AbortHandle,
}

/// How far a visit is.
#[derive(Debug)]
struct Heard {
    /// How much was told.
    told: usize,
    /// All of it is shown, or will never come.
    all: bool,
    /// A text of the visitor's is on its way.
    sending: bool,
}

impl Heard {
    /// Whether the visitor, who has waited so long, waits no longer.
    fn is_enough(&self, waited: Duration) -> bool {
        let sent = !self.sending || waited > LONGEST_SENDING;
        sent && (self.all || waited > LONGEST_WAIT)
    }
}

impl Agent {
    fn serve(shared: &Shared, user: String, visit: u32, seed: u64) -> Self {
        let (say, done) = watch::channel(false);
        let task = tokio::spawn(agents::serve(
            shared.world(),
            user.clone(),
            visit,
            shared.options.messages / 2,
            seed,
            Arc::clone(&shared.said),
            say,
        ));
        Self {
            user,
            done,
            task: task.abort_handle(),
        }
    }

    /// `None`: the agent has something to say yet.
    fn heard(&self, shared: &Shared, page: &Page) -> Option<Heard> {
        if !*self.done.borrow() {
            return None;
        }
        let lines = page.visit().lines();
        let is_sending = |line: &Line| line.delivery == Some(Delivery::Sending);
        shared.world().ledger(&self.user, |ledger| Heard {
            told: ledger.told.len(),
            all: is_settled(ledger, lines, &shared.kills),
            sending: lines.iter().any(is_sending),
        })
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What the proxy has of this visitor, read past all faults.
async fn read_journal(shared: &Shared, carrier: &Carrier) -> Option<Vec<DownlinkMessage>> {
    let direct = carrier.by(&shared.stage.direct);
    for _ in 0..JOURNAL_TRIES {
        match direct.poll(String::new()).await {
            Ok(answer) => return Some(answer.messages),
            Err(_) => sleep(JOURNAL_PAUSE).await,
        }
    }
    None
}

/// What a visit that takes long is at.
fn slowness(page: &Page) -> String {
    let visit = page.visit();
    let lines = visit.lines().iter();
    let sending = lines.filter(|line| line.delivery == Some(Delivery::Sending));
    format!(
        "in phase {:?}, trouble {:?}, {} of {} lines on their way, timers {:?}, {} calls",
        visit.phase(),
        visit.trouble(),
        sending.count(),
        visit.lines().len(),
        page.timers(),
        page.calls()
    )
}

fn word(reason: &EndReason) -> String {
    format!("{reason:?}")
}

/// Of a thousand steps, at so many something happens to the page.
const RESTLESS: u32 = 25;

/// How long a visit may take: an uplink alone is repeated for eight minutes.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// How long a visitor with nothing left to say waits for what was said: longer than any pause of the
/// conversation's.
const LONGEST_WAIT: Duration = Duration::from_secs(90);

/// How long a visitor waits for the own texts.
const LONGEST_SENDING: Duration = Duration::from_secs(10 * 60);

/// How often a visit that takes long is talked about.
const SLOW: Duration = Duration::from_secs(60);

/// How long the proxy is down at a restart: longer than any answer to the one before may count for.
const DOWN: Duration = Duration::from_millis(700);
const LOOK: Duration = Duration::from_millis(50);
const TELL: Duration = Duration::from_secs(10);
const JOURNAL_TRIES: u32 = 60;
const JOURNAL_PAUSE: Duration = Duration::from_millis(500);
