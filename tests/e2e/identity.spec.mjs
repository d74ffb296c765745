// Who the visitor is, as the company's site says with a token that it has signed.
import { createHmac } from "node:crypto";
import { Chat, expect, test } from "./support/continuity.mjs";

const KEY = "a key of thirty-two bytes, or more";
const CHANNEL = "202303061540344336";

test.use({ proxyFlags: ["--identity-key", KEY] });

/** An identity token, HS256. */
function token(claims, key = KEY) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const said = { aud: CHANNEL, exp: Math.floor(Date.now() / 1000) + 300, ...claims };
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(said)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

/** The visitor who is with the robot, as the agents see them. */
async function visitor(desk) {
  await desk.withRobot();
  return (await desk.state()).robot[0];
}

const identify = (page, token) => page.evaluate((token) => window.frontdesk.identify(token), token);

test("a visitor whom the site vouches for has a name, from the first word on", async ({ page, world, desk }) => {
  const fetched = [];
  page.on("request", (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(world.page);
  const chat = new Chat(page);
  await expect(chat.launcher).toBeVisible();
  await identify(page, token({ sub: "ada-1815", name: "Ada Lovelace" }));
  expect(fetched.filter((path) => path.startsWith("/a"))).toEqual([]);
  await chat.open();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
  expect(await visitor(desk)).toMatchObject({ user: "ada-1815", name: "Ada Lovelace" });
});

test("in the middle of a conversation it takes effect with the next", async ({ page, world, desk }) => {
  await page.goto(world.page);
  const chat = new Chat(page);
  await chat.open();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
  const { user: stranger } = await visitor(desk);
  await identify(page, token({ sub: "ada-1815", name: "Ada Lovelace" }));
  await page.reload();
  await chat.say("still a stranger");
  await expect(chat.mine("still a stranger")).toContainText(/Sent|Read/);
  expect((await visitor(desk)).user).toBe(stranger);
  await chat.button("End conversation").click();
  await chat.button("End it").click();
  await chat.button("Start a new conversation").click();
  await expect(chat.button("Talk to a person")).toBeVisible();
  await chat.say("known by now");
  await expect(chat.mine("known by now")).toContainText(/Sent|Read/);
  expect(await visitor(desk)).toMatchObject({ user: "ada-1815", name: "Ada Lovelace" });
});

test("a token that proves nothing is said so, and the visit goes on without a name", async ({ page, world, desk }) => {
  await page.goto(world.page);
  const chat = new Chat(page);
  await expect(chat.launcher).toBeVisible();
  await page.evaluate(() => {
    window.faults = [];
    window.frontdesk.on("error", ({ reason }) => faults.push(reason));
  });
  await identify(page, token({ sub: "mallory", name: "Ada Lovelace" }, "another key, of as many bytes as it takes"));
  await chat.open();
  await expect(chat.transcript.locator(".from-robot")).toBeVisible();
  expect(await page.evaluate(() => faults)).toEqual(["identity"]);
  expect((await visitor(desk)).user).not.toBe("mallory");
  await chat.say("and on it goes");
  await expect(chat.mine("and on it goes")).toContainText(/Sent|Read/);
});
