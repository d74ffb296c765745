// Scenarios: what plays the agents by itself.

import { button, keyed, make, part, write } from "./elements.js";

export function show({ scenario, scenarios }, open, names, act) {
  const { always, next, running } = scenario;
  const told = [
    ...running.map(({ name, user }) => `“${name}” runs with ${names.get(user) ?? user}.`),
    next && `“${next}” waits for the next visitor who connects.`,
    always && `“${always}” runs for everybody who connects.`,
  ].filter(Boolean);
  write(part("running"), told.slice(0, 3).join(" ") || "None is running.");
  part("stop-scenario").disabled = running.length === 0 && !next && !always;
  const current = new Set([next, always, ...running.map(({ name }) => name)]);
  keyed(part("scenario-list"), scenarios, (item) => item.name, (item) => row(item, act), (element, item) => {
    element.classList.toggle("current", current.has(item.name));
    element.dataset.open = open ?? "";
  });
}

export function prepare(act) {
  part("stop-scenario").addEventListener("click", () => act("scenario", { name: "stop" }));
}

function row(item, act) {
  const element = make("li", "scenario", make("div", "", make("h3", "", item.name), make("p", "quiet", item.does)));
  const start = button("Start", "small", () => act("scenario", { name: item.name, ...(element.dataset.open && { user: element.dataset.open }) }));
  start.setAttribute("aria-label", `Start ${item.name}`);
  element.append(start);
  return element;
}
