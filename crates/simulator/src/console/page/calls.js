// What the page asks of the simulator.

/** The state, as soon as it differs from `revision`; at once when `revision` is null. */
export async function state(revision, open, signal) {
  const query = new URLSearchParams();
  if (revision !== null) query.set("revision", revision);
  if (open !== null) query.set("open", open);
  const response = await fetch(`/console/api/state?${query}`, { signal, cache: "no-store" });
  return answerOf(response);
}

/** Something that the agent does on the page: `act("hang-up", { user })`. */
export const act = (name, body = {}) => post(`/console/api/${name}`, body);

/** An agent's message, as an agent's desktop sends it: through the agent gateway. */
export async function say(message, agent, conversation) {
  const data = {
    from: conversation.channel,
    to: conversation.user,
    channel: "WEB",
    controlType: "CHAT",
    messageCode: crypto.randomUUID(),
    senderNickname: agent.name,
    senderAvatar: "DefaultAvatar",
    sendTime: String(Date.now()),
    userId: conversation.user,
    ...message,
  };
  const answer = await post(
    `/agentgateway/resource/mediacall/${agent.id}/sendmessage`,
    { callid: conversation.callId, userid: conversation.user, data: JSON.stringify(data) },
    { Guid: agent.guid },
  );
  if (answer.retcode !== "0") throw new Error(answer.message);
}

/** Puts a file from this machine's disk where visitors can fetch it; its id. */
export async function upload(file) {
  const base64 = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(new Error(`${file.name} cannot be read`));
    reader.readAsDataURL(file);
  });
  const { id } = await act("file", { name: file.name, base64 });
  return id;
}

async function post(path, body, headers = {}) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json; charset=UTF-8", ...headers },
    body: JSON.stringify(body),
  });
  return answerOf(response);
}

/** The answer, or an error in the simulator's own words. */
async function answerOf(response) {
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  throw new Error(answer?.resultDesc ?? answer?.message ?? `HTTP ${response.status}`);
}
