// The attributes: `data-…` on the script tag, the same names without `data-` on the element.

const NAMES = [
  "channel",
  "proxy",
  "locale",
  "theme",
  "accent",
  "position",
  "title",
  "greeting",
  "avatar",
  "trans-data",
  "launcher",
  "load",
  "persist",
];

/** @returns {[string, string][]} the attributes that a script tag gives its bubble */
export function attributesOf(script) {
  return NAMES.map((name) => [name, script.getAttribute(`data-${name}`)]).filter(
    ([, value]) => value !== null,
  );
}

/** Under which names, and where, the widget keeps an element's conversation. */
export function namesOf(element) {
  return { channel: said(element, "channel"), persist: said(element, "persist") ?? "session" };
}

/** What an element was told, in the names that the widget reads. */
export function optionsOf(element, origin) {
  const told = (name) => said(element, name);
  return {
    ...namesOf(element),
    proxy: new URL(told("proxy") ?? origin, location.href).href.replace(/\/$/, ""),
    locale: localeOf(element),
    floating: element.hasAttribute("floating"),
    title: told("title"),
    greeting: told("greeting"),
    avatar: told("avatar"),
    transData: told("trans-data"),
  };
}

/** The element's own language, else the page's, else the browser's. */
export function localeOf(element) {
  const tag = element.getAttribute("locale") || document.documentElement.lang || navigator.language;
  return (tag || "en").trim().replaceAll("_", "-");
}

function said(element, name) {
  return element.getAttribute(name)?.trim() || undefined;
}
