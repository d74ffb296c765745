// Languages, directions, widths, and what a machine can see of accessibility.
import { Chat, expect, picture, test } from "./support/test.mjs";
import { axe } from "./support/axe.mjs";
import { pageWith, serveHost } from "./support/host.mjs";
import { startStack } from "./support/stack.mjs";

const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen ".repeat(4).trim();

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

for (const [lang, title, width] of [
  ["zh-CN", "在线客服", 1000],
  ["ar", "الدردشة معنا", 1000],
  ["ar-EG", "الدردشة معنا", 375],
  ["en", "Chat with us", 375],
  ["en", "Chat with us", 320],
]) {
  test(`a page in ${lang} at ${width} px gets a widget in its language that fits`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    host.set(`/${lang}`, { body: pageWith(stack, { lang }) });
    await page.goto(`${host.url}/${lang}`);
    const chat = new Chat(page);
    await chat.open();
    await expect(chat.panel.getByRole("heading", { name: title })).toBeVisible();
    await expect(chat.transcript.locator(".from-robot")).toBeVisible();
    const field = chat.panel.getByRole("textbox");
    await field.fill(`${LONG} 你好，请问几点开门？`);
    await field.press("Enter");
    await expect(chat.transcript.locator(".from-robot").nth(1)).toBeVisible();
    await picture(page, `looks/${lang}-${width}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(overflow).toBe(false);
    for (const line of await chat.transcript.locator(".bubble").all()) {
      const box = await line.boundingBox();
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
    }
    await chat.panel.locator(".chip").click();
    await expect(chat.place.locator(".position")).toBeVisible();
    await picture(page, `looks/${lang}-${width}-queue`);
    const direction = lang.startsWith("ar") ? "rtl" : "ltr";
    await expect(chat.panel).toHaveCSS("direction", direction);
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in any step, in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    host.set("/axe", { body: pageWith(stack) });
    await page.goto(`${host.url}/axe`);
    const chat = new Chat(page);
    expect(await axe(page)).toEqual([]);
    await chat.open();
    await expect(chat.transcript.locator(".from-robot")).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await chat.say("What is the price?");
    await expect(chat.mine("What is the price?")).toContainText(/Sent|Read/);
    await chat.button("Talk to a person").click();
    await expect(chat.place.locator(".position")).toBeVisible();
    expect(await axe(page)).toEqual([]);
    await chat.button("End conversation").click();
    expect(await axe(page)).toEqual([]);
    await chat.button("End it").click();
    await expect(chat.button("Start a new conversation")).toBeVisible();
    expect(await axe(page)).toEqual([]);
  });
}

test("the whole visit works by keyboard alone", async ({ page }) => {
  host.set("/keys", { body: pageWith(stack) });
  await page.goto(`${host.url}/keys`);
  const chat = new Chat(page);
  await expect(chat.launcher).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(chat.launcher).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.composer).toBeFocused();
  await page.keyboard.type("hello");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("again");
  await page.keyboard.press("Enter");
  await expect(chat.line("hello")).toContainText("again");
  await expect(chat.mine("hello")).toContainText(/Sent|Read/);
  await page.keyboard.press("Shift+Tab");
  await expect(chat.button("Attach a file")).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(chat.button("Talk to a person")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.place).toBeVisible();
  await expect(chat.panel).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(chat.panel).toBeHidden();
  await expect(chat.launcher).toBeFocused();
});
