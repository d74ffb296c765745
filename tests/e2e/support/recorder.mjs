// Stands between proxy and cloud, changes nothing, and remembers every secret that passes.
import { createServer, request as ask } from "node:http";
import { once } from "node:events";

export async function startRecorder(upstream) {
  const secrets = new Set();
  const server = createServer((request, response) => {
    note(secrets, request.headers);
    const onward = ask(new URL(request.url, upstream), {
      method: request.method,
      headers: { ...request.headers, host: new URL(upstream).host },
    });
    onward.on("response", (answer) => {
      note(secrets, answer.headers);
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        noteTokens(secrets, body.toString());
        response.writeHead(answer.statusCode, answer.headers).end(body);
      });
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    secrets,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function note(secrets, headers) {
  const bearer = headers.authorization?.replace(/^Bearer /, "");
  for (const value of [bearer, headers["ccmessaging-token"], headers["x-app-key"]]) {
    if (value) secrets.add(bare(value));
  }
}

function noteTokens(secrets, body) {
  try {
    const { AccessToken, token } = JSON.parse(body);
    for (const value of [AccessToken, token]) if (value) secrets.add(bare(value));
  } catch {
    // Not every answer is JSON.
  }
}

/** The API writes quotes into the value. */
function bare(value) {
  return value.replace(/^"|"$/g, "");
}
