// The transcript of the open conversation.

import { button, clock, keyed, make, write } from "./elements.js";

const AUTHORS = { robot: "Robot", visitor: "", system: "" };

/** `agent` is what an agent's lines are signed with. */
export function transcript(log, conversation, agent, withdraw) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const lines = conversation?.lines ?? [];
  keyed(log, lines, (line) => `${conversation.callId} ${line.id}`, (line) => lineRow(line, withdraw), (row, line) => {
    row.className = ["line", line.who, line.withdrawn && "withdrawn"].filter(Boolean).join(" ");
    const [text, meta] = row.children;
    const kind = line.media && line.media !== "TEXT" ? line.media : "";
    write(text.firstChild, kind);
    text.firstChild.hidden = kind === "";
    write(text.children[1], line.withdrawn ? "Withdrawn" : wordsOf(line));
    const seen = line.who === "agent" && line.read ? "read" : "";
    write(meta.firstChild, [AUTHORS[line.who] ?? agent, clock(line.at), seen].filter(Boolean).join(" · "));
    const take = meta.querySelector("button");
    if (take) take.hidden = line.withdrawn || !conversation.live;
  });
  if (atEnd) log.scrollTop = log.scrollHeight;
}

function lineRow(line, withdraw) {
  const text = make("div", "line-text", make("span", "line-kind"), make("span", "line-words"));
  const id = fileOf(line);
  if (id) text.append(fileLink(id));
  const meta = make("div", "line-meta", make("span"));
  if (line.who === "agent" && line.code) meta.append(button("Withdraw", "link-button", () => withdraw(line.code)));
  return make("div", "line", text, meta);
}

/** The id of a line's file: FILE is `name,size,id,ext`, FILE_IMAGE and FILE_VIDEO are `id,ext`. */
function fileOf({ media, content }) {
  if (!content) return null;
  const parts = content.split(",");
  if (media === "FILE") return parts.at(-2) ?? null;
  if (media === "FILE_IMAGE" || media === "FILE_VIDEO") return parts[0];
  return ["IMAGE", "AUDIO", "VIDEO", "EMOTICONS", "DOCUMENT"].includes(media) ? content : null;
}

function wordsOf({ media, content, text }) {
  if (!media || media === "TEXT") return text;
  // The text names the type, which stands above it here.
  return media === "RICHTEXT" || media === "EMAIL" ? text.replace(`[${media}] `, "") : (content ?? text);
}

function fileLink(id) {
  const link = make("a", "file-link", "Open the file");
  link.href = `/console/api/file?id=${encodeURIComponent(id)}`;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}
