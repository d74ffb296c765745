// <frontdesk-chat>: a shadow root with the bubble, and the widget in it once it is wanted.
import { origin, texts } from "./assets.js";
import { forget, guard, load, onCrash } from "./instance.js";
import { drawLauncher } from "./launcher.js";
import launcherCss from "./launcher.css";
import { localeOf, namesOf, optionsOf } from "./options.js";
import { textsFor } from "./texts.js";

const takenOff = new Error("the element was taken off the page");
let launcherSheet;

export class FrontdeskChat extends HTMLElement {
  static observedAttributes = ["accent", "channel"];

  #root;
  #container;
  #launcher;
  #widget;
  #mounting;
  /** Until the widget is unmounted. */
  #notCrashed;
  #awake = false;
  /** Channel and persistence, as they were when it woke, or when the widget was mounted. */
  #names;
  /** Counts the loads and the rests: what was begun before the last of them is for nobody. */
  #turn = 0;
  /** The site's token of who the visitor is. */
  #identity;
  /** Whether another tab has a conversation that is alive. */
  #joins = false;
  /** Whether the visitor or the page wants the panel open, while it is still loading. */
  #wanted = false;

  connectedCallback() {
    this.#build();
    // A move inside the document disconnects and connects; what runs goes on.
    if (!this.#awake && this.hasAttribute("channel")) this.#wake();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.#rest();
    });
  }

  attributeChangedCallback() {
    this.#paint();
    if (this.isConnected) this.connectedCallback();
  }

  open() {
    this.#wanted = true;
    return this.#run((widget) => this.#wanted && widget.open());
  }

  close() {
    this.#wanted = false;
    guard(() => this.#widget?.close());
  }

  toggle() {
    // Until the widget is there a click can only mean one thing, however often it comes.
    return this.#widget ? this.#run((widget) => widget.toggle()) : this.open();
  }

  show() {
    this.hidden = false;
    if (!this.#floats) return this.open();
  }

  hide() {
    this.close();
    this.hidden = true;
  }

  send(text) {
    this.#wanted = true;
    return this.#run((widget) => {
      widget.open();
      widget.send(String(text));
    });
  }

  /** Nothing is loaded for it: it goes along with the next conversation. */
  identify(token) {
    this.#identity = String(token);
    guard(() => this.#widget?.identify(this.#identity));
  }

  setTheme(theme) {
    this.setAttribute("theme", theme);
  }

  destroy() {
    const forgetAll = () => this.#names && forget(this.#names.channel);
    this.remove();
    try {
      this.#rest();
    } finally {
      forgetAll();
      // What this was called from may have something left to write.
      queueMicrotask(forgetAll);
    }
  }

  get #floats() {
    return this.hasAttribute("floating");
  }

  #build() {
    if (this.#root) return;
    this.#root = this.attachShadow({ mode: "open" });
    if (!launcherSheet) {
      launcherSheet = new CSSStyleSheet();
      launcherSheet.replaceSync(launcherCss);
    }
    this.#root.adoptedStyleSheets = [launcherSheet];
    // Never in the root itself: the widget needs an element around what it draws.
    this.#container = document.createElement("div");
    this.#container.className = "frontdesk";
    this.#root.append(this.#container);
    this.#paint();
  }

  #wake() {
    this.#awake = true;
    this.#names = namesOf(this);
    const words = textsFor(localeOf(this));
    if (words.rtl) this.dir = "rtl";
    if (this.#floats) {
      this.#drawLauncher(words.open);
      if (this.#isLive() || this.getAttribute("load") === "eager") this.#mount().catch(() => {});
      else {
        this.#joinOthers();
        if (this.getAttribute("load") === "idle") whenIdle(() => load().catch(() => {}));
      }
    } else {
      this.#openWhenSeen();
    }
    // After what a page wrote before the script had run, which may listen for this.
    queueMicrotask(() => this.#announce("ready"));
  }

  #rest() {
    this.#awake = false;
    this.#wanted = false;
    this.#turn += 1;
    this.#notCrashed?.();
    const widget = this.#widget;
    this.#widget = undefined;
    this.#mounting = undefined;
    guard(() => widget?.unmount());
    this.#launcher?.remove();
    this.#root?.querySelector(".load-failure")?.remove();
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
      const widget = await this.#mount();
      guard(() => call(widget));
    } catch (error) {
      if (error === takenOff) return;
      console.error("frontdesk:", error);
      this.#showFailure(textsFor(localeOf(this)).failed, () => this.open());
    }
  }

  #mount() {
    if (!this.#mounting) {
      const mounting = this.#load().catch((error) => {
        if (this.#mounting === mounting) this.#mounting = undefined;
        throw error;
      });
      this.#mounting = mounting;
    }
    return this.#mounting;
  }

  async #load() {
    const turn = ++this.#turn;
    const mustGoOn = () => {
      if (turn !== this.#turn || !this.isConnected) throw takenOff;
    };
    this.#launcher?.setAttribute("aria-busy", "true");
    try {
      const language = texts(localeOf(this)).catch(() => undefined);
      const [{ widget, sheet, keeps }, words] = await Promise.all([load(), language]);
      mustGoOn();
      this.#root.adoptedStyleSheets = [launcherSheet, sheet];
      this.#root.querySelector(".load-failure")?.remove();
      this.#names = namesOf(this);
      const told = { texts: words, live: this.#joins, identity: this.#identity };
      const options = { ...optionsOf(this, origin()), ...keeps, ...told };
      this.#notCrashed = onCrash((again) => this.#revive(again));
      const mount = () => widget.mount(this, this.#container, this.#launcher, options);
      const mounted = guard(mount);
      if (!mounted) throw new Error("the widget has crashed");
      // A page may take it down in a handler of what mounting announces.
      if (turn !== this.#turn) guard(() => mounted.unmount());
      mustGoOn();
      this.#widget = mounted;
      return mounted;
    } finally {
      if (turn === this.#turn) this.#launcher?.removeAttribute("aria-busy");
    }
  }

  /** After a crash: as it was, by another instance, or a sentence. */
  #revive(again) {
    this.#notCrashed();
    const open = this.#container.querySelector(".panel:not([hidden])");
    const focused = this.#container.contains(this.#root.activeElement);
    this.#container.replaceChildren();
    this.#widget = undefined;
    this.#mounting = undefined;
    if (!again) {
      return this.#showFailure(textsFor(localeOf(this)).crashed, () => location.reload());
    }
    this.#run((widget) => {
      if (open) widget.open();
      if (focused) requestAnimationFrame(() => this.#focus());
    });
  }

  #focus() {
    const field = this.#container.querySelector("textarea");
    (field ?? this.#container.firstElementChild)?.focus();
  }

  /** A sentence that is a button: in the page itself there is no bubble to try again with. */
  #showFailure(sentence, press) {
    this.#root.querySelector(".load-failure")?.remove();
    const failure = document.createElement("button");
    failure.type = "button";
    failure.className = "load-failure";
    failure.addEventListener("click", press);
    const alert = document.createElement("span");
    alert.setAttribute("role", "alert");
    failure.append(alert);
    this.#root.append(failure);
    alert.textContent = sentence;
  }

  #paint() {
    const accent = this.getAttribute("accent");
    if (accent) this.style.setProperty("--frontdesk-accent", accent);
  }

  /** Whether a conversation of this channel goes on from another page of the site. */
  #isLive() {
    const { channel, persist } = this.#names;
    if (persist === "none") return false;
    try {
      const storage = persist === "local" ? localStorage : sessionStorage;
      return storage.getItem(`frontdesk:${channel}:live`) !== null;
    } catch {
      return false;
    }
  }

  /** The leading tab of a conversation holds a lock: where there is one, this tab joins. */
  async #joinOthers() {
    const { channel, persist } = this.#names;
    if (persist === "none") return;
    // Where a page may keep nothing there are no locks either.
    const { held } = (await navigator.locks?.query().catch(() => undefined)) ?? { held: [] };
    const { proxy } = optionsOf(this, origin());
    this.#joins = held.some(({ name }) => name === `frontdesk:${proxy}:${channel}`);
    if (this.#joins && this.#awake) this.#mount().catch(() => {});
  }

  #announce(name) {
    this.dispatchEvent(new CustomEvent(`frontdesk:${name}`, { bubbles: true, composed: true }));
  }
}

function whenIdle(run) {
  if ("requestIdleCallback" in window) requestIdleCallback(run);
  else setTimeout(run, 2000);
}
