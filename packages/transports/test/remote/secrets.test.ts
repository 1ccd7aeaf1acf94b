import type { RequestListener } from "node:http";
import { inspect } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import pino from "pino";
import { fallingBack } from "../../src/falling-back.js";
import { sse } from "../../src/sse/sse.js";
import { streamableHttp } from "../../src/streamable-http/streamable-http.js";
import { beginStream, listen } from "./support/listen.js";
import { failure } from "./support/observe.js";

const secrets = [testSecret("token"), testSecret("password"), testSecret("query")] as const;
const [token, password, query] = secrets;

/** Says everything it was sent to whoever asks. */
const talkative =
  (status: number, contentType: string): RequestListener =>
  (request, response) => {
    const said = [request.headers.authorization, request.headers["x-key"], request.url, password].join(" ");
    const header = said.replaceAll(/[^\x20-\x7e]/g, "");
    response.statusMessage = header;
    response.writeHead(status, {
      "content-type": contentType,
      "www-authenticate": header,
      location: `/x?${header}`,
    });
    response.end(
      contentType === "application/json" ? JSON.stringify({ error: { code: 1, message: said } }) : said,
    );
  };

const rambling: RequestListener = (request, response) => {
  if (request.method === "POST") return void response.writeHead(404).end();
  beginStream(response);
  response.write(`event: endpoint\ndata: /messages?key=${query}\n\n`);
  response.write(`data: ${request.headers.authorization}\n\n`, () => response.end());
};

describe("secrets", () => {
  const cases: [string, RequestListener][] = [400, 401, 403, 404, 500, 302].flatMap((status) =>
    ["text/plain", "text/html", "application/json"].map((type): [string, RequestListener] => [
      `answered with ${status} ${type}`,
      talkative(status, type),
    ]),
  );

  it.each([
    ...cases,
    ["answered with a page", talkative(200, "text/html")],
    ["sent back over a stream", rambling],
  ] as [string, RequestListener][])("that are %s are in no error and no log", async (_what, handler) => {
    await using server = await listen(handler);
    const url = server.origin.replace("//", `//me:${password}@`).concat(`/mcp?key=${query}`);
    const logged: string[] = [];
    const logger = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
    const headers = { "X-Key": `Bearer ${token}` };
    const openers = [
      () => sse({ url, headers, env: { AUTH_TOKEN: `Bearer ${token}` }, logger }),
      () => streamableHttp({ url, headers: () => headers, logger }),
      () => fallingBack(streamableHttp({ url, headers, logger }), () => sse({ url, headers, logger })),
    ];
    for (const open of openers) {
      for (const mode of ["legacy", "auto"] as const) {
        const transport = open();
        const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
        const told: unknown[] = [];
        transport.onerror = (error) => told.push(error);
        const error = await failure(client.connect(transport, { timeout: 500 }));
        told.push(error, transport.explain(error, "connect"), transport.explain(error, "call"));
        await transport.close();
        const shown = [...told, ...logged].map(
          (one) => `${inspect(one, { depth: 12 })} ${(one as Error).stack ?? ""}`,
        );
        for (const text of shown) for (const secret of secrets) expect(text).not.toContain(secret);
      }
    }
    expect(server.seen.some(({ headers: sent }) => `${sent["x-key"]}`.includes(token))).toBe(true);
  });
});
