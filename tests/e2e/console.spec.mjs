// The simulator's console, as several agents use it.
import { axe } from "./support/axe.mjs";
import { Agent, Chat, expect, picture, test } from "./support/test.mjs";

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Opens the company's page and asks for a person. */
async function visit(browser, stack) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(stack.url);
  const chat = new Chat(page);
  await chat.open();
  await chat.say("My chain squeaks.");
  await chat.button("Talk to a person").click();
  await expect(chat.place).toBeVisible();
  return chat;
}

test("an agent sends every kind of message, with a real file from the disk", async ({ page, browser, stack }) => {
  await page.goto(stack.console);
  const chat = await visit(browser, stack);
  const agent = new Agent(page);
  await agent.acceptNext();

  const kinds = await page.getByLabel("Kind of message").locator("option").evaluateAll((all) => all.map(({ value }) => value));
  expect(kinds).toHaveLength(16);
  for (const kind of kinds.filter((kind) => kind !== "TEXT")) {
    await page.getByLabel("Kind of message").selectOption(kind);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect(agent.transcript.locator(".line.agent .line-kind", { hasText: new RegExp(`^${kind}$`) })).toBeVisible();
    await expect(page.locator("#problem")).toBeEmpty();
  }
  await agent.say("And a text.");
  await expect(chat.line("And a text.")).toBeVisible();

  await page.getByLabel("Kind of message").selectOption("IMAGE");
  await page.getByLabel(/File from this machine/).setInputFiles({ name: "chain.png", mimeType: "image/png", buffer: PIXEL });
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const links = agent.transcript.getByRole("link", { name: "Open the file" });
  await expect(links).toHaveCount(6);
  const sent = await page.request.get(new URL(await links.last().getAttribute("href"), stack.console).href);
  expect(sent.headers()["content-type"]).toBe("image/png");
  expect(Buffer.compare(await sent.body(), PIXEL)).toBe(0);
  await picture(page, "console/every-kind");
});

test("a file of an unknown type is refused in words, and nothing is lost", async ({ page, browser, stack }) => {
  await page.goto(stack.console);
  await visit(browser, stack);
  await new Agent(page).acceptNext();
  await page.getByLabel("Kind of message").selectOption("DOCUMENT");
  await page.getByLabel(/File from this machine/).setInputFiles({ name: "what.xyz", mimeType: "text/plain", buffer: PIXEL });
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.locator("#problem")).toContainText("what.xyz");
  await expect(page.getByLabel("Kind of message")).toHaveValue("DOCUMENT");
});

test("several agents: ring, accept, write, take back, sign out, time out", async ({ page, browser, stack }) => {
  await page.goto(stack.console);
  const first = await visit(browser, stack);
  const second = await visit(browser, stack);
  const waiting = page.getByRole("list", { name: "Waiting" });
  await page.getByRole("radio", { name: "Bruno" }).click();
  await waiting.getByRole("button", { name: /^Ring/ }).first().click();
  await expect(waiting).toContainText("rings at Bruno");
  await waiting.getByRole("button", { name: /^Accept/ }).first().click();
  const agent = new Agent(page);
  await expect(page.locator("#talk-state")).toHaveText("With you");
  await agent.say("Bruno here.");
  await expect(first.line("Bruno here.")).toBeVisible();
  await agent.transcript.getByRole("button", { name: "Withdraw" }).first().click();
  await expect(agent.transcript.getByText("Withdrawn")).toBeVisible();

  await page.getByRole("radio", { name: "Chen" }).click();
  await expect(page.locator("#talk-state")).toHaveText("With Bruno");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("radio", { name: "Chen" })).toContainText("away");
  await expect(page.getByRole("button", { name: "Accept next" })).toBeDisabled();
  await page.getByRole("radio", { name: "Bruno" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.locator("#panel-problem")).toContainText("That did not work");

  await waiting.getByRole("button", { name: /^Time out/ }).first().click();
  await expect(second.panel.getByText("Nobody became free").first()).toBeVisible({ timeout: 15_000 });
  await agent.hangUp();
  await expect(first.panel.getByText("The agent ended the conversation").first()).toBeVisible({ timeout: 15_000 });
  await picture(page, "console/agents");
});

