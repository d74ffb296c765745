// The transcript of the open conversation.

import { button, clock, keyed, make, write } from "./elements.js";

const AUTHORS = { agent: "You", robot: "Robot", visitor: "", system: "" };

export function transcript(log, conversation, withdraw) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const lines = conversation?.lines ?? [];
  keyed(log, lines, (line) => `${conversation.callId} ${line.id}`, (line) => lineRow(line, withdraw), (row, line) => {
    row.className = ["line", line.who, line.withdrawn && "withdrawn"].filter(Boolean).join(" ");
    const [text, meta] = row.children;
    const kind = line.media && line.media !== "TEXT" ? line.media : "";
    write(text.firstChild, kind);
    text.firstChild.hidden = kind === "";
    write(text.lastChild, line.withdrawn ? "Withdrawn" : line.text);
    const seen = line.who === "agent" && line.read ? "read" : "";
    write(meta.firstChild, [AUTHORS[line.who], clock(line.at), seen].filter(Boolean).join(" · "));
    const take = meta.querySelector("button");
    if (take) take.hidden = line.withdrawn || !conversation.live;
  });
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function lineRow(line, withdraw) {
  const text = make("div", "line-text", make("span", "line-kind"), make("span", "line-words"));
  const meta = make("div", "line-meta", make("span"));
  if (line.who === "agent" && line.code) meta.append(button("Withdraw", "link-button", () => withdraw(line.code)));
  return make("div", "line", text, meta);
}
