// The left side: who you are, who waits, and the conversations.

import { button, initials, keyed, make, write } from "./elements.js";

export function agents(list, items, me, choose) {
  keyed(list, items, (item) => item.id, (item) => agentRow(item, choose), (row, item) => {
    row.setAttribute("aria-checked", String(item.id === me));
    row.tabIndex = item.id === me ? 0 : -1;
    row.classList.toggle("away", !item.signedIn);
    write(row.children[0], initials(item.name));
    write(row.children[1], item.name);
    write(row.children[2], item.signedIn ? (item.open ? String(item.open) : "") : "away");
  });
}

/** The arrow keys move the choice, as in every group of radio buttons. */
export function moveWithArrows(list) {
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const rows = [...list.children];
    const next = rows[(rows.indexOf(document.activeElement) + step + rows.length) % rows.length];
    event.preventDefault();
    next?.focus();
    next?.click();
  });
}

export function waiting(list, people, names, actions) {
  keyed(list, people, (person, place) => person.user ?? `${place} ${person.name}`, (person) => waitingRow(person, actions), (row, person) => {
    const fictional = person.user === null;
    row.firstChild.className = fictional ? "person fictional" : "person";
    const rings = person.ringing ? `rings at ${names.get(person.ringing.agent) ?? person.ringing.agent}` : null;
    const last = fictional ? "a fictional caller" : (rings ?? person.last ?? "has not written yet");
    fill(row, person.name, last);
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

export function conversations(list, items, open, names, select) {
  keyed(list, items, (item) => item.user, () => conversationRow(select), (row, item) => {
    const choice = row.firstChild;
    const unread = item.unread > 0 && item.user !== open;
    choice.dataset.user = item.user;
    choice.className = ["person", unread && "unread", item.phase === "ended" && !item.offline && "over"].filter(Boolean).join(" ");
    choice.setAttribute("aria-current", String(item.user === open));
    const state = item.live || item.phase === "robot" ? (item.last ?? "has not written yet") : item.offline ? "gone, may still write" : "ended";
    const agent = names.get(item.agent);
    const whose = item.phase === "robot" ? "Robot" : agent;
    fill(row, item.name, whose ? `${whose}: ${state}` : state);
    const side = row.querySelector(".person-side");
    write(side, unread ? String(item.unread) : "");
    if (unread) side.setAttribute("aria-label", `${item.unread} unread`);
    else side.removeAttribute("aria-label");
  });
}

function agentRow(item, choose) {
  const row = make("button", "chip", make("span", "face"), make("span", "agent-name"), make("span", "agent-open"));
  row.type = "button";
  row.setAttribute("role", "radio");
  row.firstChild.setAttribute("aria-hidden", "true");
  row.addEventListener("click", () => choose(item.id));
  return row;
}

function personRow(tag = "div") {
  const texts = make("div", "", make("div", "person-name"), make("div", "person-last"));
  const person = make(tag, "person", make("span", "face"), texts, make("span", "person-side"));
  person.firstChild.setAttribute("aria-hidden", "true");
  return person;
}

function waitingRow(person, actions) {
  const row = make("li", "", personRow());
  if (person.user === null) return row;
  const of = (label, action) => {
    const element = button(label, "small", () => action(person.user));
    element.setAttribute("aria-label", `${label}: ${person.name}`);
    return element;
  };
  row.append(
    make("div", "person-actions", of("Accept", actions.accept), of("Ring", actions.ring), of("Time out", actions.timeOut)),
  );
  return row;
}

function conversationRow(select) {
  const choice = personRow("button");
  choice.type = "button";
  choice.addEventListener("click", () => select(choice.dataset.user));
  return make("li", "", choice);
}

function fill(row, name, last) {
  write(row.querySelector(".face"), initials(name));
  write(row.querySelector(".person-name"), name);
  write(row.querySelector(".person-last"), last);
}

