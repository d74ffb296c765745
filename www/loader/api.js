// window.frontdesk: it drives the first floating element. Calls from before are carried out.

const COMMANDS = ["open", "close", "toggle", "show", "hide", "identify", "send", "setTheme", "destroy"];

export function installApi() {
  const waiting = Array.isArray(window.frontdesk) ? window.frontdesk : [];
  const listeners = [];
  const api = {
    get: (id) => document.getElementById(id),
    on(event, listener) {
      const listen = (happened) => listener(happened.detail, happened);
      listeners.push({ event, listener, listen });
      document.addEventListener(`frontdesk:${event}`, listen);
    },
    off(event, listener) {
      const index = listeners.findIndex((one) => one.event === event && one.listener === listener);
      if (index < 0) return;
      const [{ listen }] = listeners.splice(index, 1);
      document.removeEventListener(`frontdesk:${event}`, listen);
    },
    push(...calls) {
      for (const [name, ...values] of calls) {
        if (typeof api[name] === "function") api[name](...values);
        else console.error(`frontdesk: there is no "${name}"`);
      }
    },
  };
  for (const name of COMMANDS) {
    api[name] = (...values) => {
      const element = document.querySelector("frontdesk-chat[floating]");
      if (element) return element[name](...values);
    };
  }
  window.frontdesk = api;
  // The tag's own element comes first.
  queueMicrotask(() => api.push(...waiting));
}
