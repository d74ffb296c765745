// The bubble. The widget, once loaded, keeps its state up to date but never replaces it, so that
// the focus stays where it is.

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE =
  "M12 3c5.2 0 9.25 3.5 9.25 8s-4.05 8-9.25 8c-.9 0-1.77-.1-2.6-.3L5 21v-3.9C3.5 15.6 2.75 13.4 2.75 11 2.75 6.5 6.8 3 12 3Z";
const CROSS = "M6 6l12 12M18 6 6 18";

/** @returns {HTMLButtonElement} */
export function drawLauncher(label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "launcher";
  button.setAttribute("part", "launcher");
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-expanded", "false");
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.setAttribute("part", "badge");
  badge.setAttribute("aria-hidden", "true");
  badge.hidden = true;
  button.append(icon("bubble", BUBBLE), icon("cross", CROSS), badge);
  return button;
}

function icon(name, outline) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", name);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", outline);
  svg.append(path);
  return svg;
}
