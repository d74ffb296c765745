// What an agent sends as a file is shown to the visitor, or saved with every byte.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { axe } from "./support/axe.mjs";
import { pageWith, serveHost } from "./support/host.mjs";
import { startStack } from "./support/stack.mjs";
import { Agent, Chat, expect, picture, test } from "./support/test.mjs";

const library = resolve(import.meta.dirname, "../../crates/simulator/src/world/library");
const LONG = "發票與收據（二零二六年十一月）_الفاتورة_Donaudampfschifffahrtsgesellschaft.pdf";

let host;
let stack;

test.beforeEach(async () => {
  host = await serveHost({});
  stack = await startStack({ more: ["--allow-origin", host.url] });
});

test.afterEach(async () => {
  await stack.stop();
  await host.stop();
});

/** A visitor with an agent, on a page of the company's. */
async function talk(page, browser, { path, lang = "en", theme = "auto", headers = {} }) {
  host.set(path, { body: pageWith(stack, { lang, attributes: `data-theme="${theme}"` }), headers });
  await page.goto(host.url + path);
  const chat = new Chat(page);
  await chat.open();
  await chat.panel.locator(".chip").click();
  const desk = await browser.newPage();
  await desk.goto(stack.console);
  const agent = new Agent(desk);
  await agent.acceptNext();
  const send = async (kind, file) => {
    await desk.getByLabel("Kind of message").selectOption(kind);
    if (file) await desk.getByLabel(/File from this machine/).setInputFiles(file);
    await desk.getByRole("button", { name: "Send", exact: true }).click();
    await expect(desk.locator("#problem")).toBeEmpty();
  };
  return { chat, desk, send };
}

async function saves(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const original = (name) => readFile(resolve(library, name));

for (const [name, { lang, width, theme }] of Object.entries({
  light: { lang: "en", width: 1000, theme: "light" },
  dark: { lang: "en", width: 1000, theme: "dark" },
  narrow: { lang: "en", width: 375, theme: "light" },
  arabic: { lang: "ar", width: 375, theme: "light" },
})) {
  test(`every kind of file reaches the visitor: ${name}`, async ({ page, browser }) => {
    await page.setViewportSize({ width, height: 800 });
    const { chat, desk, send } = await talk(page, browser, { path: `/${name}`, lang, theme });
    const media = chat.transcript.locator(".from-agent .media");

    const photo = { name: "photo.png", mimeType: "image/png", buffer: await wide(page) };
    await send("IMAGE", photo);
    await expect(media.locator("img")).toHaveJSProperty("naturalWidth", 900);
    await picture(page, `files/${name}-picture`);
    const opened = page.waitForEvent("popup");
    await media.locator("a").click();
    const tab = await opened;
    await tab.waitForLoadState();
    expect(await tab.evaluate(() => document.images[0].naturalWidth)).toBe(900);
    await tab.close();

    await send("EMOTICONS");
    await expect(chat.transcript.locator(".sticker img")).toHaveJSProperty("complete", true);
    await send("AUDIO");
    await chat.transcript.locator(".sound button").click();
    await expect(chat.transcript.locator("audio[controls]")).toHaveJSProperty("error", null);
    const own = { name: LONG, mimeType: "application/pdf", buffer: await original("document.pdf") };
    await chat.panel.locator("input[type=file]").setInputFiles(own);
    const saved = await saves(page, chat.transcript.locator(".from-visitor .media button"));
    expect(saved.name).toBe(LONG);
    expect(saved.bytes.equals(own.buffer)).toBe(true);
    await send("DOCUMENT");
    const document = media.last();
    await expect(document).not.toHaveClass(/sound/);
    const sent = await saves(page, document.locator("button"));
    expect(sent.name).toMatch(/\.pdf$/);
    expect(sent.bytes.equals(own.buffer)).toBe(true);
    await picture(page, `files/${name}-file`);

    await send("VIDEO");
    const video = chat.transcript.locator(".video");
    await picture(page, `files/${name}-video`);
    await video.locator("button").focus();
    await page.keyboard.press("Enter");
    await expect(video.locator("video[controls][playsinline]")).toBeVisible();
    await expect(video.locator("video")).toHaveJSProperty("error", null);
    await expect(video.locator("video")).toBeFocused();
    await expect.poll(() => video.locator("video").evaluate((it) => it.videoWidth)).toBeGreaterThan(0);
    await picture(page, `files/${name}-played`);

    expect(await axe(page)).toEqual([]);
    for (const line of await chat.transcript.locator(".bubble").all()) {
      const box = await line.boundingBox();
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
    }
    await desk.close();
  });
}

test("the visitor's own picture is shown, and after a reload it is fetched", async ({ page, browser }) => {
  const { chat } = await talk(page, browser, { path: "/own" });
  const buffer = await wide(page);
  await chat.panel.locator("input[type=file]").setInputFiles({ name: "chain.png", mimeType: "image/png", buffer });
  const own = chat.transcript.locator(".from-visitor .media img");
  await expect(own).toHaveJSProperty("naturalWidth", 900);
  await expect(own).toHaveAttribute("alt", "chain.png");
  await picture(page, "files/own");
  await page.reload();
  await expect(own).toHaveJSProperty("naturalWidth", 900);
});

test("a file that is refused says so, and another try is a press away where it may help", async ({ page, browser }) => {
  const { chat, send } = await talk(page, browser, { path: "/refused" });
  const answer = { status: 503, reason: "upstream-down" };
  await page.route("**/downloadFileStream", (route) =>
    route.request().method() === "OPTIONS"
      ? route.fallback()
      : route.fulfill({
          status: answer.status,
          headers: {
            "access-control-allow-origin": host.url,
            "access-control-expose-headers": "frontdesk-refused",
            "frontdesk-refused": answer.reason,
          },
          body: "{}",
        }),
  );
  await send("IMAGE");
  const media = chat.transcript.locator(".media");
  const { height } = await media.boundingBox();
  await expect(media).toContainText("It could not be loaded.");
  await picture(page, "files/failed");
  expect((await media.boundingBox()).height).toBe(height);
  [answer.status, answer.reason] = [403, "file"];
  await media.getByRole("button", { name: "Try again: Picture" }).click();
  await expect(media).toContainText("It is no longer available.");
  await expect(media.getByRole("button")).toHaveCount(0);
  await picture(page, "files/gone");
});

test("where a page's policy forbids to show it, a picture can be saved", async ({ page, browser }) => {
  const policy = [
    "default-src 'none'",
    `script-src ${stack.url} 'wasm-unsafe-eval'`,
    `connect-src ${stack.url}`,
    "style-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  const headers = { "content-security-policy": policy };
  const { chat, send } = await talk(page, browser, { path: "/strict", headers });
  await send("IMAGE");
  const media = chat.transcript.locator(".media");
  const saved = await saves(page, media.getByRole("button", { name: "Save: Picture" }));
  expect(saved.name).toBe("Picture.png");
  expect(saved.bytes.equals(await original("image.png"))).toBe(true);
  await picture(page, "files/strict");
});

/** A picture of 900 by 600 points, as a camera would make one. */
async function wide(page) {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 600 });
    const context = canvas.getContext("2d");
    const sky = context.createLinearGradient(0, 0, 900, 600);
    sky.addColorStop(0, "#7fb2ff");
    sky.addColorStop(1, "#ffd9a0");
    context.fillStyle = sky;
    context.fillRect(0, 0, 900, 600);
    context.fillStyle = "#2b6b3f";
    context.fillRect(0, 420, 900, 180);
    return canvas.toDataURL("image/png").split(",")[1];
  });
  return Buffer.from(base64, "base64");
}
