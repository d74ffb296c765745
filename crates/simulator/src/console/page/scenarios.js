// Scenarios: what plays the agents by itself.

import { button, keyed, make, part, write } from "./elements.js";

export function show(scenario, open, act) {
  const { running, all } = scenario;
  write(part("running"), running ? `“${running.name}” is running.` : "None is running.");
  part("stop-scenario").disabled = !running;
  keyed(part("scenario-list"), all, (item) => item.name, (item) => row(item, act), (element, item) => {
    element.classList.toggle("current", running?.name === item.name);
    element.dataset.open = open ?? "";
  });
}

export function prepare(act) {
  part("stop-scenario").addEventListener("click", () => act("scenario", { name: "stop" }));
}

function row(item, act) {
  const element = make("li", "scenario", make("div", "", make("h3", "", item.name), make("p", "quiet", item.what)));
  const start = button("Start", "small", () => act("scenario", { name: item.name, ...(element.dataset.open && { user: element.dataset.open }) }));
  start.setAttribute("aria-label", `Start ${item.name}`);
  element.append(start);
  return element;
}
