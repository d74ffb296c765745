// A whole visit: greeting, robot, queue, agent, rating, a second conversation that is ended by hand.
import { expect } from "@playwright/test";

/** Walks through it, on a page that shows the bubble; `shot` is told each step's name. */
export async function walkThrough({ page, chat, agent, shot }) {
  await chat.open();
  await expect(chat.composer).toBeFocused();
  const greeting = chat.transcript.locator(".from-robot").first();
  await expect(greeting).toBeVisible();
  await shot("2-greeting");

  await chat.say("When are you open?");
  await expect(chat.mine("When are you open?")).toContainText(/Sent|Read/);
  await expect(chat.transcript.locator(".from-robot").nth(1)).toBeVisible();
  await chat.say("Do you sell a submarine with a 面包 basket?");
  await expect(chat.transcript.locator(".from-robot").nth(2)).toBeVisible();
  await shot("3-robot");

  await chat.button("Talk to a person").click();
  await expect(chat.place.locator(".position")).toHaveText("3");
  await shot("4-queue");
  await expect(chat.place.locator(".position")).toHaveText("2", { timeout: 30_000 });
  await agent.acceptNext();
  await expect(chat.place).toBeHidden({ timeout: 15_000 });

  await agent.say("Hello, this is Ann. How can I help?");
  await expect(chat.line("How can I help?")).toBeVisible();
  await chat.say("My Veloro One squeaks.");
  await expect(agent.transcript.getByText("My Veloro One squeaks.")).toBeVisible();
  await agent.say("Bring it by: we'll have a look, and a coffee.");
  await expect(chat.line("and a coffee.")).toBeVisible();
  await shot("5-agent");
  await agent.say("A tag is a tag: <b>chain & oil</b>");
  await expect(chat.line("<b>chain & oil</b>")).toBeVisible();

  await agent.hangUp();
  const survey = chat.panel.getByRole("form", { name: "How was our conversation?" });
  await expect(survey).toBeVisible();
  await survey.getByRole("radio", { name: /^Very (good|satisfied)$/ }).check({ force: true });
  await survey.getByRole("textbox").fill("Quick and kind.");
  await shot("6-survey");
  await survey.getByRole("button", { name: "Send rating" }).click();
  await expect(agent.page.getByRole("region", { name: "Ratings" })).toContainText("Quick and kind.");

  await expect(chat.button("Start a new conversation")).toBeVisible();
  await shot("7-ended");
  await chat.button("Start a new conversation").click();
  await expect(chat.composer).toBeVisible();
  await expect(chat.button("Talk to a person")).toBeVisible();

  await chat.button("End conversation").click();
  await shot("8-leaving");
  await chat.button("End it").click();
  await expect(chat.panel.getByText("You ended the conversation.")).toBeVisible();
  // The button that was pressed is gone: the panel has the focus instead.
  await expect(chat.panel).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(chat.panel).toBeHidden();
}
