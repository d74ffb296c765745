// No secret reaches the browser or a log, in a whole visit with a renewed seal, faults and refusals.
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, Chat, expect, test } from "./support/test.mjs";
import { pageWith, serveHost } from "./support/host.mjs";
import { startRecorder } from "./support/recorder.mjs";
import { startProxy, startSimulator } from "./support/stack.mjs";

const KEY = "canary-app-key-6f1d2c";
const SECRET = "canary-app-secret-93be07c1";
const SEAL_KEY = Buffer.from("canary-seal-key-of-32-bytes-long").toString("base64");

test("neither the browser nor a log at trace level ever holds a key, a Bearer or a visitor's token", async ({ page, browser }) => {
  const simulator = await startSimulator({ key: KEY, secret: SECRET });
  const recorder = await startRecorder(simulator.url);
  const host = await serveHost({});
  const folder = await mkdtemp(join(tmpdir(), "frontdesk-"));
  const secretFile = join(folder, "secret");
  await writeFile(secretFile, SECRET, { mode: 0o600 });
  const proxy = await startProxy([
    ...["--upstream", recorder.url],
    ...["--app-key", KEY],
    ...["--app-secret-file", secretFile],
    ...["--seal-key", SEAL_KEY],
    ...["--seal-life", "4s"],
    ...["--channel", "202303061540344336"],
    ...["--allow-origin", host.url],
    ...["--log", "trace"],
  ]);
  const received = [];
  page.on("response", (response) => received.push(everyByteOf(response)));
  await page.addInitScript(recordStreams);
  const consolePage = await browser.newPage();
  await consolePage.goto(simulator.console);
  const agent = new Agent(consolePage);

  host.set("/", { body: pageWith(proxy) });
  await page.goto(host.url);
  const chat = new Chat(page);
  await chat.open();
  await chat.say("What is the price?");
  await expect(chat.mine("What is the price?")).toContainText(/Sent|Read/);
  await agent.upstream("garbage");
  await page.waitForTimeout(2500);
  await agent.upstream("normal");
  await chat.button("Talk to a person").click({ timeout: 30_000 });
  await agent.acceptNext();
  await agent.say("Hello from the agent");
  await expect(chat.line("Hello from the agent")).toBeVisible({ timeout: 30_000 });
  await agent.hangUp();
  await chat.button("No, thanks").click({ timeout: 30_000 });
  await expect(chat.button("Start a new conversation")).toBeVisible();

  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]));
  const streamed = await page.evaluate(() => window.streamed);
  const dom = await page.evaluate(() => document.querySelector("frontdesk-chat").shadowRoot.getHTML());
  await proxy.stop();
  const bytes = [...(await Promise.all(received)), streamed].join("\n");
  const places = { browser: bytes, storage: kept, document: dom, log: proxy.log() };

  // The test would prove nothing if no secret had passed.
  const secrets = [...recorder.secrets];
  expect(secrets).toContain(KEY);
  expect(secrets.length).toBeGreaterThanOrEqual(3);
  expect(places.browser).toContain("Hello from the agent");
  expect(places.log.length).toBeGreaterThan(1000);
  for (const secret of [KEY, SECRET, SEAL_KEY, ...secrets.flatMap(forms)]) {
    for (const [place, text] of Object.entries(places)) {
      expect(text.includes(secret), `${place} holds ${secret}`).toBe(false);
    }
  }
  // What the visitor and the agent wrote is in no log either.
  for (const words of ["What is the price?", "Hello from the agent"]) {
    expect(places.log.includes(words), `the log holds "${words}"`).toBe(false);
  }
  await Promise.all([recorder.stop(), simulator.stop(), host.stop()]);
});

async function everyByteOf(response) {
  const headers = await response.allHeaders().catch(() => ({}));
  // The body of a request that the page gave up never ends.
  const given = new Promise((end) => setTimeout(end, 5000, Buffer.alloc(0)));
  const body = await Promise.race([response.body().catch(() => Buffer.alloc(0)), given]);
  return `${response.url()}\n${JSON.stringify(headers)}\n${body.toString("latin1")}`;
}

/** What a stream brings is in no response's body. */
function recordStreams() {
  const { read } = ReadableStreamDefaultReader.prototype;
  const decoder = new TextDecoder("latin1");
  window.streamed = "";
  ReadableStreamDefaultReader.prototype.read = async function () {
    const part = await read.call(this);
    if (part.value) window.streamed += decoder.decode(part.value);
    return part;
  };
}

/** A secret as it is, in part, and decoded. */
function forms(secret) {
  const decoded = Buffer.from(secret, "base64").toString("latin1");
  const long = secret.length >= 24 ? [secret.slice(0, 20), secret.slice(-20)] : [];
  return [secret, ...long, ...(decoded.length >= 12 ? [decoded] : [])];
}
