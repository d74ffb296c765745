// Small helpers around elements. Everything that somebody wrote goes in by textContent.

export const part = (id) => document.getElementById(id);

/** Sets a text only when it differs, so that a screen reader hears of changes alone. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function button(label, className, action) {
  const element = make("button", className, label);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}

/** Keeps an element for each key, in the items' order, so that focus and scroll stay. */
export function keyed(parent, items, keyOf, create, update) {
  const keys = items.map((item, place) => String(keyOf(item, place)));
  const wanted = new Set(keys);
  // First, so that those that stay need not be moved: a row that is moved loses the focus.
  for (const row of [...parent.children]) if (!wanted.has(row.dataset.key)) row.remove();
  const old = new Map([...parent.children].map((row) => [row.dataset.key, row]));
  items.forEach((item, place) => {
    const row = old.get(keys[place]) ?? create(item);
    row.dataset.key = keys[place];
    update(row, item);
    if (parent.children[place] !== row) parent.insertBefore(row, parent.children[place] ?? null);
  });
}

/** Up to two letters for a name. */
export function initials(name) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("") || "?";
}

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
export const clock = (millis) => time.format(millis);
