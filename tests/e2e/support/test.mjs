// Playwright's test with what the specs share: a stack, the chat on a page, the agent's console.
import { test as base, expect } from "@playwright/test";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { startStack } from "./stack.mjs";

const screens = resolve(import.meta.dirname, "../../../target/screens");

export const test = base.extend({
  /** Further flags of the proxy: `test.use({ flags: [...] })`. */
  flags: [[], { option: true }],

  stack: async ({ flags }, use) => {
    const stack = await startStack({ more: flags });
    await use(stack);
    await stack.stop();
  },

  /** The agent, in a window of their own. */
  agent: async ({ browser, stack }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(stack.console);
    await use(new Agent(page));
    await context.close();
  },
});

export { expect };

/** The chat on a page, as its visitor uses it. */
export class Chat {
  constructor(page) {
    this.page = page;
    this.host = page.locator("frontdesk-chat");
    this.launcher = this.host.locator(".launcher");
    this.panel = this.host.getByRole("dialog").first();
    this.transcript = this.panel.getByRole("log");
    this.composer = this.panel.getByRole("textbox", { name: "Write a message" });
    this.place = this.panel.locator(".queue");
  }

  async open() {
    await this.launcher.click();
    await expect(this.panel).toBeVisible();
  }

  async say(text) {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  line(text) {
    return this.transcript.locator(".line", { hasText: text });
  }

  /** The visitor's own: a robot may offer the same words as a question. */
  mine(text) {
    return this.transcript.locator(".line.from-visitor", { hasText: text });
  }

  button(name) {
    return this.panel.getByRole("button", { name });
  }

  /** Up to where the agent has taken the visitor. */
  async askForAgent(agent) {
    await this.button("Talk to a person").click();
    await expect(this.place).toBeVisible();
    await agent.acceptNext();
  }
}

/** The simulator's console, as an agent uses it. */
export class Agent {
  constructor(page) {
    this.page = page;
    this.transcript = page.getByRole("log", { name: "Transcript" });
  }

  async acceptNext() {
    const accept = this.page.getByRole("button", { name: "Accept next" });
    await expect(accept).toBeEnabled();
    await accept.click();
    await expect(this.page.getByRole("textbox", { name: "Message to the visitor" })).toBeEnabled();
  }

  async say(text) {
    await this.page.getByRole("textbox", { name: "Message to the visitor" }).fill(text);
    await this.page.getByRole("button", { name: "Send" }).click();
  }

  async hangUp() {
    await this.page.getByRole("button", { name: "Hang up" }).click();
  }

  async upstream(mode) {
    await this.page.getByLabel("Upstream").selectOption(mode);
  }
}

/** Keeps a picture under `target/screens/<name>.png`. */
export async function picture(page, name) {
  const path = resolve(screens, `${name}.png`);
  await mkdir(resolve(path, ".."), { recursive: true });
  await page.screenshot({ path, animations: "disabled" });
}
