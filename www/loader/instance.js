// The running module, shared by all elements of a page, and another one when it crashes.
//
// A module that trapped can do nothing more: what it held in memory is in no good state. It is made
// inert, what it held in the browser is let go, and a new instance of the same compiled module goes
// on from what was kept. Twice at most: what crashes again and again is not helped by it.
import { files, isOurs } from "./assets.js";

/** Crashes that are survived. */
const MOST = 2;

/** What is kept for the next instance where the page keeps nothing; by name. */
const memory = {};
/** For every mounted element, what is to be done when the module has crashed. */
const mounted = new Set();
let running;
let alive;
let crashes = 0;

/**
 * The module's exports, with what outlives it; the second call gets what the first one got.
 * @returns {Promise<{widget: object, sheet: CSSStyleSheet, keeps: {memory: object, death: AbortSignal}}>}
 */
export function load() {
  running ??= start().catch((error) => {
    running = undefined;
    throw error;
  });
  return running;
}

/** Calls `run` when the module has crashed, with whether another one goes on. */
export function onCrash(run) {
  mounted.add(run);
  return () => mounted.delete(run);
}

/** Calls into the module; a crash is met, anything else is thrown. */
export function guard(call) {
  try {
    return call();
  } catch (error) {
    if (!meet(error)) throw error;
  }
}

/** Forgets everything about a channel. The widget keeps under these names. */
export function forget(channel) {
  for (const name of ["visit", "live", "seal", "identity", "draft", "open"]) {
    const key = `frontdesk:${channel}:${name}`;
    delete memory[key];
    for (const storage of ["sessionStorage", "localStorage"]) {
      try {
        window[storage].removeItem(key);
      } catch {
        // A page may forbid it: then nothing was kept.
      }
    }
  }
}

async function start() {
  const { glue, module, sheet } = await files();
  const widget = glue.make();
  await widget.default({ module_or_path: module });
  const death = new AbortController();
  alive = { widget, death };
  addEventListener("error", notice);
  addEventListener("unhandledrejection", notice);
  return { widget, sheet, keeps: { memory, death: death.signal } };
}

function notice(event) {
  meet(event.error ?? event.reason);
}

/** @returns {boolean} whether it was a crash of ours */
function meet(error) {
  const trapped = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  if (!alive || !trapped || !isOurs(error)) return false;
  const { widget, death } = alive;
  alive = running = undefined;
  removeEventListener("error", notice);
  removeEventListener("unhandledrejection", notice);
  widget.kill();
  death.abort();
  console.error("frontdesk: the widget has crashed", error);
  crashes += 1;
  for (const run of [...mounted]) run(crashes <= MOST);
  return true;
}
