// The proxy dies, tokens run out, the widget itself crashes.
import { expect, expectEqualBooks, test, toAgent, Chat } from "../support/continuity.mjs";
import { picture } from "../support/test.mjs";
import { setTrap, trappable } from "../support/trap.mjs";

test("the proxy is killed and comes back with its store on the disk: nobody notices", async ({ page, world, desk }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  await chat.say("before");
  await expectEqualBooks(chat, desk, user);
  await world.proxy.kill();
  await chat.say("while it is dead");
  await desk.say(user, "an answer meanwhile");
  await page.waitForTimeout(3_000);
  await world.proxy.startAgain();
  await expectEqualBooks(chat, desk, user);
  await expect(chat.transcript.getByText("may be missing")).toHaveCount(0);
  await chat.say("after");
  await expectEqualBooks(chat, desk, user);
});

test.describe("with a proxy that keeps nothing", () => {
  test.use({ store: "memory" });

  test("a restart is said in a plain sentence, the transcript stays, and it goes on", async ({ page, world, desk }) => {
    const chat = new Chat(page);
    const user = await toAgent(chat, desk, world.page);
    await chat.say("before");
    await expectEqualBooks(chat, desk, user);
    await world.proxy.kill();
    await desk.say(user, "an answer meanwhile");
    await world.proxy.startAgain();
    await expect(chat.transcript.getByText("may be missing")).toBeVisible({ timeout: 30_000 });
    await picture(page, "continuity/interrupted");
    await expect(chat.line("before")).toBeVisible();
    await chat.say("after");
    await expectEqualBooks(chat, desk, user);
  });
});

test.describe("tokens that run out", () => {
  // All three end every few seconds, so that each has ended several times in this visit.
  test.use({
    proxyFlags: ["--seal-life", "6s"],
    cloudFlags: ["--bearer-life", "4", "--token-life", "5"],
  });

  test("Bearer, token and seal end in the middle, and the visitor does not notice", async ({ page, world, desk }) => {
    test.setTimeout(90_000);
    const chat = new Chat(page);
    const user = await toAgent(chat, desk, world.page);
    for (let round = 0; round < 8; round += 1) {
      await chat.say(`up ${round}`);
      await desk.say(user, `down ${round}`);
      await page.waitForTimeout(3_000);
    }
    await expectEqualBooks(chat, desk, user);
    await expect(chat.panel.locator(".notice")).toBeHidden();
  });
});

test("a widget that crashes starts again by itself, and the conversation goes on", async ({ page, world, desk }) => {
  await page.addInitScript(trappable);
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  await chat.say("before the crash");
  await expectEqualBooks(chat, desk, user);
  await setTrap(page);
  // What comes down wakes the module, which traps.
  await desk.say(user, "in the middle of the crash");
  await expect.poll(() => page.evaluate(() => window.instances)).toBe(2);
  await expectEqualBooks(chat, desk, user);
  await chat.say("still here");
  await expectEqualBooks(chat, desk, user);
});
