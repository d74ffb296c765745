// What the browser tests do to the page they run in.

/** An element with an open shadow root and a div inside it, as the loader makes them. */
export function makeHost() {
  const host = document.createElement("div");
  const container = document.createElement("div");
  container.className = "frontdesk";
  host.attachShadow({ mode: "open" }).append(container);
  document.body.append(host);
  return host;
}

/** @returns {boolean} whether nobody prevented what the key does by itself */
export function pressKey(target, init) {
  const event = new KeyboardEvent("keydown", {
    bubbles: true,
    cancelable: true,
    composed: true,
    ...init,
  });
  return target.dispatchEvent(event);
}

/** Writes as a visitor does: the field has it before the event says so. */
export function typeInto(field, text) {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

/** Puts a value in the place of a property, until the returned function is called. */
export function shadowed(owner, name, value) {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(owner, name, own);
    else delete owner[name];
  };
}

/** Collects the details of an event that reaches the document. */
export function heard(name) {
  const details = [];
  document.addEventListener(name, (event) => details.push(JSON.stringify(event.detail)));
  return details;
}

/** A proxy inside the page: it notes what is asked, and answers when it is told what. */
export class StandIn {
  #asked = [];
  #answers = [];
  #waiting = [];
  #streams = false;

  /** From now on there is a stream; before, visitors have to poll. */
  stream() {
    this.#streams = true;
  }

  answer(request) {
    const url = new URL(request.url);
    const path = url.pathname.replace("/apiaccess/ccmessaging/", "").replace("/frontdesk/", "");
    if (path === "stream" && !this.#streams) {
      const headers = { "frontdesk-refused": "route" };
      return Promise.resolve(new Response("{}", { status: 404, headers }));
    }
    return request.text().then((body) => {
      this.#asked.push({ path, line: `${request.method} ${path}${url.search}`, body, headers: request.headers });
      return new Promise((resolve, reject) => {
        this.#waiting.push({ path, resolve, reject, signal: request.signal });
        this.#match();
      });
    });
  }

  /** Answers the next question, or the one that waits, with this JSON. */
  give(path, status, headers, json) {
    const answer = ({ resolve }) =>
      resolve(new Response(json, { status, headers: JSON.parse(headers) }));
    this.#answers.push({ path, answer });
    this.#match();
  }

  /** Fails the next question, or the one that waits, with whatever a page's own fetch may throw. */
  fail(path, error) {
    this.#answers.push({ path, answer: ({ reject }) => reject(error) });
    this.#match();
  }

  /** Opens a stream for the next question, or the one that waits. */
  open() {
    const stream = new Stream();
    this.#answers.push({
      path: "stream",
      answer: ({ resolve, signal }) => resolve(stream.response(signal)),
    });
    this.#match();
    return stream;
  }

  lines() {
    return this.#asked.map(({ line }) => line);
  }

  bodies(path) {
    return this.#asked.filter((asked) => asked.path === path).map(({ body }) => body);
  }

  headers(path, name) {
    return this.#asked
      .filter((asked) => asked.path === path)
      .map(({ headers }) => headers.get(name) ?? "");
  }

  /** Whether the question that waits was given up. */
  isGivenUp(path) {
    return this.#waiting.some((waiting) => waiting.path === path && waiting.signal.aborted);
  }

  #match() {
    for (const waiting of [...this.#waiting]) {
      const found = this.#answers.findIndex(({ path }) => path === waiting.path);
      if (found < 0) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      this.#answers.splice(found, 1)[0].answer(waiting);
    }
  }
}

/** Another tab of the same site, as far as the widget can tell. */
export class OtherTab {
  #channel;
  #name;
  #heard = [];
  #release;
  #lost = false;

  constructor(name) {
    this.#name = name;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => {
      const [says, from, to, seal, visit] = data.split("\n");
      this.#heard.push({ says, from: Number(from), to: to ? Number(to) : null, seal, visit });
    };
  }

  say(json) {
    const { says, to = "", seal = "", visit = "" } = JSON.parse(json);
    this.#channel.postMessage([says, 7, to ?? "", seal, visit].join("\n"));
  }

  /** What was heard, as JSON without the visit. */
  heard() {
    return this.#heard.map(({ says, to }) => JSON.stringify({ says, to }));
  }

  /** The number of the tab that spoke last. */
  speaker() {
    return this.#heard.at(-1)?.from;
  }

  visit() {
    return this.#heard.findLast(({ visit }) => visit)?.visit;
  }

  /** Takes the lock when it is free, or at once. */
  lead(steal) {
    return new Promise((leads) => {
      const hold = () => new Promise((release) => {
        this.#release = release;
        leads();
      });
      navigator.locks.request(this.#name, { steal }, hold).catch(() => (this.#lost = true));
    });
  }

  lost() {
    return this.#lost;
  }

  close() {
    this.#channel.close();
    this.#release?.();
  }
}

