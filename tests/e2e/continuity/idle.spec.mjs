// What a page pays while nothing is said.
import { expect, test, toAgent, Chat } from "../support/continuity.mjs";

/** Counts timers that are set. */
function countTimers(page) {
  return page.addInitScript(() => {
    window.timers = 0;
    for (const name of ["setTimeout", "setInterval", "requestIdleCallback"]) {
      const original = window[name];
      window[name] = (...values) => {
        window.timers += 1;
        return original.apply(window, values);
      };
    }
  });
}

/** Counts requests from now on. */
function requests(page) {
  const seen = [];
  page.on("request", (request) => seen.push(new URL(request.url()).pathname));
  return seen;
}

test("a conversation that is over makes no request and sets no timer for a minute", async ({ page, world, desk }) => {
  test.setTimeout(120_000);
  await countTimers(page);
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  await desk.hangUp(user);
  await chat.button("No, thanks").click();
  await expect(chat.button("Start a new conversation")).toBeVisible();
  await page.waitForTimeout(2_000);
  const seen = requests(page);
  const before = await page.evaluate(() => timers);
  await page.waitForTimeout(60_000);
  expect(seen).toEqual([]);
  expect(await page.evaluate(() => timers)).toBe(before);
});

test("live and quiet over the stream: no request in a minute", async ({ page, world, desk }) => {
  test.setTimeout(120_000);
  const chat = new Chat(page);
  await toAgent(chat, desk, world.page);
  await page.waitForTimeout(3_000);
  const seen = requests(page);
  await page.waitForTimeout(60_000);
  expect(seen).toEqual([]);
});

/** What a browser tells a tab that is put behind another. */
function hide(page) {
  return page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
}

for (const [way, most] of [["the stream", 0], ["polls", 3]]) {
  test(`live and quiet in a hidden tab, by ${way}: at most ${most} requests in a minute`, async ({ page, world, desk }) => {
    test.setTimeout(120_000);
    if (way === "polls") await page.route("**/frontdesk/stream**", (route) => route.abort());
    const chat = new Chat(page);
    const user = await toAgent(chat, desk, world.page);
    await hide(page);
    await page.waitForTimeout(6_000);
    const seen = requests(page);
    await page.waitForTimeout(60_000);
    // A stream that cannot be had is tried again now and then.
    expect(seen.filter((path) => !path.endsWith("/stream")).length).toBeLessThanOrEqual(most);
    await desk.say(user, "are you there?");
    await expect(chat.line("are you there?")).toBeVisible({ timeout: 45_000 });
  });
}
