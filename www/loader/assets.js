// Where the widget's files are, and fetching them once for all elements of a page.

/** @type {{glue: string, wasm: string, sheet: string, texts: Object<string, string>}} by the build */
const names = __ASSETS__;
let base;
let fetched;
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
 * Glue, module and sheet; the second call gets what the first one got.
 * @returns {Promise<{glue: {make: function(): object}, module: WebAssembly.Module, sheet: CSSStyleSheet}>}
 */
export function files() {
  fetched ??= Promise.all([glue(), compiled(), sheet()])
    .then(([glue, module, sheet]) => ({ glue, module, sheet }))
    .catch((error) => {
      // What failed for want of a network may succeed at the next click.
      fetched = undefined;
      throw error;
    });
  return fetched;
}

/** Whether something was thrown by the widget's code, and not by the page's own. */
export function isOurs(error) {
  const stack = String(error?.stack);
  return stack.includes(names.glue) || stack.includes(names.wasm);
}

/** @returns {Promise<object | undefined>} a language's texts; English is built in */
export async function texts(locale) {
  const name = names.texts[locale.toLowerCase().split("-")[0]];
  if (!name) return undefined;
  const response = await fetch(address(name));
  return response.ok ? response.json() : undefined;
}

function glue() {
  // A browser remembers a failed import for as long as the page lives, by its address.
  const again = tries++ ? `?${tries}` : "";
  return import(address(names.glue) + again);
}

async function compiled() {
  const response = await ask(names.wasm);
  // A server that does not know the type hands out the same bytes.
  if (response.headers.get("content-type") === "application/wasm") {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

async function sheet() {
  const response = await ask(names.sheet);
  return new CSSStyleSheet().replace(await response.text());
}

async function ask(name) {
  const response = await fetch(address(name));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response;
}

function address(name) {
  return new URL(name, base).href;
}
