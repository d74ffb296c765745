// Where the widget's files are, and loading them once for all elements of a page.

/** @type {{glue: string, wasm: string, sheet: string, texts: Object<string, string>}} by the build */
const names = __ASSETS__;
let base;
let loading;
let tries = 0;

/** Remembers the script's own address: everything else lies beside it. */
export function home(address) {
  base = address;
}

/** The address whose origin is the proxy, where the page names no other. */
export function origin() {
  return new URL(base).origin;
}

/**
 * Loads glue, wasm and sheet; the second call gets what the first one got.
 * @returns {Promise<{widget: object, sheet: CSSStyleSheet}>}
 */
export function load() {
  loading ??= Promise.all([start(), sheet()])
    .then(([widget, sheet]) => ({ widget, sheet }))
    .catch((error) => {
      // What failed for want of a network may succeed at the next click.
      loading = undefined;
      throw error;
    });
  return loading;
}

/** @returns {Promise<object | undefined>} a language's texts; English is built in */
export async function texts(locale) {
  const name = names.texts[locale.toLowerCase().split("-")[0]];
  if (!name) return undefined;
  const response = await fetch(address(name));
  return response.ok ? response.json() : undefined;
}

async function start() {
  const wasm = fetch(address(names.wasm));
  // A rejection is met below, together with the import's own.
  wasm.catch(() => {});
  // A browser remembers a failed import for as long as the page lives, by its address.
  const again = tries++ ? `?${tries}` : "";
  const widget = await import(address(names.glue) + again);
  await widget.default({ module_or_path: wasm });
  return widget;
}

async function sheet() {
  const response = await fetch(address(names.sheet));
  if (!response.ok) throw new Error(`${names.sheet}: HTTP ${response.status}`);
  return new CSSStyleSheet().replace(await response.text());
}

function address(name) {
  return new URL(name, base).href;
}
