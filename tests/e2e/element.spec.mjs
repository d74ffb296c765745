// The element itself: several on a page, taken away and put back, beside a page's own shortcuts.
import { Chat, expect, test } from "./support/test.mjs";
import { pageWith, serveHost } from "./support/host.mjs";
import { startStack } from "./support/stack.mjs";

const INLINE = `<div style="height: 2000px"></div><frontdesk-chat channel="202303061540344336" id="inline"></frontdesk-chat>`;

let host;
let stack;

test.beforeAll(async () => {
  host = await serveHost({});
  stack = await startStack({ more: ["--allow-origin", host.url] });
});

test.afterAll(async () => {
  await stack.stop();
  await host.stop();
});

/** The names that a page keeps. */
const kept = (page) => page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)]);

test("two elements of one channel share one conversation", async ({ page }) => {
  const connects = [];
  page.on("request", (request) => request.postData()?.includes('"CONNECT"') && connects.push(request));
  host.set("/two", { body: pageWith(stack).replace("</body>", `${INLINE}</body>`) });
  await page.goto(`${host.url}/two`);
  const floating = page.locator("frontdesk-chat[floating]");
  const inline = page.locator("#inline");
  await floating.locator(".launcher").click();
  await floating.getByRole("textbox").fill("from the bubble");
  await page.keyboard.press("Enter");
  await expect(floating.locator(".line", { hasText: "from the bubble" })).toContainText("Sent");
  await inline.scrollIntoViewIfNeeded();
  await expect(inline.locator(".line", { hasText: "from the bubble" })).toBeVisible();
  await inline.getByRole("textbox").fill("from the page");
  await page.keyboard.press("Enter");
  await expect(floating.locator(".line", { hasText: "from the page" })).toContainText("Sent");
  expect(connects).toHaveLength(1);
});

test("a chat in the page begins when it is seen, and takes no focus", async ({ page }) => {
  const requests = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  host.set("/inline", { body: pageWith(stack, { attributes: 'data-launcher="none"' }).replace("</body>", `${INLINE}</body>`) });
  await page.goto(`${host.url}/inline`);
  await page.getByLabel("Host field").focus();
  await page.waitForTimeout(500);
  expect(requests.filter((path) => path.startsWith("/a"))).toEqual([]);
  const inline = page.locator("#inline");
  await inline.scrollIntoViewIfNeeded();
  await expect(inline.locator(".from-robot")).toBeVisible();
  await expect(page.getByLabel("Host field")).toBeFocused();
  await inline.evaluate((element) => element.hide());
  await expect(inline).toBeHidden();
  await inline.evaluate((element) => element.show());
  await expect(inline.locator(".from-robot")).toBeVisible();
});

test("of an ended visit the next page knows nothing, and its first click begins another one", async ({ page }) => {
  host.set("/ended", { body: pageWith(stack) });
  await page.goto(`${host.url}/ended`);
  const chat = new Chat(page);
  await chat.open();
  await chat.say("of the first visit");
  await expect(chat.mine("of the first visit")).toContainText(/Sent|Read/);
  await chat.button("End conversation").click();
  await chat.button("End it").click();
  await expect(chat.button("Start a new conversation")).toBeVisible();
  await page.reload();
  await expect(chat.launcher).toBeVisible();
  expect(await kept(page)).toEqual([]);
  await chat.open();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
  await expect(chat.line("of the first visit")).toHaveCount(0);
});

for (const event of ["end", "close", "connect"]) {
  test(`a page may destroy the chat in a handler of "${event}", and nothing of it is left`, async ({ page }) => {
    const calls = [];
    page.on("request", (request) => /apiaccess|stream/.test(request.url()) && calls.push(request.url()));
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    host.set("/destroy", { body: pageWith(stack) });
    await page.goto(`${host.url}/destroy`);
    const chat = new Chat(page);
    await page.evaluate((event) => window.frontdesk.on(event, () => window.frontdesk.destroy()), event);
    await chat.launcher.click();
    if (event !== "connect") {
      await expect(chat.transcript.locator(".from-robot")).toBeVisible();
      await chat.say("something");
      await expect(chat.mine("something")).toContainText(/Sent|Read/);
    }
    if (event === "close") await chat.launcher.click();
    if (event === "end") {
      await chat.button("End conversation").click();
      await chat.button("End it").click();
    }
    await expect(chat.host).toHaveCount(0);
    const asked = calls.length;
    await page.waitForTimeout(1500);
    expect(await kept(page)).toEqual([]);
    expect(calls.length).toBe(asked);
    expect(faults).toEqual([]);
  });
}

