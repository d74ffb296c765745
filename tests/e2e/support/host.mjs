// A company's page on an origin of its own, with whatever policy and style a test wants.
import { createServer } from "node:http";
import { once } from "node:events";

/** Serves pages by path: `{ "/": { html, headers } }`. */
export async function serveHost(pages) {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url, "http://host").pathname];
    if (!page) return response.writeHead(404).end();
    const { body, type = "text/html; charset=utf-8", headers = {} } = page;
    response.writeHead(200, { "content-type": type, ...headers }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    /** Pages that need to know where everything is. */
    set: (path, page) => (pages[path] = page),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A page that embeds the widget of a stack. */
export function pageWith(stack, { attributes = "", head = "", lang = "en" } = {}) {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">${head}
    <script async src="${stack.url}/frontdesk.js" data-channel="202303061540344336" ${attributes}></script>
    </head><body><h1>A company</h1><p>Some text.</p><input aria-label="Host field"></body></html>`;
}
