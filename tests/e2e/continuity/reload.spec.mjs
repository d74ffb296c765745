// A page is reloaded, left and come back to at the worst moments.
import { expect, expectEqualBooks, test, toAgent, Chat } from "../support/continuity.mjs";

test("a reload between a message and its answer sends it once and shows it as sent", async ({ page, world, desk }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  let reached;
  const carried = new Promise((resolve) => (reached = resolve));
  await page.route("**/apiaccess/ccmessaging/send", async (route) => {
    await route.fetch();
    reached();
    // No answer: the page is reloaded before.
  });
  await chat.say("said before the reload");
  await carried;
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.reload();
  await expect(chat.mine("said before the reload")).toContainText(/Sent|Read/, { timeout: 20_000 });
  await expectEqualBooks(chat, desk, user);
});

test("ten reloads in a row while both sides write lose nothing", async ({ page, world, desk }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  for (let round = 0; round < 10; round += 1) {
    await chat.say(`up ${round}`);
    const down = desk.say(user, `down ${round}`);
    await page.reload();
    await down;
    await expect(chat.panel).toBeVisible();
  }
  await expectEqualBooks(chat, desk, user);
});

test("the back button finds the conversation where it was", async ({ page, world, desk }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  await page.goto(`${world.page}/elsewhere`);
  await expect(chat.line("I am with you now")).toBeVisible();
  await desk.say(user, "while you were elsewhere");
  await expect(chat.line("while you were elsewhere")).toBeVisible({ timeout: 15_000 });
  await page.goBack();
  await expectEqualBooks(chat, desk, user);
  await chat.say("back again");
  await expectEqualBooks(chat, desk, user);
});

test.describe("kept in the browser", () => {
  test.use({ attributes: 'data-persist="local"' });

  test("a visitor who returns the next day finds the transcript and can begin again", async ({ context, world, desk }) => {
    const first = await context.newPage();
    const chat = new Chat(first);
    const user = await toAgent(chat, desk, world.page);
    await chat.say("until tomorrow");
    await expectEqualBooks(chat, desk, user);
    await first.close();
    await desk.timeOut(user);

    const next = await context.newPage();
    await next.clock.install({ time: Date.now() + 24 * 60 * 60 * 1000 });
    await next.clock.resume();
    await next.goto(world.page);
    const again = new Chat(next);
    await expect(again.panel).toBeVisible({ timeout: 15_000 });
    await expect(again.line("until tomorrow")).toBeVisible();
    await expect(again.line("I am with you now")).toBeVisible();
    await expect(again.panel.getByText("How was our conversation?").or(again.button("Start a new conversation")).first()).toBeVisible({ timeout: 20_000 });
  });
});

test.describe("kept nowhere", () => {
  test.use({ attributes: 'data-persist="none"' });

  test("a reload begins anew and leaves nothing in the browser", async ({ page, world, desk }) => {
    const chat = new Chat(page);
    await toAgent(chat, desk, world.page);
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
    await page.reload();
    await expect(chat.launcher).toBeVisible();
    await expect(chat.host.getByRole("dialog")).toBeHidden();
  });
});

test("a laptop that slept for eight hours goes on, or says that the conversation is over", async ({ page, world, desk }) => {
  await page.clock.install();
  await page.clock.resume();
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  await page.clock.fastForward("08:00:00");
  await desk.say(user, "good morning");
  await expect(chat.line("good morning")).toBeVisible({ timeout: 30_000 });
  await chat.say("awake again");
  await expectEqualBooks(chat, desk, user);
});
