// How the cloud behaves: sessions, faults, pushes, quirks.

import { keyed, make, part, write } from "./elements.js";

let shownSeed = "";

export function prepare(act) {
  part("asynchronous").addEventListener("change", (event) => act("desk", { asynchronous: event.target.checked }));
  part("queue-limit").addEventListener("change", (event) => act("desk", { queueLimit: event.target.value === "" ? null : Number(event.target.value) }));
  part("faults-form").addEventListener("submit", (event) => {
    event.preventDefault();
    // A seed that was not changed is not said again: the dice would begin anew.
    const seed = part("seed").value.trim();
    act("faults", { spec: part("faults").value.trim(), ...(seed !== shownSeed && { seed }) });
  });
  for (const preset of document.querySelectorAll("[data-quirks]")) {
    preset.addEventListener("click", () => act("quirks", { set: preset.dataset.quirks }));
  }
  const toggle = (id, name) => part(id).addEventListener("click", (event) => act("push", { [name]: event.target.getAttribute("aria-pressed") !== "true" }));
  toggle("push-pause", "pause");
  toggle("push-reorder", "reorder");
  part("push-again").addEventListener("click", () => act("push", { again: 1 }));
}

export function show({ desk, weather, push }, act) {
  part("asynchronous").checked = desk.asynchronous;
  keep("queue-limit", desk.queueLimit ?? "");
  if (weather) {
    keep("faults", weather.faults);
    shownSeed = String(weather.seed);
    keep("seed", shownSeed);
    write(part("fault-counts"), faultsDone(weather.counts));
    quirks(weather, act);
  }
  part("push-actions").hidden = !push;
  if (push) {
    const said = [`To ${push.to} (${push.mode}): ${push.sent} sent`, push.refused && `${push.refused} refused`, push.failed && `${push.failed} failed`, push.lastError];
    write(part("push-state"), `${said.filter(Boolean).join(", ")}.`);
    part("push-pause").setAttribute("aria-pressed", String(push.paused));
    part("push-reorder").setAttribute("aria-pressed", String(push.reordered));
  }
}

/** How many of each kind there were on each leg. */
function faultsDone(counts) {
  const legs = Object.entries(counts).map(([leg, kinds]) => {
    const done = Object.entries(kinds).filter(([, count]) => count > 0);
    return done.length ? `${leg}: ${done.map(([kind, count]) => `${count} ${kind}`).join(", ")}` : "";
  });
  return legs.filter(Boolean).join("; ");
}

function quirks({ quirks: on, all }, act) {
  keyed(part("quirks"), all, (quirk) => quirk.name, (quirk) => quirkRow(quirk, act), (row, quirk) => {
    row.querySelector("input").checked = on.includes(quirk.name);
  });
}

function quirkRow(quirk, act) {
  const box = make("input");
  box.type = "checkbox";
  box.addEventListener("change", () => {
    const boxes = [...part("quirks").querySelectorAll("li")];
    const names = boxes.filter((row) => row.querySelector("input").checked).map((row) => row.dataset.key);
    act("quirks", { set: names.length ? names.join(",") : "none" });
  });
  const words = make("span", "", make("strong", "", quirk.name), make("span", "quiet", ` ${quirk.what}`));
  return make("li", "", make("label", "check", box, words));
}

/** What somebody is just typing stays. */
function keep(id, value) {
  const field = part(id);
  if (document.activeElement !== field && field.value !== String(value)) field.value = value;
}
