// The page: listens for the state, shows it, and does what the agent asks for.

import * as calls from "./calls.js";
import * as render from "./render.js";

const part = (id) => document.getElementById(id);
const TYPING_MS = 5000;
const STATES = { robot: "With the robot", queued: "Waiting", "with-agent": "With you", ended: "Ended" };

let known = null;
// The visitor whose conversation is open; it stays so when the page is loaded again.
let open = decodeURIComponent(location.hash.slice(1)) || null;
let ahead = 0;
let focusWhenShown = false;
const drafts = new Map();
let listening = new AbortController();

async function listen() {
  let revision = null;
  for (;;) {
    const asked = open;
    listening = new AbortController();
    try {
      const state = await calls.state(revision, asked, listening.signal);
      render.write(part("link"), "");
      if (asked !== open) continue;
      revision = state.revision;
      ahead = state.now - Date.now();
      known = state;
      show();
    } catch (error) {
      revision = null;
      if (error.name === "AbortError") continue;
      render.write(part("link"), "The simulator does not answer");
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

function show() {
  const { waiting, conversations, transcript, ratings, mode, withRobot } = known;
  const visitors = waiting.filter((person) => person.user !== null).length;
  render.waiting(part("waiting"), waiting);
  render.write(part("waiting-count"), waiting.length ? String(waiting.length) : "");
  part("nobody-waits").hidden = waiting.length > 0;
  render.write(part("with-robot"), withRobot ? `${withRobot} with the robot.` : "");
  part("accept").disabled = visitors === 0;

  render.conversations(part("conversations"), conversations, open, select);
  part("no-conversations").hidden = conversations.length > 0;
  showTalk(transcript);

  render.ratings(part("ratings"), ratings);
  part("no-ratings").hidden = ratings.length > 0;
  const sum = ratings.reduce((total, rating) => total + rating.stars, 0);
  render.write(part("average"), ratings.length ? `${(sum / ratings.length).toFixed(1)} of 5` : "");

  part("mode").value = mode;
  part("mode").parentElement.classList.toggle("ill", mode !== "normal");
  const unread = conversations.reduce((total, item) => total + (item.user === open ? 0 : item.unread), 0);
  document.title = `${unread ? `(${unread}) ` : ""}Agent console – simulator`;
  markSeen();
  passTime();
}

function showTalk(talk) {
  part("start").hidden = talk !== null;
  part("transcript").hidden = talk === null;
  part("talk-face").hidden = talk === null;
  part("hang-up").disabled = !talk?.live;
  part("text").disabled = !talk?.live;
  part("send").disabled = !talk?.live;
  render.write(part("talk-face"), talk ? render.initials(talk.name) : "");
  render.write(part("talk-title"), talk?.name ?? "No conversation");
  render.write(part("talk-state"), talk ? STATES[talk.phase] : "Accept somebody, or choose a conversation.");
  render.transcript(part("transcript"), talk);
  if (focusWhenShown && talk?.live) {
    part("text").focus();
    focusWhenShown = false;
  }
}

// What changes without news: waiting times, and a visitor who stopped writing.
function passTime() {
  if (!known) return;
  const now = Date.now() + ahead;
  render.waitingTimes(part("waiting"), now);
  const talk = known.transcript;
  const typing = talk?.live && talk.typing !== null && now - talk.typing < TYPING_MS;
  render.write(part("typing"), typing ? `${talk.name} is writing…` : "");
}

function markSeen() {
  const item = known?.conversations.find((conversation) => conversation.user === open);
  if (item?.unread && document.visibilityState === "visible") attempt(() => calls.seen(open));
}

function select(user) {
  if (user === open) return;
  const field = part("text");
  drafts.set(open, field.value);
  field.value = drafts.get(user) ?? "";
  drafts.delete(user);
  open = user;
  history.replaceState(null, "", `#${encodeURIComponent(user)}`);
  render.write(part("problem"), "");
  // Until the transcript is there, so that nothing goes to the conversation before.
  for (const id of ["text", "send", "hang-up"]) part(id).disabled = true;
  listening.abort();
}

async function attempt(action) {
  try {
    render.write(part("problem"), "");
    return await action();
  } catch (error) {
    render.write(part("problem"), `That did not work: ${error.message}`);
    return null;
  }
}

async function send() {
  const field = part("text");
  const talk = known?.transcript;
  const text = field.value.trim();
  if (!talk?.live || talk.user !== open || text === "") return;
  field.value = "";
  const sent = await attempt(async () => {
    const agent = known.agents.find((one) => one.id === talk.agent);
    await calls.say(text, agent, talk);
    return true;
  });
  // What was not carried is given back, unless something newer stands there.
  if (!sent && field.value === "") field.value = text;
}

part("accept").addEventListener("click", async () => {
  const accepted = await attempt(calls.accept);
  if (!accepted?.user) return;
  focusWhenShown = true;
  select(accepted.user);
});
part("hang-up").addEventListener("click", () => attempt(() => calls.hangUp(open)));
part("mode").addEventListener("change", (event) => attempt(() => calls.setMode(event.target.value)));
part("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
part("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
document.addEventListener("visibilitychange", markSeen);

setInterval(passTime, 1000);
listen();
