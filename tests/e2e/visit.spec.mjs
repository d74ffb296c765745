// The whole visit, from the click on the bubble to the rating and out, with a picture of each step.
import { Chat, expect, picture, test } from "./support/test.mjs";
import { walkThrough } from "./support/visit.mjs";

for (const colorScheme of ["light", "dark"]) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 1280, height: 860 } });

    test(`a visit goes from the bubble to the rating, in ${colorScheme}`, async ({ page, stack, agent }) => {
      const shot = (name) => picture(page, `${colorScheme}/${name}`);
      const chat = new Chat(page);
      const errors = [];
      page.on("console", (line) => line.type() === "error" && errors.push(line.text()));
      page.on("pageerror", (error) => errors.push(String(error)));

      await page.goto(stack.url);
      await expect(chat.launcher).toBeVisible();
      await shot("1-bubble");

      await walkThrough({ page, chat, agent, shot });
      expect(errors).toEqual([]);
    });
  });
}
