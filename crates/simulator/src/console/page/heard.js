// What visitors said about it all: ratings, messages left, feedback, calls.

import { button, clock, keyed, make, part, write } from "./elements.js";

export function show({ ratings, services }, act) {
  list("ratings", ratings, (item) => `${item.at} ${item.name}`, fillRating);
  const sum = ratings.reduce((total, rating) => total + rating.stars, 0);
  write(part("average"), ratings.length ? `${(sum / ratings.length).toFixed(1)} of 5` : "");
  const { left, feedback, calls } = services;
  list("left", left, (item) => `${item.at} ${item.user}`, (row, item) => {
    fill(row, item.message, `${item.name || item.user} · ${item.caller} · ${clock(item.at)}`);
  });
  list("feedback", feedback, (item) => `${item.at} ${item.user} ${item.interIdx}`, (row, item) => {
    const verdict = item.helped ? "It helped" : "It did not help";
    fill(row, [item.content || verdict, `“${item.answer}”`].join("\n"), [item.content && verdict, item.name || item.user, clock(item.at)].filter(Boolean).join(" · "));
  });
  list("calls", calls, (item) => item.user, (row, item) => {
    fill(row, `${item.name || item.user}: ${item.state}`, `${item.video ? "video" : "audio"} · ${clock(item.since)}`);
    callActions(row, item, act);
  });
}

function list(id, items, keyOf, update) {
  keyed(part(id), items, keyOf, () => make("li", "note", make("p", "note-head"), make("p", "note-text"), make("p", "quiet")), update);
  part(`no-${id}`).hidden = items.length > 0;
}

function fillRating(row, item) {
  const [stars, comment, meta] = row.children;
  write(stars, "★".repeat(item.stars) + "☆".repeat(5 - item.stars));
  stars.className = "stars";
  stars.setAttribute("role", "img");
  stars.setAttribute("aria-label", `${item.stars} of 5`);
  write(comment, item.comment);
  comment.hidden = item.comment === "";
  const more = [item.recommendation !== null && `NPS ${item.recommendation}`,
    item.firstContact !== null && `solved at once: ${item.firstContact ? "yes" : "no"}`];
  write(meta, [item.name, ...more, clock(item.at)].filter(Boolean).join(" · "));
}

function fill(row, words, about) {
  row.children[0].hidden = true;
  write(row.children[1], words);
  write(row.children[2], about);
}

function callActions(row, item, act) {
  let actions = row.querySelector(".buttons");
  if (!actions) {
    const of = (label, state) => button(label, "small", () => act("call", { user: item.user, state }));
    actions = make("div", "buttons", of("Connect", "connected"), of("Fail", "failed"), of("Time out", "queue-timeout"), of("End", "disconnected"));
    row.append(actions);
  }
}
