// What the page asks of the simulator.

/** The state, as soon as it differs from `revision`; at once when `revision` is null. */
export async function state(revision, open, signal) {
  const query = new URLSearchParams();
  if (revision !== null) query.set("revision", revision);
  if (open !== null) query.set("open", open);
  const response = await fetch(`/console/api/state?${query}`, { signal, cache: "no-store" });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

export const accept = () => post("/console/api/accept", {});
export const hangUp = (user) => post("/console/api/hang-up", { user });
export const seen = (user) => post("/console/api/seen", { user });
export const setMode = (mode) => post("/console/api/mode", { mode });

/** An agent's message, as an agent's desktop sends it: through the agent gateway. */
export async function say(text, agent, conversation) {
  const data = {
    from: conversation.channel,
    to: conversation.user,
    channel: "WEB",
    controlType: "CHAT",
    mediaType: "TEXT",
    messageCode: crypto.randomUUID(),
    content: paragraph(text),
    senderNickname: agent.name,
    senderAvatar: "DefaultAvatar",
    sendTime: Date.now(),
    userId: conversation.user,
  };
  const answer = await post(
    `/agentgateway/resource/mediacall/${agent.id}/sendmessage`,
    {
      callid: conversation.callId,
      userid: conversation.user,
      data: JSON.stringify(data),
      content: text,
    },
    { Guid: agent.guid },
  );
  if (answer.retcode !== "0") throw new Error(answer.message);
}

async function post(path, body, headers = {}) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json; charset=UTF-8", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** The gateway's text is HTML. */
function paragraph(text) {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "<br>");
  return `<p>${escaped}</p>`;
}
