// The network goes away and comes back: nothing is lost, nothing is doubled.
import { expect, expectEqualBooks, test, toAgent, Chat } from "../support/continuity.mjs";
import { picture } from "../support/test.mjs";

test("offline for half a minute while both sides write, both transcripts are equal", async ({ page, world, desk, context }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  await context.setOffline(true);
  for (const text of ["up one", "up two", "up three"]) await chat.say(text);
  for (const text of ["down one", "down two", "down three"]) await desk.say(user, text);
  await expect(chat.panel.locator(".notice")).toContainText("You are offline", { timeout: 20_000 });
  await page.waitForTimeout(30_000);
  await expect(chat.mine("up three")).toContainText("Sending");
  await picture(page, "continuity/offline");
  await context.setOffline(false);
  await expectEqualBooks(chat, desk, user);
  await expect(chat.panel.locator(".notice")).toBeHidden();
  await chat.say("and on it goes");
  await expectEqualBooks(chat, desk, user);
});

test("answers that get lost on their way are asked for again, under the same id", async ({ page, world, desk }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  const ids = [];
  let lost = 0;
  await page.route("**/apiaccess/ccmessaging/send", async (route) => {
    const { controlType, messageId } = route.request().postDataJSON();
    if (controlType !== "CHAT") return route.fallback();
    ids.push(messageId);
    // The proxy has carried it; its answer does not arrive.
    await route.fetch();
    if (lost++ < 2) await route.abort("connectionreset");
    else await route.fallback();
  });
  await chat.say("only once");
  await expect(chat.mine("only once")).toContainText(/Sent|Read/, { timeout: 30_000 });
  expect(new Set(ids).size).toBe(1);
  expect(ids.length).toBeGreaterThan(2);
  await page.unroute("**/apiaccess/ccmessaging/send");
  await expectEqualBooks(chat, desk, user);
});

test("where the stream cannot be had, messages come by polling, and the stream is taken up again", async ({ page, world, desk }) => {
  await page.route("**/frontdesk/stream**", (route) => route.abort());
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  await desk.say(user, "by polling");
  await expect(chat.line("by polling")).toBeVisible({ timeout: 15_000 });
  await page.unroute("**/frontdesk/stream**");
  const stream = page.waitForRequest("**/frontdesk/stream**", { timeout: 15_000 });
  // What the browser says when a network comes back.
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await stream;
  await desk.say(user, "by the stream");
  await expectEqualBooks(chat, desk, user);
});
