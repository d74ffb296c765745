// One conversation in many tabs: one of them talks to the proxy, all show the same.
import { expect, expectEqualBooks, test, toAgent, until, Chat } from "../support/continuity.mjs";

/** Another tab of the site, with the panel open. */
async function anotherTab(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  const chat = new Chat(page);
  await expect(chat.launcher.or(chat.panel).first()).toBeVisible();
  if (!(await chat.panel.isVisible())) await chat.open();
  return chat;
}

/** How many streams and polls a tab has begun. */
function readers(page) {
  const begun = [];
  page.on("request", (request) => {
    if (/\/frontdesk\/stream|\/poll/.test(request.url())) begun.push(request);
  });
  return begun;
}

/** A tab that the browser has frozen, as it does with tabs in the background. */
async function freeze(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  return () => session.send("Page.setWebLifecycleState", { state: "active" });
}

test("a second tab shows the same conversation, and one alone listens", async ({ page, context, world, desk }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  const second = await anotherTab(context, world.page);
  await expectEqualBooks(second, desk, user);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await second.say("from the second tab");
  await expectEqualBooks(second, desk, user);
  await expectEqualBooks(chat, desk, user);
  expect(asked).toEqual([]);
  await desk.say(user, "to both");
  await expectEqualBooks(chat, desk, user);
  await expectEqualBooks(second, desk, user);
});

test("five tabs, the leading one closed: another goes on within two seconds", async ({ page, context, world, desk }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  const tabs = [chat];
  for (let tab = 0; tab < 4; tab += 1) tabs.push(await anotherTab(context, world.page));
  for (const tab of tabs) await expectEqualBooks(tab, desk, user);
  const begun = tabs.map(({ page }) => readers(page));
  const last = tabs.pop();
  begun.pop();
  await last.say("the last words of this tab");
  await expectEqualBooks(last, desk, user);
  const closed = Date.now();
  await last.page.close();
  await until("another tab listens", () => begun.some((requests) => requests.length > 0), 5);
  expect(Date.now() - closed).toBeLessThan(2_000);
  await desk.say(user, "anybody there?");
  for (const tab of tabs) await expectEqualBooks(tab, desk, user);
  await tabs[1].say("still here");
  for (const tab of tabs) await expectEqualBooks(tab, desk, user);
});

test("the leading tab frozen: the one that the visitor touches takes over within two seconds", async ({ page, context, world, desk }) => {
  const chat = new Chat(page);
  const user = await toAgent(chat, desk, world.page);
  const second = await anotherTab(context, world.page);
  await expectEqualBooks(second, desk, user);
  await second.say("the second tab leads");
  await expectEqualBooks(second, desk, user);
  const thaw = await freeze(second.page);
  const begun = readers(page);
  await page.bringToFront();
  const touched = Date.now();
  await chat.say("the first tab takes over");
  await until("the first tab listens", () => begun.length > 0, 5);
  expect(Date.now() - touched).toBeLessThan(2_500);
  await desk.say(user, "I hear you");
  await expectEqualBooks(chat, desk, user);
  await thaw();
  await expectEqualBooks(second, desk, user);
  await desk.say(user, "both of you");
  await expectEqualBooks(chat, desk, user);
  await expectEqualBooks(second, desk, user);
});

test("the end in one tab is the end in all, and nothing is kept", async ({ page, context, world, desk }) => {
  const chat = new Chat(page);
  await toAgent(chat, desk, world.page);
  const second = await anotherTab(context, world.page);
  await expect(second.line("I am with you now")).toBeVisible();
  await second.button("End conversation").click();
  await second.button("End it").click();
  await second.button("No, thanks").click();
  await expect(second.button("Start a new conversation")).toBeVisible();
  await expect(chat.button("Start a new conversation")).toBeVisible();
});
