// The composer: a text, or the form of another kind of message.

import { make, part } from "./elements.js";
import { KINDS } from "./kinds.js";

/** Fills the list of kinds and shows the form of whichever is chosen. */
export function prepare() {
  const choice = part("kind");
  choice.append(...Object.entries(KINDS).map(([kind, { label }]) => new Option(label, kind)));
  choice.addEventListener("change", showForm);
}

export const kind = () => part("kind").value;

/** What was filled in. */
export function values() {
  const filled = { text: part("text").value.trim() };
  for (const field of part("fields").querySelectorAll("[name]")) {
    if (field.type === "file") filled.file = field.files[0];
    else filled[field.name] = field.value.trim();
  }
  if (filled.file) delete filled.library;
  if (kind() !== "TEXT") delete filled.text;
  return filled;
}

/** The name of a field that must be filled in and is not. */
export function missing(filled) {
  if (kind() === "TEXT") return filled.text ? null : "text";
  const needed = KINDS[kind()].fields.find(({ name }) => name !== "file" && name !== "description" && !filled[name]);
  return needed?.label ?? null;
}

/** Back to an empty text. */
export function clear() {
  part("kind").value = "TEXT";
  showForm();
}

function showForm() {
  const { fields } = KINDS[kind()];
  const isText = fields === null;
  part("text").hidden = !isText;
  part("hint").hidden = !isText;
  part("fields").hidden = isText;
  part("fields").replaceChildren(...(fields ?? []).flatMap(elementsOf));
  part("fields").querySelector("[name]")?.focus();
}

function elementsOf(field) {
  if (field.library) return fileFields(field);
  const input = make(field.area ? "textarea" : "input");
  input.name = field.name;
  input.value = field.example;
  if (field.area) input.rows = 3;
  input.spellcheck = false;
  return [make("label", "stack", make("span", "", field.label), input)];
}

function fileFields({ label, accept, library }) {
  const input = make("input");
  Object.assign(input, { type: "file", name: "file", accept });
  const shelf = make("select");
  shelf.name = "library";
  shelf.append(...Object.keys(library).map((id) => new Option(id, id)));
  return [
    make("label", "stack", make("span", "", `${label} (${accept.replaceAll(",", " ")})`), input),
    make("label", "stack", make("span", "", "or one of the library"), shelf),
  ];
}
