// A visit against a cloud that speaks every form that the documents and real clouds show.
import { pageWith, serveHost } from "./support/host.mjs";
import { startCloudAndProxy } from "./support/stack.mjs";
import { Agent, Chat, expect, picture, test } from "./support/test.mjs";
import { walkThrough } from "./support/visit.mjs";

for (const quirks of ["all", "none"]) {
  test(`the whole visit passes with --quirks ${quirks}`, async ({ page, browser }) => {
    const host = await serveHost({});
    const stack = await startCloudAndProxy({ origin: host.url, cloud: ["--quirks", quirks] });
    host.set("/", { body: pageWith(stack) });
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    const console = await browser.newPage();
    await console.goto(stack.console);

    await page.goto(host.url);
    const chat = new Chat(page);
    await expect(chat.launcher).toBeVisible();
    const shot = (name) => picture(page, `quirks/${quirks}/${name}`);
    await walkThrough({ page, chat, agent: new Agent(console), shot });
    expect(errors).toEqual([]);

    await console.close();
    await stack.stop();
    await host.stop();
  });
}
