// Every scenario starts from the console, and the visitor sees what it says.
import { pageWith, serveHost } from "./support/host.mjs";
import { startCloudAndProxy } from "./support/stack.mjs";
import { Chat, expect, picture, test } from "./support/test.mjs";

/** What the visitor does, and what shows that the scenario runs. */
const SCENARIOS = {
  greeting: { shows: "the first service is free" },
  handover: { asks: true, shows: "How can I help?" },
  busy: { asks: true, place: "7", shows: "I am sorry that you had to wait." },
  "queue-full": { asks: true, shows: "Nobody is free right now." },
  "queue-timeout": { asks: true, shows: "Nobody became free" },
  "no-answer": { asks: true, shows: "my phone was too far away" },
  "hang-up": { shows: "The agent ended the conversation" },
  "session-timeout": { shows: "quiet for long" },
  offline: { shows: "You were away for a while.", answers: "I am back.", then: "I have read your message" },
  closed: { shows: "We are closed right now." },
  "no-agents": { asks: true, shows: "Nobody is free right now." },
  "every-kind": { shows: "Sound recording" },
  receipts: { says: "Does anybody read this?", shows: "I have read that. And what else?" },
  withdraw: { shows: "it costs 690 euros" },
  tokens: { shows: "both were renewed, and nothing was lost" },
  survey: { shows: "How was our conversation?" },
  call: { heard: "connected" },
  "call-trouble": { heard: "queue-timeout" },
};

let host;
let stack;

test.beforeAll(async () => {
  host = await serveHost({});
  stack = await startCloudAndProxy({ origin: host.url, cloud: ["--scenario-speed", "4"] });
  host.set("/", { body: pageWith(stack) });
});

test.afterAll(async () => {
  await stack.stop();
  await host.stop();
});

for (const [name, { asks, says, place, shows, answers, then, heard }] of Object.entries(SCENARIOS)) {
  test(`the scenario ${name} starts from the console`, async ({ page, browser }) => {
    const desk = await browser.newPage({ viewport: { width: 1360, height: 860 } });
    await desk.goto(stack.console);
    await desk.getByRole("tab", { name: "Scenarios" }).click();
    await desk.getByRole("button", { name: `Start ${name}`, exact: true }).click();
    await expect(desk.locator("#running")).toContainText(`“${name}” waits for the next visitor`);

    await page.goto(host.url);
    const chat = new Chat(page);
    await chat.open();
    if (asks) await chat.button("Talk to a person").click();
    if (place) await expect(chat.place.locator(".position")).toHaveText(place);
    if (says) {
      await expect(chat.line("Write something")).toBeVisible({ timeout: 20_000 });
      await chat.say(says);
    }
    if (shows) await expect(chat.panel.getByText(shows).first()).toBeVisible({ timeout: 45_000 });
    if (answers) {
      await chat.say(answers);
      await expect(chat.line(then)).toBeVisible({ timeout: 20_000 });
    }
    if (heard) {
      await desk.getByRole("tab", { name: "Heard" }).click();
      await expect(desk.getByRole("region", { name: "Calls" })).toContainText(heard, { timeout: 20_000 });
    }
    await picture(page, `scenarios/${name}-visitor`);
    const row = desk.locator("#conversations button").first();
    if (await row.isVisible()) await row.click();
    await picture(desk, `scenarios/${name}-console`);

    await desk.getByRole("tab", { name: "Scenarios" }).click();
    const stop = desk.getByRole("button", { name: "Stop" });
    if (await stop.isEnabled()) await stop.click();
    await expect(desk.locator("#running")).toHaveText("None is running.");
    await desk.close();
  });
}

test("the page offers just these scenarios", async ({ page }) => {
  await page.goto(stack.console);
  await page.getByRole("tab", { name: "Scenarios" }).click();
  await expect(page.locator("#scenario-list h3")).toHaveText(Object.keys(SCENARIOS));
});
