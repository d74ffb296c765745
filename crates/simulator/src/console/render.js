// State into elements. Everything that somebody wrote goes in by textContent.

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const AUTHORS = { agent: "You", robot: "Robot", visitor: "", system: "" };

export function waiting(list, people) {
  keyed(list, people, (person, place) => person.user ?? `${place} ${person.name}`, personRow, (row, person) => {
    const fictional = person.user === null;
    row.firstChild.className = fictional ? "person fictional" : "person";
    const last = fictional ? "a fictional caller" : (person.last ?? "has not written yet");
    fillPerson(row, person.name, last);
    row.querySelector(".person-side").dataset.since = person.since;
  });
}

/** How long everybody in the list has waited, in minutes and seconds. */
export function waitingTimes(list, now) {
  for (const side of list.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((now - Number(side.dataset.since)) / 1000));
    write(side, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  }
}

export function conversations(list, items, open, select) {
  keyed(list, items, (item) => item.user, () => conversationRow(select), (row, item) => {
    const button = row.firstChild;
    const unread = item.unread > 0 && item.user !== open;
    button.dataset.user = item.user;
    button.className = ["person", unread && "unread", !item.live && "over"].filter(Boolean).join(" ");
    button.setAttribute("aria-current", String(item.user === open));
    fillPerson(row, item.name, item.live ? (item.last ?? "has not written yet") : "ended");
    const side = row.querySelector(".person-side");
    write(side, unread ? String(item.unread) : "");
    if (unread) side.setAttribute("aria-label", `${item.unread} unread`);
    else side.removeAttribute("aria-label");
  });
}

export function transcript(log, conversation) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const lines = conversation?.lines ?? [];
  keyed(log, lines, (line) => `${conversation.callId} ${line.id}`, lineRow, (row, line) => {
    row.className = `line ${line.who}`;
    write(row.children[0], line.text);
    const seen = line.who === "agent" && line.read ? "read" : "";
    write(row.children[1], [AUTHORS[line.who], clock.format(line.at), seen].filter(Boolean).join(" · "));
  });
  if (atEnd) log.scrollTop = log.scrollHeight;
}

export function ratings(list, items) {
  keyed(list, items, (item) => `${item.at} ${item.name}`, ratingRow, (row, item) => {
    const [stars, comment, meta] = row.children;
    write(stars, "★".repeat(item.stars) + "☆".repeat(5 - item.stars));
    stars.setAttribute("aria-label", `${item.stars} of 5`);
    write(comment, item.comment);
    comment.hidden = item.comment === "";
    write(meta, `${item.name} · ${clock.format(item.at)}`);
  });
}

/** Up to two letters for a name. */
export function initials(name) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("") || "?";
}

/** Sets a text only when it differs, so that a screen reader hears of changes alone. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function personRow() {
  const person = make("div", "person");
  const texts = make("div");
  texts.append(make("div", "person-name"), make("div", "person-last"));
  person.append(make("span", "face"), texts, make("span", "person-side"));
  person.firstChild.setAttribute("aria-hidden", "true");
  const row = make("li");
  row.append(person);
  return row;
}

function conversationRow(select) {
  const row = personRow();
  const button = make("button", "person");
  button.type = "button";
  button.append(...row.firstChild.childNodes);
  button.addEventListener("click", () => select(button.dataset.user));
  row.replaceChildren(button);
  return row;
}

function fillPerson(row, name, last) {
  write(row.querySelector(".face"), initials(name));
  write(row.querySelector(".person-name"), name);
  write(row.querySelector(".person-last"), last);
}

function lineRow() {
  const row = make("div", "line");
  row.append(make("div", "line-text"), make("div", "line-meta"));
  return row;
}

function ratingRow() {
  const row = make("li", "rating");
  const stars = make("div", "stars");
  stars.setAttribute("role", "img");
  row.append(stars, make("p", "rating-comment"), make("p", "quiet"));
  return row;
}

function make(tag, className = "") {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

/** Keeps an element for each key, in the items' order, so that focus and scroll stay. */
function keyed(parent, items, keyOf, create, update) {
  const old = new Map([...parent.children].map((row) => [row.dataset.key, row]));
  items.forEach((item, place) => {
    const key = keyOf(item, place);
    const row = old.get(key) ?? create();
    old.delete(key);
    row.dataset.key = key;
    update(row, item);
    if (parent.children[place] !== row) parent.insertBefore(row, parent.children[place] ?? null);
  });
  for (const row of old.values()) row.remove();
}
