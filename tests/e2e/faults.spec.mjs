// What the visitor sees when something breaks: a sentence, a way to try again, and nothing lost.
import { Chat, expect, picture, test } from "./support/test.mjs";

for (const [mode, name] of [
  ["down", "is down"],
  ["forbidden", "refuses the Bearer"],
  ["garbage", "answers garbage"],
]) {
  test(`when the cloud ${name}, a sentence is shown, what was typed stays, and it goes on`, async ({ page, stack, agent }) => {
    await agent.upstream(mode);
    const chat = new Chat(page);
    await page.goto(stack.url);
    await chat.open();
    const notice = chat.panel.locator(".notice");
    await expect(notice).toContainText("We cannot reach our service right now");
    await chat.say("Are you there?");
    await expect(chat.line("Are you there?")).toContainText("Sending");
    await chat.composer.fill("half a sen");
    await picture(page, `faults/${mode}`);
    await page.reload();
    await expect(chat.line("Are you there?")).toBeVisible();
    await expect(chat.composer).toHaveValue("half a sen");

    await agent.upstream("normal");
    await chat.button("Try now").click({ timeout: 2000 }).catch(() => {}); // it may have gone on by itself
    await expect(chat.mine("Are you there?")).toContainText(/Sent|Read/, { timeout: 40_000 });
    await expect(notice).toBeHidden();
    await expect(chat.composer).toHaveValue("half a sen");
  });
}

test("a fault in the middle of a conversation loses no message in either direction", async ({ page, stack, agent }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await chat.askForAgent(agent);
  await expect(chat.line("this is Ada")).toBeVisible();
  await agent.upstream("down");
  await chat.say("one");
  await chat.say("two");
  await agent.say("from the agent");
  await expect(chat.panel.locator(".notice")).toBeVisible({ timeout: 30_000 });
  await agent.upstream("normal");
  await expect(chat.line("from the agent")).toBeVisible({ timeout: 40_000 });
  await expect(chat.mine("two")).toContainText(/Sent|Read/, { timeout: 40_000 });
  const heard = agent.transcript.getByText(/^(one|two)$/);
  await expect(heard).toHaveText(["one", "two"]);
});

test("outside working hours the visitor is told so and can begin again", async ({ page, stack, agent }) => {
  await agent.upstream("not-working");
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await expect(chat.panel.getByText("We are closed right now.")).toBeVisible();
  await picture(page, "faults/not-working");
  await agent.upstream("normal");
  await chat.button("Start a new conversation").click();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
});

test("without agents the robot takes over again", async ({ page, stack, agent }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await agent.upstream("no-agents");
  await chat.button("Talk to a person").click();
  await expect(chat.transcript.getByText("Nobody is free right now.")).toBeVisible();
  await expect(chat.button("Talk to a person")).toBeVisible();
});

test("offline, messages wait and go out in order when the browser is back", async ({ page, stack, context, agent }) => {
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.open();
  await chat.askForAgent(agent);
  await expect(chat.line("this is Ada")).toBeVisible();
  await context.setOffline(true);
  for (const text of ["first", "second", "third"]) await chat.say(text);
  await expect(chat.panel.locator(".notice")).toContainText("You are offline", { timeout: 15_000 });
  await picture(page, "faults/offline");
  await context.setOffline(false);
  await expect(chat.mine("third")).toContainText(/Sent|Read/, { timeout: 40_000 });
  await expect(agent.transcript.getByText(/^(first|second|third)$/)).toHaveText(["first", "second", "third"]);
});

test("a script that cannot be loaded is said so at the bubble, and the next click tries again", async ({ page, stack }) => {
  await page.route("**/assets/*.wasm", (route) => route.abort());
  const chat = new Chat(page);
  await page.goto(stack.url);
  await chat.launcher.click();
  await expect(chat.host.getByRole("alert")).toContainText("could not be loaded");
  await picture(page, "faults/load");
  await page.unroute("**/assets/*.wasm");
  await chat.launcher.click();
  await expect(chat.panel).toBeVisible();
  await expect(chat.host.locator(".load-failure")).toHaveCount(0);
});
