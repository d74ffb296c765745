// The page: listens for the state, shows it, and does what the agent asks for.

import * as calls from "./calls.js";
import * as cloud from "./cloud.js";
import * as composer from "./composer.js";
import { initials, part, write } from "./elements.js";
import * as heard from "./heard.js";
import { compose } from "./kinds.js";
import * as people from "./people.js";
import * as scenarios from "./scenarios.js";
import * as tabs from "./tabs.js";
import { transcript as showTranscript } from "./transcript.js";

const TYPING_MS = 5000;
const TYPING_TOLD_MS = 3000;

let known = null;
// The agent whom you play, and the visitor whose conversation is open. Both stay when the page is
// loaded again.
let me = sessionStorage.getItem("agent");
let open = decodeURIComponent(location.hash.slice(1)) || null;
let ahead = 0;
let focusWhenShown = false;
let typingTold = 0;
let sending = false;
const drafts = new Map();
let listening = new AbortController();

const mine = () => known?.agents.find((agent) => agent.id === me);

async function listen() {
  let revision = null;
  for (;;) {
    const asked = open;
    listening = new AbortController();
    try {
      const state = await calls.state(revision, asked, listening.signal);
      write(part("link"), "");
      if (asked !== open) continue;
      revision = state.revision;
      ahead = state.now - Date.now();
      known = state;
      show();
    } catch (error) {
      revision = null;
      if (error.name === "AbortError") continue;
      write(part("link"), "The simulator does not answer");
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

function show() {
  if (!mine()) me = known.agents[0]?.id ?? null;
  showPeople();
  showTalk(known.transcript);
  heard.show(known, act);
  scenarios.show(known, isLive(known.transcript) ? open : null, visitorNames(), act);
  cloud.show(known, act);
  part("mode").value = known.mode;
  part("mode").parentElement.classList.toggle("ill", known.mode !== "normal");
  markSeen();
  passTime();
}

function showPeople() {
  const { agents, waiting, inLine, conversations, withRobot } = known;
  const names = new Map(agents.map((agent) => [agent.id, agent.name]));
  const visitors = waiting.filter((person) => person.user !== null).length;
  people.agents(part("agents"), agents, me, choose);
  part("sign").disabled = !mine();
  write(part("sign"), mine()?.signedIn === false ? "Sign in" : "Sign out");
  people.waiting(part("waiting"), waiting, names, { accept, ring, timeOut: (user) => act("queue-time-out", { user }) });
  write(part("waiting-count"), inLine ? String(inLine) : "");
  part("nobody-waits").hidden = waiting.length > 0;
  write(part("with-robot"), withRobot ? `${withRobot} with the robot.` : "");
  part("accept").disabled = visitors === 0 || mine()?.signedIn === false;

  const all = [...conversations, ...withTheRobot()];
  people.conversations(part("conversations"), all, open, agents.length > 1 ? names : new Map(), select);
  part("no-conversations").hidden = all.length > 0;
  const unread = conversations.reduce((total, item) => total + (item.user === open ? 0 : item.unread), 0);
  document.title = `${unread ? `(${unread}) ` : ""}Agent console – simulator`;
}

const withTheRobot = () => known.robot.map((visitor) => ({ ...visitor, phase: "robot", unread: 0 }));

const agentOf = (talk) => known.agents.find(({ id }) => id === talk?.agent);

const isLive = (talk) => Boolean(talk) && talk.phase !== "ended";

function visitorNames() {
  return new Map([...known.conversations, ...known.robot, ...known.waiting].map(({ user, name }) => [user, name]));
}

function showTalk(talk) {
  part("start").hidden = talk !== null;
  part("transcript").hidden = talk === null;
  part("talk-face").hidden = talk === null;
  for (const id of ["hang-up", "text", "kind", "send"]) part(id).disabled = !talk?.live;
  part("time-out").disabled = !isLive(talk);
  write(part("talk-face"), talk ? initials(talk.name) : "");
  write(part("talk-title"), talk?.name ?? "No conversation");
  write(part("talk-state"), talk ? stateOf(talk) : "Accept somebody, or choose a conversation.");
  const agent = agentOf(talk);
  const signed = !agent || agent.id === me ? "You" : agent.name;
  showTranscript(part("transcript"), talk, signed, (code) => act("withdraw", { user: open, code }));
  part("answer").hidden = !talk?.offline || talk.live;
  part("text").placeholder = signed === "You" ? "Write to the visitor" : `Write to the visitor as ${signed}`;
  if (focusWhenShown && talk?.live) {
    part("text").focus();
    focusWhenShown = false;
  }
}

function stateOf(talk) {
  if (talk.phase === "robot") return "With the robot";
  if (talk.phase === "queued") return "Waiting";
  if (!talk.live) return talk.offline ? "Gone, may still write" : "Ended";
  const agent = agentOf(talk);
  return agent && agent.id !== me ? `With ${agent.name}` : "With you";
}

// What changes without news: waiting times, and a visitor who stopped writing.
function passTime() {
  if (!known) return;
  const now = Date.now() + ahead;
  people.waitingTimes(part("waiting"), now);
  const talk = known.transcript;
  const typing = talk?.live && talk.typing !== null && now - talk.typing < TYPING_MS;
  write(part("typing"), typing ? `${talk.name} is writing…` : "");
}

function markSeen() {
  const item = known?.conversations.find((conversation) => conversation.user === open);
  // Whom somebody else talks to, and whoever is to be answered first, is looked at without a receipt.
  const isMine = item?.live && item.agent === me;
  if (isMine && item.unread && document.visibilityState === "visible") quietly("seen", { user: open });
}

function choose(agent) {
  me = agent;
  sessionStorage.setItem("agent", agent);
  show();
}

function select(user) {
  if (user === open) return;
  const field = part("text");
  drafts.set(open, field.value);
  field.value = drafts.get(user) ?? "";
  drafts.delete(user);
  composer.clear();
  open = user;
  history.replaceState(null, "", `#${encodeURIComponent(user)}`);
  write(part("problem"), "");
  // Until the transcript is there, so that nothing goes to the conversation before.
  for (const id of ["text", "kind", "send", "hang-up", "time-out"]) part(id).disabled = true;
  listening.abort();
}

async function attempt(problem, action) {
  try {
    write(problem, "");
    return await action();
  } catch (error) {
    write(problem, `That did not work: ${error.message}`);
    return null;
  }
}

/** What the page does by itself: no place for what went wrong, the next state will show it. */
const quietly = (name, body) => calls.act(name, body).catch(() => null);

const act = (name, body) => attempt(part("panel-problem"), () => calls.act(name, body));

async function accept(user) {
  const accepted = await act("accept", { agent: me, ...(user && { user }) });
  if (!accepted?.user) return;
  focusWhenShown = true;
  select(accepted.user);
}

const ring = (user) => act("ring", { agent: me, user });

async function send() {
  const talk = known?.transcript;
  if (!talk?.live || talk.user !== open) return;
  const filled = composer.values();
  const lacking = composer.missing(filled);
  if (lacking === "text") return;
  if (lacking) return write(part("problem"), `${lacking} is missing.`);
  const kind = composer.kind();
  const field = part("text");
  const text = field.value;
  // A file takes a while: it must not be sent twice.
  if (sending) return;
  if (kind === "TEXT") field.value = "";
  sending = kind !== "TEXT";
  const agent = agentOf(talk) ?? mine();
  const sent = await attempt(part("problem"), async () => {
    await calls.say(await compose(kind, filled, calls.upload), agent, talk);
    return true;
  });
  sending = false;
  if (sent && kind !== "TEXT" && talk.user === open) {
    composer.clear();
    field.focus();
  }
  if (sent || kind !== "TEXT") return;
  // What was not carried is given back, where it was written, unless something newer stands there.
  if (talk.user !== open) drafts.set(talk.user, drafts.get(talk.user) || text);
  else if (field.value === "") field.value = text;
}

function tellTyping() {
  const now = Date.now();
  if (now - typingTold < TYPING_TOLD_MS || !known?.transcript?.live) return;
  typingTold = now;
  quietly("type", { agent: known.transcript.agent ?? me, user: open });
}

part("accept").addEventListener("click", () => accept());
part("answer").addEventListener("click", () => accept(open));
part("sign").addEventListener("click", () => act(mine()?.signedIn ? "sign-out" : "sign-in", { agent: me }));
part("hang-up").addEventListener("click", () => act("hang-up", { user: open }));
part("time-out").addEventListener("click", () => act("time-out", { user: open }));
part("mode").addEventListener("change", (event) => act("mode", { mode: event.target.value }));
part("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
part("text").addEventListener("input", tellTyping);
part("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
document.addEventListener("visibilitychange", markSeen);

tabs.prepare(document.querySelector("[role=tablist]"));
people.moveWithArrows(part("agents"));
composer.prepare();
scenarios.prepare(act);
cloud.prepare(act);
setInterval(passTime, 1000);
listen();
