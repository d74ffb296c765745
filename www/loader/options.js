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

/** What an element was told, in the names that the widget reads. */
export function optionsOf(element, origin) {
  const said = (name) => element.getAttribute(name)?.trim() || undefined;
  return {
    channel: said("channel"),
    proxy: new URL(said("proxy") ?? origin, location.href).href.replace(/\/$/, ""),
    locale: localeOf(element),
    floating: element.hasAttribute("floating"),
    title: said("title"),
    greeting: said("greeting"),
    avatar: said("avatar"),
    transData: said("trans-data"),
    persist: said("persist") ?? "session",
  };
}

/** The element's own language, else the page's, else the browser's. */
export function localeOf(element) {
  const tag = element.getAttribute("locale") || document.documentElement.lang || navigator.language;
  return (tag || "en").trim().replaceAll("_", "-");
}
