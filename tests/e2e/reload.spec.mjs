// The conversation goes on over a reload and over pages of the same site.
import { Chat, expect, test } from "./support/test.mjs";

test("a reload keeps transcript, queue, agent and the open panel", async ({ page, stack, agent }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await chat.say("What is the price?");
  await expect(chat.transcript.locator(".from-robot").nth(1)).toBeVisible();
  await chat.button("Talk to a person").click();
  await expect(chat.place.locator(".position")).toBeVisible();

  await page.reload();
  await expect(chat.panel).toBeVisible();
  await expect(chat.mine("What is the price?")).toContainText(/Sent|Read/);
  await expect(chat.place.locator(".position")).toBeVisible();

  await agent.acceptNext();
  await agent.say("here I am");
  await expect(chat.line("here I am")).toBeVisible({ timeout: 15_000 });
  const before = await chat.transcript.innerText();
  await page.reload();
  await expect(chat.line("here I am")).toBeVisible();
  expect(await chat.transcript.innerText()).toBe(before);
  await agent.say("still here");
  await expect(chat.line("still here")).toBeVisible();
});

test("a closed panel counts what comes, also after a reload", async ({ page, stack, agent }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await chat.askForAgent(agent);
  await expect(chat.line("this is Ada")).toBeVisible({ timeout: 15_000 });
  await chat.button("Close chat").click();
  await expect(chat.launcher).toBeFocused();
  await page.reload();
  await agent.say("hello?");
  await expect(chat.host.locator(".badge")).toHaveText("1", { timeout: 15_000 });
  await expect(chat.launcher).toHaveAccessibleName("Open chat, unread messages: 1");
  await chat.open();
  await expect(chat.host.locator(".badge")).toBeHidden();
});

test("after the end nothing is live: the next page loads no widget", async ({ page, stack }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
  await chat.button("End conversation").click();
  await chat.button("End it").click();
  await expect(chat.button("Start a new conversation")).toBeVisible();
  const requests = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  await page.reload();
  await expect(chat.launcher).toBeVisible();
  await page.waitForTimeout(1000);
  expect(requests.filter((path) => path.startsWith("/assets") || path.startsWith("/apiaccess"))).toEqual([]);
});
