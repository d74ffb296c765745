// What a test talks to: the demonstration's proxy with the simulator in its process, on ports of
// its own, and everything that it logged.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");
const binary = process.env.FRONTDESK_PROXY_BIN ?? resolve(root, "target/debug/frontdesk-proxy");
const web = process.env.FRONTDESK_WEB ?? resolve(root, "dist/web");

/** Starts a demonstration; `more` are further flags of the proxy. */
export async function startStack({ more = [], port } = {}) {
  const [proxyPort, simulatorPort] = [port ?? (await freePort()), await freePort()];
  const flags = [
    "--demo",
    ...["--listen", `127.0.0.1:${proxyPort}`],
    ...["--demo-simulator-listen", `127.0.0.1:${simulatorPort}`],
    ...["--admin-listen", "127.0.0.1:0"],
    ...["--static-dir", web],
    ...["--log", "trace"],
    ...more,
  ];
  const child = spawn(binary, flags, { stdio: ["ignore", "pipe", "pipe"], env: cleanEnvironment() });
  const logs = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => logs.push(data));
  const stack = {
    url: `http://127.0.0.1:${proxyPort}`,
    console: `http://127.0.0.1:${simulatorPort}/console`,
    log: () => Buffer.concat(logs).toString(),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
    },
  };
  await answers(stack, child);
  return stack;
}

async function answers(stack, child) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the proxy ended:\n${stack.log()}`);
    const up = await Promise.all([fetch(stack.url), fetch(stack.console)]).catch(() => undefined);
    if (up) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`the proxy does not answer:\n${stack.log()}`);
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
