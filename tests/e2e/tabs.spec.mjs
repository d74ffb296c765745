// Several tabs of a site have one conversation.
import { Chat, expect, test } from "./support/test.mjs";

test("a new tab has the conversation, and whoever is touched leads", async ({ page, context, stack, agent }) => {
  const one = new Chat(page);
  await page.goto(stack.url);
  await one.open();
  await one.say("What is the price?");
  await expect(one.transcript.locator(".from-robot").nth(1)).toBeVisible();

  const other = new Chat(await context.newPage());
  await other.page.goto(stack.url);
  await other.open();
  await expect(other.mine("What is the price?")).toContainText(/Sent|Read/);
  await other.askForAgent(agent);
  await agent.say("hello to both");
  for (const chat of [one, other]) {
    await expect(chat.line("hello to both")).toHaveCount(1, { timeout: 15_000 });
  }

  await one.say("said in the first");
  await expect(one.mine("said in the first")).toContainText(/Sent|Read/);
  await expect(other.mine("said in the first")).toContainText(/Sent|Read/);
  await other.say("said in the second");
  await expect(other.mine("said in the second")).toContainText(/Sent|Read/);
  await expect(one.mine("said in the second")).toContainText(/Sent|Read/);
  await expect(agent.transcript.getByText("said in the second")).toHaveCount(1);

  await other.page.close();
  await agent.say("still there?");
  await expect(one.line("still there?")).toHaveCount(1, { timeout: 5_000 });
});

test("only one tab asks the proxy for anything", async ({ page, context, stack }) => {
  const one = new Chat(page);
  await page.goto(stack.url);
  await one.open();
  await expect(one.transcript.locator(".from-robot")).toBeVisible();
  const other = new Chat(await context.newPage());
  await other.page.goto(stack.url);
  await other.open();
  await expect(other.transcript.locator(".from-robot")).toBeVisible();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await other.say("When are you open?");
  await expect(one.mine("When are you open?")).toContainText(/Sent|Read/);
  expect(asked).toEqual([]);
});

test("where no conversation lives a new tab costs nothing", async ({ page, context, stack }) => {
  await page.goto(stack.url);
  await expect(new Chat(page).launcher).toBeVisible();
  const other = await context.newPage();
  const asked = [];
  other.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await other.goto(stack.url);
  await expect(new Chat(other).launcher).toBeVisible();
  await other.waitForTimeout(500);
  expect(asked.filter((path) => path.startsWith("/assets") || path.startsWith("/apiaccess"))).toEqual([]);
  expect(await other.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
});
