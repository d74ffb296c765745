// What axe finds wrong for people who use a screen reader, a keyboard, or strong contrasts.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** Rules that are broken, each with where; in what a selector names. */
export async function axe(page, selector = "frontdesk-chat") {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  const result = await page.evaluate((selector) => window.axe.run(selector), selector);
  return result.violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.flat().join(" "))]);
}
