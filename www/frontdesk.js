// The loader: all that a page pays before its visitor touches the bubble.
//
// It defines <frontdesk-chat>, puts one on the page where the script tag names a channel, and
// carries out what the page asked for before the script had run.
import { installApi } from "./loader/api.js";
import { FrontdeskChat } from "./loader/element.js";
import { attributesOf } from "./loader/options.js";
import { home } from "./loader/assets.js";

const script = document.currentScript;

if (!customElements.get("frontdesk-chat")) {
  home(script?.src ?? location.href);
  installApi();
  customElements.define("frontdesk-chat", FrontdeskChat);
  if (script?.dataset.channel) float(script);
}

/** Puts the bubble of a script tag on the page, once there is a page. */
function float(script) {
  const element = document.createElement("frontdesk-chat");
  for (const [name, value] of attributesOf(script)) element.setAttribute(name, value);
  element.setAttribute("floating", "");
  // On the document element: a transformed ancestor would catch `position: fixed`.
  document.documentElement.append(element);
}
