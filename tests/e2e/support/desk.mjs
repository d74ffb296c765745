// The agents without a window: what the console's page asks for, asked for directly.

const AGENT = "101";

export class Desk {
  /** @param {string} console the address of the console's page */
  constructor(console) {
    this.base = new URL("/", console).href;
  }

  /** Takes whoever has waited longest; answers the visitor's id, once there is one. */
  async acceptNext() {
    return until("a visitor waits", async () => {
      const { done, user } = await this.#do("accept", { agent: AGENT });
      return done && user;
    });
  }

  async say(user, text) {
    const { agents, transcript } = await this.state(user);
    const { guid, name } = agents.find(({ id }) => id === AGENT);
    const data = {
      from: transcript.channel,
      to: user,
      channel: "WEB",
      controlType: "CHAT",
      mediaType: "TEXT",
      content: text,
      messageCode: crypto.randomUUID(),
      senderNickname: name,
      senderAvatar: "DefaultAvatar",
      sendTime: String(Date.now()),
      userId: user,
    };
    const answer = await this.#post(
      `agentgateway/resource/mediacall/${AGENT}/sendmessage`,
      { callid: transcript.callId, userid: user, data: JSON.stringify(data) },
      { guid },
    );
    if (String(answer.retcode) !== "0") throw new Error(`the agent cannot write: ${answer.message}`);
  }

  hangUp(user) {
    return this.#do("hang-up", { user });
  }

  /** Ends a session as if there had been no polls. */
  timeOut(user) {
    return this.#do("time-out", { user });
  }

  mode(mode) {
    return this.#do("mode", { mode });
  }

  async state(user) {
    const query = user ? `?open=${encodeURIComponent(user)}` : "";
    const response = await fetch(`${this.base}console/api/state${query}`);
    return response.json();
  }

  /** The visitor whom the robot talks to, where there is one alone. */
  async withRobot() {
    return until("a visitor is with the robot", async () => (await this.state()).robot[0]?.user);
  }

  /** What was said, in words: each side by itself, since nobody can say who was first. */
  async books(user) {
    const { transcript } = await this.state(user);
    const said = (...whose) => transcript.lines.filter(({ who, media }) => media && whose.includes(who)).map(({ text }) => text.replace(/\s+/g, " ").trim());
    return { up: said("visitor"), down: said("agent", "robot") };
  }

  #do(call, body) {
    return this.#post(`console/api/${call}`, body);
  }

  async #post(path, body, headers = {}) {
    const response = await fetch(new URL(path, this.base), {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }
}

/** Waits until something is so. */
export async function until(what, look, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}