test("an element that is taken away and put back while it loads has one panel", async ({ page }) => {
  host.set("/twice", { body: pageWith(stack) });
  await page.goto(`${host.url}/twice`);
  const chat = new Chat(page);
  await chat.host.evaluate(async (element) => {
    element.open();
    element.remove();
    await new Promise((wake) => setTimeout(wake));
    document.body.append(element);
    element.open();
  });
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
  await expect(chat.host.locator(".panel")).toHaveCount(1);
  await expect(chat.host.locator(".load-failure")).toHaveCount(0);
  await page.evaluate(() => window.frontdesk.destroy());
  expect(await kept(page)).toEqual([]);
});

test("an element that is taken away and put back works again", async ({ page }) => {
  host.set("/swap", { body: pageWith(stack) });
  await page.goto(`${host.url}/swap`);
  const chat = new Chat(page);
  await chat.open();
  await chat.say("before the swap");
  await expect(chat.mine("before the swap")).toContainText(/Sent|Read/);
  await chat.host.evaluate(async (element) => {
    element.remove();
    await new Promise((wake) => setTimeout(wake, 50));
    document.body.append(element);
  });
  await expect(chat.line("before the swap")).toBeVisible();
  await expect(chat.host.locator(".launcher")).toHaveCount(1);
  await chat.say("after the swap");
  await expect(chat.mine("after the swap")).toContainText(/Sent|Read/);
});

test("an element that is destroyed while it loads calls nobody", async ({ page }) => {
  const calls = [];
  page.on("request", (request) => request.url().includes("/apiaccess/") && calls.push(request.url()));
  host.set("/gone", { body: pageWith(stack) });
  await page.goto(`${host.url}/gone`);
  await expect(new Chat(page).launcher).toBeVisible();
  await page.evaluate(() => {
    window.frontdesk.open();
    window.frontdesk.destroy();
  });
  await page.waitForTimeout(1500);
  expect(calls).toEqual([]);
});

test("what is typed in the chat is no shortcut of the page's", async ({ page }) => {
  const shortcuts = `<script>window.pressed = []; for (const name of ["keydown", "keypress", "keyup"])
    document.addEventListener(name, (event) => { if (event.target.tagName !== "INPUT") { pressed.push(event.key); event.preventDefault(); } });</script>`;
  host.set("/keys", { body: pageWith(stack, { head: shortcuts }) });
  await page.goto(`${host.url}/keys`);
  const chat = new Chat(page);
  await chat.open();
  await expect(chat.composer).toBeFocused();
  await page.keyboard.type("/jk?");
  await expect(chat.composer).toHaveValue("/jk?");
  expect(await page.evaluate(() => window.pressed)).toEqual([]);
});

test("a language tag that no browser knows breaks nothing", async ({ page }) => {
  host.set("/lang", { body: pageWith(stack, { lang: "zh-CHS" }) });
  await page.goto(`${host.url}/lang`);
  const chat = new Chat(page);
  await chat.open();
  await expect(chat.panel.getByRole("heading", { name: "在线客服" })).toBeVisible();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
});

test("the page hears when the bubble is ready, and stops hearing what it no longer listens to", async ({ page }) => {
  const early = `<script>window.heard = []; window.note = () => heard.push(1);
    (window.frontdesk ||= []).push(["on", "ready", note], ["on", "open", note]);</script>`;
  host.set("/hear", { body: pageWith(stack, { head: early }) });
  await page.goto(`${host.url}/hear`);
  await expect.poll(() => page.evaluate(() => heard.length)).toBe(1);
  await page.evaluate(() => window.frontdesk.off("open", note));
  await new Chat(page).open();
  expect(await page.evaluate(() => heard.length)).toBe(1);
});

for (const [theme, os, dark] of [
  ["auto", "light", false],
  ["auto", "dark", true],
  ["light", "dark", false],
  ["dark", "light", true],
]) {
  test(`with the theme ${theme} and a machine set to ${os} the chat is ${dark ? "dark" : "light"}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: os });
    // The page itself knows of no dark.
    host.set("/theme", { body: pageWith(stack, { attributes: `data-theme="${theme}"` }) });
    await page.goto(`${host.url}/theme`);
    const chat = new Chat(page);
    await chat.open();
    await expect(chat.panel).toHaveCSS("background-color", dark ? "rgb(25, 27, 39)" : "rgb(255, 255, 255)");
    const scheme = (locator) => locator.evaluate((element) => getComputedStyle(element).colorScheme);
    const wanted = theme === "auto" ? "light dark" : theme;
    expect([await scheme(chat.launcher), await scheme(chat.panel)]).toEqual([wanted, wanted]);
    await page.evaluate((other) => window.frontdesk.setTheme(other), dark ? "light" : "dark");
    await expect(chat.panel).toHaveCSS("background-color", dark ? "rgb(255, 255, 255)" : "rgb(25, 27, 39)");
  });
}
