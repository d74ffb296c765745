// A module that traps is followed by another instance, and the visitor loses nothing by it.
import { Chat, expect, picture, test } from "../support/test.mjs";
import { crash, trappable } from "../support/trap.mjs";

test.beforeEach(({ page }) => page.addInitScript(trappable));

for (const persist of ["session", "none"]) {
  test(`after a crash everything is as it was (persist=${persist})`, async ({ page, stack }) => {
    const fetched = [];
    page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
    const chat = new Chat(page);
    await page.goto(stack.url);
    await page.locator("frontdesk-chat").evaluate((chat, persist) => {
      chat.setAttribute("persist", persist);
    }, persist);
    await chat.open();
    await chat.say("When are you open?");
    await expect(chat.mine("When are you open?")).toContainText(/Sent|Read/);
    await expect(chat.transcript.locator(".from-robot").nth(1)).toBeVisible();
    const before = await chat.transcript.innerText();
    await chat.composer.fill("half a sentence");

    await crash(page);
    await expect.poll(() => page.evaluate(() => window.instances)).toBe(2);
    await expect(chat.composer).toHaveValue("half a sentence");
    await expect(chat.composer).toBeFocused();
    expect(await chat.transcript.innerText()).toBe(before);
    const assets = fetched.filter((path) => /widget-.*\.(js|wasm)$/.test(path));
    expect(assets.length).toBe(2);

    await chat.composer.fill("What does it cost?");
    await chat.composer.press("Enter");
    await expect(chat.mine("What does it cost?")).toContainText(/Sent|Read/);
    await expect(chat.transcript.locator(".from-robot").nth(2)).toBeVisible();
    await expect(chat.mine("When are you open?")).toHaveCount(1);
  });
}

test("what the instance that crashed had under way is given up", async ({ page, stack }) => {
  const streams = [];
  const ended = [];
  const isStream = (request) => request.url().includes("/frontdesk/stream");
  page.on("request", (request) => isStream(request) && streams.push(request));
  page.on("requestfailed", (request) => isStream(request) && ended.push(request));
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
  await crash(page);
  await expect.poll(() => streams.length).toBe(2);
  expect(ended).toEqual([streams[0]]);
});

test("a call of the page's that traps is survived", async ({ page, stack }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
  await page.evaluate(() => {
    window.trap = true;
    window.frontdesk.toggle();
  });
  await expect.poll(() => page.evaluate(() => window.instances)).toBe(2);
  await expect(chat.panel).toBeVisible();
  await expect(chat.transcript.locator(".from-robot")).toHaveCount(1);
});

test("what crashes again and again gives up with a sentence", async ({ page, stack }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  for (const instances of [2, 3]) {
    await crash(page);
    await expect.poll(() => page.evaluate(() => window.instances)).toBe(instances);
    await expect(chat.composer).toBeVisible();
  }
  await crash(page);
  await expect(chat.host.getByRole("alert")).toHaveText("The chat has stopped. Press here to reload the page.");
  await expect(chat.panel).toBeHidden();
  await picture(page, "continuity/crashed");
  await chat.host.getByRole("alert").click();
  await expect(chat.composer).toBeVisible();
});

test("a crash of the page's own module is the page's business", async ({ page, stack }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await page.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError("unreachable");
    });
  });
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => window.instances)).toBe(1);
});