test("who is gone too long may write on, and is answered from the console", async ({ page, browser, stack }) => {
  await page.goto(stack.console);
  await page.getByRole("tab", { name: "Cloud" }).click();
  await page.locator("#asynchronous").check();
  const chat = await visit(browser, stack);
  const agent = new Agent(page);
  await agent.acceptNext();
  await page.locator("#time-out").click();
  await expect(chat.panel.getByText("You were away for a while.")).toBeVisible({ timeout: 15_000 });
  await chat.say("Here I am again.");
  await expect(agent.transcript.getByText("Here I am again.")).toBeVisible();
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.locator("#talk-state")).toHaveText("With you");
  await agent.say("Welcome back.");
  await expect(chat.line("Welcome back.")).toBeVisible({ timeout: 15_000 });
});

for (const colorScheme of ["light", "dark"]) {
  test(`the console has nothing that axe finds wrong, in ${colorScheme}`, async ({ page, browser, stack }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 1360, height: 860 });
    await page.goto(stack.console);
    await visit(browser, stack);
    await new Agent(page).acceptNext();
    for (const tab of ["Heard", "Scenarios", "Cloud"]) {
      await page.getByRole("tab", { name: tab }).click();
      await picture(page, `console/${tab.toLowerCase()}-${colorScheme}`);
      expect(await axe(page, "body")).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await picture(page, `console/narrow-${colorScheme}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(overflow).toBe(false);
  });
}

test("quirks, faults and the queue's limit are set on the page", async ({ page, stack }) => {
  await page.goto(stack.console);
  await page.getByRole("tab", { name: "Cloud" }).click();
  await page.getByRole("button", { name: "All", exact: true }).click();
  await expect(page.locator("#quirks input:not(:checked)")).toHaveCount(0);
  await page.getByRole("button", { name: "None", exact: true }).click();
  await expect(page.locator("#quirks input:checked")).toHaveCount(0);
  await page.getByLabel("txt-word").check();
  await expect(page.locator("#quirks input:checked")).toHaveCount(1);

  await page.getByLabel("Which, and how often").fill("up.drip=0.1");
  await page.getByRole("button", { name: "Set faults" }).click();
  await expect(page.locator("#panel-problem")).toContainText("drip");
  await page.getByLabel("Which, and how often").fill("up.delay=0.1");
  await page.getByRole("button", { name: "Set faults" }).click();
  await expect(page.locator("#panel-problem")).toBeEmpty();

  await page.getByLabel("Longest queue").fill("3");
  await page.getByLabel("Longest queue").press("Tab");
  await page.reload();
  await page.getByRole("tab", { name: "Cloud" }).click();
  await expect(page.getByLabel("Longest queue")).toHaveValue("3");
  await expect(page.getByLabel("Which, and how often")).toHaveValue("up.delay=0.1");
});

test("the console is worked by keyboard alone", async ({ page, browser, stack }) => {
  await page.goto(stack.console);
  await visit(browser, stack);
  await page.getByRole("radio", { name: "Ada" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Bruno" })).toBeFocused();
  await expect(page.getByRole("radio", { name: "Bruno" })).toBeChecked();
  await page.getByRole("tab", { name: "Heard" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Scenarios" })).toBeFocused();
  await expect(page.locator("#scenarios")).toBeVisible();
  await page.getByRole("button", { name: "Accept next" }).focus();
  await page.keyboard.press("Enter");
  const field = page.getByRole("textbox", { name: "Message to the visitor" });
  await expect(field).toBeFocused();
  await page.keyboard.type("Hello");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log", { name: "Transcript" })).toContainText("Hello");
});
