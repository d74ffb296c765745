// What a test talks to: the real programs on ports of their own, and everything that they logged.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");
const proxyBinary = process.env.FRONTDESK_PROXY_BIN ?? resolve(root, "target/debug/frontdesk-proxy");
const simulatorBinary =
  process.env.FRONTDESK_SIMULATOR_BIN ?? resolve(root, "target/debug/frontdesk-simulator");
const web = process.env.FRONTDESK_WEB ?? resolve(root, "dist/web");

/** Starts a demonstration; `more` are further flags of the proxy. */
export async function startStack({ more = [] } = {}) {
  const [proxyPort, simulatorPort] = [await freePort(), await freePort()];
  const proxy = run(proxyBinary, [
    "--demo",
    ...["--listen", `127.0.0.1:${proxyPort}`],
    ...["--demo-simulator-listen", `127.0.0.1:${simulatorPort}`],
    ...["--admin-listen", "127.0.0.1:0"],
    ...["--static-dir", web],
    ...["--log", "trace"],
    // A poll under way is heard to its end, up to this.
    ...["--drain", "500ms"],
    ...more,
  ]);
  const stack = {
    url: `http://127.0.0.1:${proxyPort}`,
    console: `http://127.0.0.1:${simulatorPort}/console`,
    log: proxy.log,
    stop: proxy.stop,
  };
  await proxy.answers(stack.url, stack.console);
  return stack;
}

/** Starts the simulator as a cloud of its own, with the tenant's key and secret. */
export async function startSimulator({ key, secret, more = [] }) {
  const port = await freePort();
  const simulator = run(simulatorBinary, [
    ...["--listen", `127.0.0.1:${port}`],
    ...["--app-key", key],
    ...["--app-secret", secret],
    ...more,
  ]);
  const url = `http://127.0.0.1:${port}`;
  await simulator.answers(`${url}/console`);
  return { url, console: `${url}/console`, log: simulator.log, stop: simulator.stop };
}

/** Starts the proxy as an administrator would: no demonstration, a cloud, flags. */
export async function startProxy(flags) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = async () => {
    const proxy = run(proxyBinary, [
      ...["--listen", `127.0.0.1:${port}`],
      ...["--admin-listen", "127.0.0.1:0"],
      ...["--static-dir", web],
      ...flags,
    ]);
    await proxy.answers(`${url}/frontdesk.js`);
    return proxy;
  };
  let proxy = await start();
  let before = "";
  return {
    url,
    log: () => before + proxy.log(),
    stop: () => proxy.stop(),
    /** As by a power cut: nothing is finished. */
    kill: () => proxy.stop("SIGKILL"),
    /** Another process at the same address. */
    async startAgain() {
      before += proxy.log();
      proxy = await start();
    },
  };
}

/** A cloud of its own with further flags, and a proxy in front of it for pages of one origin. */
export async function startCloudAndProxy({ origin, cloud = [], more = [] }) {
  const [key, secret] = ["test-app-key", "test-app-secret"];
  const simulator = await startSimulator({ key, secret, more: cloud });
  const proxy = await startProxy([
    ...["--upstream", simulator.url],
    ...["--app-key", key],
    ...["--app-secret", secret],
    ...["--channel", "202303061540344336"],
    ...["--allow-origin", origin],
    ...["--drain", "500ms"],
    ...more,
  ]);
  return {
    url: proxy.url,
    console: simulator.console,
    proxy,
    log: () => proxy.log() + simulator.log(),
    stop: () => Promise.all([proxy.stop(), simulator.stop()]),
  };
}

/** A program of this repository, and what it said. */
function run(binary, flags) {
  const child = spawn(binary, flags, { stdio: ["ignore", "pipe", "pipe"], env: cleanEnvironment() });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => said.push(data));
  const log = () => Buffer.concat(said).toString();
  return {
    log,
    async answers(...addresses) {
      for (let tries = 0; tries < 100; tries += 1) {
        if (child.exitCode !== null) throw new Error(`${binary} ended:\n${log()}`);
        const up = await Promise.all(addresses.map((address) => fetch(address))).catch(() => undefined);
        if (up) return;
        await new Promise((wake) => setTimeout(wake, 100));
      }
      throw new Error(`${binary} does not answer:\n${log()}`);
    },
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, "exit");
      }
    },
  };
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The tests' own environment must not configure the proxy. */
function cleanEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("FRONTDESK_"));
  return Object.fromEntries(kept);
}
