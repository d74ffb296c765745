// A trap inside the module, as a panic makes one, on demand.

/** Has the module trap where it is called next, once `window.trap` is set. */
export function trappable() {
  const { instantiate } = WebAssembly;
  window.instances = 0;
  WebAssembly.instantiate = async (module, imports) => {
    const instance = await instantiate(module, imports);
    window.instances += 1;
    const exports = Object.entries(instance.exports).map(([name, it]) => {
      const called = (...values) => {
        if (!window.trap) return it(...values);
        window.trap = false;
        throw new WebAssembly.RuntimeError("unreachable");
      };
      return [name, typeof it === "function" ? called : it];
    });
    return Object.create(instance, { exports: { value: Object.fromEntries(exports) } });
  };
}

/** The next call into the module traps. */
export const setTrap = (page) => page.evaluate(() => (window.trap = true));

/** A key that writes nothing calls the module, if nothing else does before. */
export async function crash(page) {
  await setTrap(page);
  await page.keyboard.press("Shift");
}
