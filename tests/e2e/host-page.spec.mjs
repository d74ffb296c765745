// At home on somebody else's page: hostile style, a strict policy, no trace before the click.
import { Chat, expect, picture, test } from "./support/test.mjs";
import { pageWith, serveHost } from "./support/host.mjs";
import { startStack } from "./support/stack.mjs";

const HOSTILE = `
  body *, div, span, button, p, section, form, textarea, header, h2, svg, frontdesk-chat {
    border: 7px solid red !important; font: italic 31px/3 cursive !important;
    letter-spacing: 5px !important; text-transform: uppercase !important; color: lime !important;
    background: hotpink !important; opacity: .3 !important; margin: 20px !important;
    display: inline !important; position: static !important; z-index: -1 !important;
    float: left !important; direction: rtl !important; visibility: hidden !important;
  }
  html { direction: rtl !important; font-size: 31px !important; line-height: 3 !important }
  body { transform: rotate(1deg); perspective: 10px }`;

test.describe("on another origin", () => {
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

  test("hostile style of the page changes nothing inside", async ({ browser }) => {
    host.set("/clean", { body: pageWith(stack) });
    host.set("/hostile", { body: pageWith(stack, { head: `<style>${HOSTILE}</style>` }) });
    const looks = [];
    for (const path of ["/clean", "/hostile"]) {
      const page = await browser.newPage({ reducedMotion: "reduce" });
      await page.goto(host.url + path);
      const chat = new Chat(page);
      await chat.open();
      await expect(chat.transcript.locator(".from-robot")).toBeVisible();
      looks.push(await page.evaluate(look));
      await picture(page, `host${path}`);
      await page.close();
    }
    expect(looks[1]).toEqual(looks[0]);
  });

  test("nothing is stored, requested or timed before the visitor touches the bubble", async ({ page, context }) => {
    const requests = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.addInitScript(() => {
      window.timers = 0;
      for (const name of ["setTimeout", "setInterval", "requestIdleCallback"]) {
        const original = window[name];
        window[name] = (...values) => {
          window.timers += 1;
          return original.apply(window, values);
        };
      }
    });
    host.set("/quiet", { body: pageWith(stack) });
    await page.goto(`${host.url}/quiet`);
    await expect(new Chat(page).launcher).toBeVisible();
    await page.waitForTimeout(1500);
    expect(requests.filter((path) => path !== "/favicon.ico")).toEqual(["/quiet", "/frontdesk.js"]);
    const kept = await page.evaluate(() => [timers, sessionStorage.length, localStorage.length, document.cookie]);
    expect(kept).toEqual([0, 0, 0, ""]);
    expect(await context.cookies()).toEqual([]);
  });

  test("a page with a strict policy and Trusted Types gets the whole widget and no violation", async ({ page }) => {
    const policy = [
      "default-src 'none'",
      `script-src ${stack.url} 'wasm-unsafe-eval'`,
      `connect-src ${stack.url}`,
      "style-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; ");
    const violations = [];
    page.on("console", (line) => line.type() === "error" && violations.push(line.text()));
    host.set("/strict", { body: pageWith(stack), headers: { "content-security-policy": policy } });
    await page.goto(`${host.url}/strict`);
    const chat = new Chat(page);
    await chat.open();
    await chat.say("price");
    await expect(chat.transcript.locator(".from-robot").nth(1)).toBeVisible();
    expect(violations.filter((text) => !text.includes("favicon"))).toEqual([]);
    await picture(page, "host/strict");
  });

  test("a page whose origin is not allowed is told so in a sentence", async ({ page }) => {
    const stranger = await serveHost({ "/": { body: pageWith(stack) } });
    await page.goto(stranger.url);
    const chat = new Chat(page);
    await chat.open();
    await expect(chat.panel.locator(".notice")).toContainText("not available on this page");
    await chat.say("Can you hear me?");
    await expect(chat.line("Can you hear me?")).toBeVisible();
    await picture(page, "host/stranger");
    await stranger.stop();
  });

  test("what the page asked for before the script had run is carried out", async ({ page }) => {
    const early = `<script>(window.frontdesk ||= []).push(["open"], ["send", "early bird"]);
      window.seen = []; for (const name of ["ready", "open", "connect", "message"])
        document.addEventListener("frontdesk:" + name, (event) => seen.push(event.type));</script>`;
    host.set("/early", { body: pageWith(stack, { head: early }) });
    await page.goto(`${host.url}/early`);
    const chat = new Chat(page);
    await expect(chat.mine("early bird")).toContainText(/Sent|Read/);
    const all = ["ready", "open", "connect", "message"].map((name) => `frontdesk:${name}`);
    await expect.poll(() => page.evaluate(() => window.seen)).toEqual(expect.arrayContaining(all));
    await page.evaluate(() => window.frontdesk.close());
    await expect(chat.panel).toBeHidden();
    await page.evaluate(() => window.frontdesk.destroy());
    await expect(chat.host).toHaveCount(0);
  });
});

/** What the widget's elements look like, and where they are. */
function look() {
  const root = document.querySelector("frontdesk-chat").shadowRoot;
  const watched = ["color", "backgroundColor", "font", "letterSpacing", "textTransform", "borderTopWidth", "opacity", "display", "position", "float", "direction", "visibility", "margin"];
  return [...root.querySelectorAll(".launcher, .panel, .header, .title, .transcript, .line, .bubble, .composer, textarea, .send, .chip")].map((element) => {
    const style = getComputedStyle(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    return [element.className, [x, y, width, height].map(Math.round), ...watched.map((name) => style[name])];
  });
}