/** Whether anybody holds a lock of this name. */
export async function isHeld(name) {
  const { held } = await navigator.locks.query();
  return held.some((lock) => lock.name === name);
}

/** What is saved, and the addresses of files that the page still has. */
export class Saved {
  #files = new Map();
  #all = [];
  #undo;

  constructor() {
    const { createObjectURL, revokeObjectURL } = URL;
    const { click } = HTMLElement.prototype;
    const files = this.#files;
    const save = (link) =>
      files.get(link.href).text().then((text) => this.#all.push(`${link.download} ${files.get(link.href).type} ${text}`));
    this.#undo = [
      shadowed(URL, "createObjectURL", (file) => {
        const url = createObjectURL.call(URL, file);
        files.set(url, file);
        return url;
      }),
      shadowed(URL, "revokeObjectURL", (url) => {
        files.delete(url);
        revokeObjectURL.call(URL, url);
      }),
      shadowed(HTMLElement.prototype, "click", function () {
        if (this.download) save(this);
        else click.call(this);
      }),
    ];
  }

  /** Name, type and text of each. */
  all() {
    return this.#all;
  }

  kept() {
    return this.#files.size;
  }

  stop() {
    for (const undo of this.#undo.reverse()) undo();
  }
}

/** A stream of server-sent events, as the proxy sends them. */
class Stream {
  #controller;
  #given_up = false;
  #body = new ReadableStream({
    start: (controller) => (this.#controller = controller),
    cancel: () => (this.#given_up = true),
  });

  response(signal) {
    signal.addEventListener("abort", () => {
      this.#given_up = true;
      this.#controller.error(signal.reason);
    });
    return new Response(this.#body, { headers: { "content-type": "text/event-stream" } });
  }

  /** Sends text in parts of so many bytes. */
  send(text, size) {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += size) {
      this.#controller.enqueue(bytes.slice(at, at + size));
    }
  }

  end() {
    this.#controller.close();
  }

  isGivenUp() {
    return this.#given_up;
  }
}

/** Stands in for XMLHttpRequest: what goes up waits until a test says how it ends. */
export class Uploads {
  static #all = [];

  static Request = class extends EventTarget {
    upload = new EventTarget();
    headers = {};
    status = 0;
    response = null;
    open(method, url) {
      this.line = `${method} ${new URL(url).pathname}`;
    }
    setRequestHeader(name, value) {
      this.headers[name] = value;
    }
    getResponseHeader() {
      return null;
    }
    send(body) {
      this.body = body;
      Uploads.#all.push(this);
    }
    abort() {
      this.aborted = true;
      this.dispatchEvent(new ProgressEvent("abort"));
    }
  };

  static forget() {
    Uploads.#all = [];
  }

  static asked() {
    return Uploads.#all.map(({ line, body, headers }) =>
      JSON.stringify({ line, body: JSON.parse(body), key: headers["idempotency-key"] }),
    );
  }

  static progress(loaded, total) {
    const init = { lengthComputable: true, loaded, total };
    Uploads.#all.at(-1).upload.dispatchEvent(new ProgressEvent("progress", init));
  }

  static answer(status, json) {
    const last = Uploads.#all.at(-1);
    last.status = status;
    last.response = JSON.parse(json);
    last.dispatchEvent(new ProgressEvent("load"));
  }

  static fail() {
    Uploads.#all.at(-1).dispatchEvent(new ProgressEvent("error"));
  }

  static isAborted() {
    return Boolean(Uploads.#all.at(-1).aborted);
  }
}

export const uploadRequest = () => Uploads.Request;

/** A file with so many bytes, all alike. */
export function fileOf(name, size) {
  return new File(["x".repeat(size)], name);
}

/** A file that is dropped on an element. */
export function drop(target, file) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  const init = { bubbles: true, composed: true, cancelable: true, dataTransfer };
  target.dispatchEvent(new DragEvent("drop", init));
}
