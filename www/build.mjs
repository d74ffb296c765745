// Makes the files that a browser gets, with esbuild.
//
//   node www/build.mjs --glue widget.js --wasm widget.wasm --out DIR
//     for publishing: minified, names with a hash, everything that a web server hands out
//   node www/build.mjs --dev [--out DIR]
//     for `trunk serve`: readable, plain names, beside what Trunk puts there itself
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const www = dirname(fileURLToPath(import.meta.url));
const target = "es2022";

const { values: options } = parseArgs({
  options: {
    dev: { type: "boolean", default: false },
    glue: { type: "string" },
    wasm: { type: "string" },
    out: { type: "string", default: process.env.TRUNK_STAGING_DIR },
  },
});
if (!options.out) fail("say where the files shall go: --out DIR");
const out = resolve(options.out);

const esbuild = await import("esbuild").catch(() =>
  fail("esbuild is missing, which bundles the loader and the style: run `cargo xtask setup`"),
);
await (options.dev ? preview() : publish()).catch((error) => {
  // esbuild has already shown its own messages.
  if (!error.errors) console.error(error);
  process.exit(1);
});

async function publish() {
  if (!options.glue || !options.wasm) fail("--glue FILE and --wasm FILE are needed");
  const assets = {
    glue: await asset("widget", "js", await factory(options.glue)),
    wasm: await asset("widget", "wasm", await readFile(options.wasm)),
    sheet: await asset("frontdesk", "css", await sheet()),
    texts: await languages(asset),
  };
  await put("frontdesk.js", await loader(assets));
  for (const name of await readdir(www)) {
    const page = /\.(html|css|svg|png|webp|ico)$/.test(name) && name !== "index.html";
    if (page || name === "frontdesk.d.ts") await cp(join(www, name), join(out, name));
  }
}

async function preview() {
  // Trunk has written widget.js and widget_bg.wasm.
  await put("glue.js", await factory(join(out, "widget.js")));
  const texts = await languages(async (name, extension, contents) => {
    await put(`${name}.${extension}`, contents);
    return `${name}.${extension}`;
  });
  const assets = { glue: "glue.js", wasm: "widget_bg.wasm", sheet: "frontdesk.css", texts };
  await put(assets.sheet, await sheet());
  await put("frontdesk.js", await loader(assets));
}

/**
 * wasm-bindgen's module as a function that makes it: an instance that has crashed is followed by a
 * new one, and what the old one left in the browser must not reach into that. `kill` makes it inert.
 */
async function factory(entry) {
  const source = await readFile(resolve(entry), "utf8");
  if (!/^let\b.*\bwasm;$/m.test(source)) fail("the glue does not hold its instance in `wasm`");
  // Whatever a dead instance is asked, it does nothing and answers something harmless.
  const kill = `
    export function kill() {
      const inert = new Proxy(() => inert, {
        get: (_, name) => (name === Symbol.toPrimitive ? () => 0 : inert),
        apply: () => inert,
      });
      wasm = inert;
    }`;
  const body = await bundle({
    stdin: {
      contents: source + kill,
      resolveDir: dirname(resolve(entry)),
    },
    format: "iife",
    globalName: "made",
    // Where the module is, is always said.
    define: { "import.meta.url": '""' },
    sourcemap: false,
  });
  return `export function make(){${new TextDecoder().decode(body).trim()}return made}`;
}

/** The sheet that the shadow root adopts. */
function sheet() {
  return bundle({ entryPoints: [join(www, "../style/frontdesk.css")] });
}

/** The texts of each language, and where they were put. */
async function languages(put) {
  const folder = join(www, "../src/locale");
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  const places = files.map(async (file) => {
    const language = file.replace(".json", "");
    const texts = JSON.parse(await readFile(join(folder, file), "utf8"));
    return [language, await put(`texts-${language}`, "json", JSON.stringify(texts))];
  });
  return Object.fromEntries(await Promise.all(places));
}

/** The script that a page embeds; `assets` are addresses relative to its own. */
function loader(assets) {
  return bundle({
    entryPoints: [join(www, "frontdesk.js")],
    format: "iife",
    // A classic script is read in the host page's encoding, which may not be UTF-8.
    charset: "ascii",
    define: { __ASSETS__: JSON.stringify(assets) },
    plugins: [styleAsText()],
  });
}

/** `import css from "./x.css"` gives the sheet as a string, bundled and minified. */
function styleAsText() {
  return {
    name: "style-as-text",
    setup(build) {
      build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
        const css = await bundle({ entryPoints: [path], sourcemap: false });
        return { contents: new TextDecoder().decode(css).trim(), loader: "text" };
      });
    },
  };
}

async function bundle(specific) {
  const result = await esbuild.build({
    bundle: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    minify: !options.dev,
    sourcemap: options.dev ? "inline" : false,
    target,
    write: false,
    ...specific,
  });
  return result.outputFiles[0].contents;
}

/** Writes under a name that says what is inside, so that it may be cached for ever. */
async function asset(name, extension, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 16);
  const path = `assets/${name}-${hash}.${extension}`;
  await put(path, contents);
  return path;
}

async function put(path, contents) {
  const file = join(out, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, contents);
}

function fail(message) {
  console.error(`build.mjs: ${message}`);
  process.exit(1);
}
