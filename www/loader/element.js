// <frontdesk-chat>: a shadow root with the bubble, and the widget in it once it is wanted.
import { load, origin, texts } from "./assets.js";
import { drawLauncher } from "./launcher.js";
import launcherCss from "./launcher.css";
import { localeOf, optionsOf } from "./options.js";
import { textsFor } from "./texts.js";

let launcherSheet;

export class FrontdeskChat extends HTMLElement {
  static observedAttributes = ["accent"];

  #root;
  #container;
  #launcher;
  #widget;
  #mounting;

  connectedCallback() {
    // A move inside the document disconnects and connects; what runs goes on.
    if (this.#root) return;
    this.#root = this.attachShadow({ mode: "open" });
    launcherSheet ??= new CSSStyleSheet();
    launcherSheet.replaceSync(launcherCss);
    this.#root.adoptedStyleSheets = [launcherSheet];
    const label = textsFor(localeOf(this));
    // Never in the root itself: the widget needs an element around what it draws.
    this.#container = document.createElement("div");
    this.#container.className = "frontdesk";
    this.#root.append(this.#container);
    if (label.rtl) this.dir = "rtl";
    this.#paint();
    if (!this.hasAttribute("channel")) {
      console.error("frontdesk: <frontdesk-chat> needs a channel attribute");
      return;
    }
    if (this.hasAttribute("floating")) {
      this.#drawLauncher(label.open);
      if (this.#isLive() || this.getAttribute("load") === "eager") this.#mount().catch(() => {});
      else if (this.getAttribute("load") === "idle") whenIdle(() => load().catch(() => {}));
    } else {
      this.#openWhenSeen();
    }
    this.#announce("ready");
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#unmount();
    });
  }

  attributeChangedCallback() {
    this.#paint();
  }

  open() {
    return this.#run((widget) => widget.open());
  }

  close() {
    this.#widget?.close();
  }

  toggle() {
    return this.#run((widget) => widget.toggle());
  }

  show() {
    this.hidden = false;
  }

  hide() {
    this.close();
    this.hidden = true;
  }

  send(text) {
    return this.#run((widget) => {
      widget.open();
      widget.send(String(text));
    });
  }

  setTheme(theme) {
    this.setAttribute("theme", theme);
  }

  destroy() {
    this.remove();
  }

  /** A chat in the page itself has no bubble to click: it begins when the visitor comes to it. */
  #openWhenSeen() {
    const watcher = new IntersectionObserver((sights) => {
      if (!sights.some((sight) => sight.isIntersecting)) return;
      watcher.disconnect();
      this.open();
    });
    watcher.observe(this);
  }

  #drawLauncher(label) {
    if (this.getAttribute("launcher") === "none") return;
    this.#launcher = drawLauncher(label);
    this.#launcher.addEventListener("click", () => this.toggle());
    this.#launcher.addEventListener("pointerenter", () => load().catch(() => {}), { once: true });
    this.#root.append(this.#launcher);
  }

  /** Carries out a call, after loading; a failed load is shown, and the next call tries again. */
  async #run(call) {
    try {
      call(await this.#mount());
    } catch (error) {
      console.error("frontdesk:", error);
      this.#showFailure();
    }
  }

  #mount() {
    this.#mounting ??= this.#load().catch((error) => {
      this.#mounting = undefined;
      throw error;
    });
    return this.#mounting;
  }

  async #load() {
    this.#launcher?.setAttribute("aria-busy", "true");
    try {
      const language = texts(localeOf(this)).catch(() => undefined);
      const [{ widget, sheet }, words] = await Promise.all([load(), language]);
      this.#root.adoptedStyleSheets = [launcherSheet, sheet];
      this.#root.querySelector(".load-failure")?.remove();
      const options = { ...optionsOf(this, origin()), texts: words };
      this.#widget = widget.mount(this, this.#container, this.#launcher, options);
      return this.#widget;
    } finally {
      this.#launcher?.removeAttribute("aria-busy");
    }
  }

  #unmount() {
    this.#widget?.unmount();
    this.#widget = undefined;
    this.#mounting = undefined;
    this.#launcher?.remove();
  }

  #showFailure() {
    const text = textsFor(localeOf(this)).failed;
    let failure = this.#root.querySelector(".load-failure");
    if (!failure) {
      failure = document.createElement("p");
      failure.className = "load-failure";
      failure.setAttribute("role", "alert");
      this.#root.append(failure);
    }
    failure.textContent = text;
  }

  #paint() {
    const accent = this.getAttribute("accent");
    if (accent) this.style.setProperty("--frontdesk-accent", accent);
  }

  /** Whether a conversation of this channel goes on from another page of the site. */
  #isLive() {
    const kept = this.getAttribute("persist") ?? "session";
    if (kept === "none") return false;
    try {
      const storage = kept === "local" ? localStorage : sessionStorage;
      return storage.getItem(`frontdesk:${this.getAttribute("channel")}:live`) !== null;
    } catch {
      return false;
    }
  }

  #announce(name) {
    this.dispatchEvent(new CustomEvent(`frontdesk:${name}`, { bubbles: true, composed: true }));
  }
}

function whenIdle(run) {
  if ("requestIdleCallback" in window) requestIdleCallback(run);
  else setTimeout(run, 2000);
}
