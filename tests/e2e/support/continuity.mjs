// A visit that is with an agent, on a page of its own origin, with everything that can go wrong in reach.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Desk, until } from "./desk.mjs";
import { pageWith, serveHost } from "./host.mjs";
import { startCloudAndProxy } from "./stack.mjs";
import { Chat, expect, test as base } from "./test.mjs";

export { Chat, expect, until };

export const test = base.extend({
  /** Further flags of the proxy, of the simulator, and attributes of the script tag. */
  proxyFlags: [[], { option: true }],
  cloudFlags: [[], { option: true }],
  attributes: ["", { option: true }],
  /** `file` or `memory`. */
  store: ["file", { option: true }],

  /** Everything: host page, proxy, cloud. */
  world: async ({ proxyFlags, cloudFlags, attributes, store }, use) => {
    const host = await serveHost({});
    const folder = await mkdtemp(join(tmpdir(), "frontdesk-"));
    const kept = store === "file" ? ["--store", `file:${join(folder, "visits.redb")}`] : [];
    const key = ["--seal-key", Buffer.alloc(32, 7).toString("base64")];
    const stack = await startCloudAndProxy({
      origin: host.url,
      cloud: ["--phantoms", "0", ...cloudFlags],
      more: [...key, ...kept, ...proxyFlags],
    });
    host.set("/", { body: pageWith(stack, { attributes }) });
    host.set("/elsewhere", { body: pageWith(stack, { attributes }) });
    await use({ ...stack, page: host.url });
    await stack.stop();
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  },

  desk: async ({ world }, use) => {
    await use(new Desk(world.console));
  },
});

/** Opens the chat and brings the visitor to an agent; answers the visitor's id. */
export async function toAgent(chat, desk, address) {
  await chat.page.goto(address);
  await chat.open();
  await chat.button("Talk to a person").click();
  const user = await desk.acceptNext();
  await desk.say(user, "I am with you now");
  await expect(chat.line("I am with you now")).toBeVisible({ timeout: 15_000 });
  return user;
}

/** What a chat shows, each side by itself. */
export async function shown(chat) {
  const texts = (lines) => chat.transcript.locator(`${lines} .bubble`).allInnerTexts();
  const trimmed = async (lines) => (await texts(lines)).map((text) => text.replace(/\s+/g, " ").trim());
  return { up: await trimmed(".line.from-visitor"), down: await trimmed(":is(.line.from-agent, .line.from-robot)") };
}

/** Both sides have the same transcript, once everything has arrived. */
export async function expectEqualBooks(chat, desk, user, seconds = 40) {
  const both = async () => {
    const sending = await chat.transcript.getByText("Sending").count();
    const [visitor, cloud] = [await shown(chat), await desk.books(user)];
    return isDeepStrictEqual(visitor, cloud) && !sending ? "equal" : { visitor, cloud, sending };
  };
  await expect.poll(both, { timeout: seconds * 1000 }).toBe("equal");
}
