import { EventEmitter, once } from "node:events";
import { inspect } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import type { Auth } from "../../src/auth/options.js";
import type { RemoteOptions } from "../../src/http/options.js";
import { openTransport } from "../../src/open.js";
import { type Guard, sseServer, streamableServer } from "./support/mcp-servers.js";
import { failure } from "./support/observe.js";

const servers = { sse: sseServer, http: streamableServer } as const;
const kinds = ["sse", "http"] as const;

/** Lets nobody pass without these headers. */
const wanting =
  (wanted: () => Readonly<Record<string, string>>): Guard =>
  ({ headers }, response) => {
    if (Object.entries(wanted()).every(([name, value]) => headers[name] === value)) return false;
    response.writeHead(401, { "www-authenticate": "Bearer", "content-type": "text/plain" });
    response.end(`not good: ${headers.authorization}`);
    return true;
  };

async function connect(kind: (typeof kinds)[number], options: RemoteOptions) {
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode: "legacy" } });
  const transport = openTransport({ kind, ...options });
  try {
    await client.connect(transport);
  } catch (error) {
    throw transport.explain(error, "connect");
  }
  return {
    echo: (text: string) => client.callTool({ name: "echo", arguments: { text } }),
    transport,
    [Symbol.asyncDispose]: () => client.close(),
  };
}

const basic = `Basic ${Buffer.from(`me:${testSecret("static-auth-pw")}`).toString("base64")}`;

describe.each(kinds)("credentials over %s", (kind) => {
  it.each<[string, Partial<RemoteOptions>, Record<string, string>]>([
    [
      "a bearer token",
      { auth: { bearer: testSecret("static-auth-tok") } },
      { authorization: `Bearer ${testSecret("static-auth-tok")}` },
    ],
    [
      "a key",
      { auth: { apiKey: testSecret("static-auth-key"), header: "X-Key" } },
      { "x-key": testSecret("static-auth-key") },
    ],
    [
      "a password",
      { auth: { basic: { username: "me", password: testSecret("static-auth-pw") } } },
      { authorization: basic },
    ],
    [
      "what functions give",
      {
        headers: async () => ({ "X-Tenant": "a" }),
        auth: { basic: { username: "me", password: async () => testSecret("static-auth-pw") } },
      },
      { authorization: basic, "x-tenant": "a" },
    ],
    [
      "an `auth` above the same header of `headers`",
      { headers: () => ({ authorization: "Bearer other" }), auth: { bearer: testSecret("static-auth-tok") } },
      { authorization: `Bearer ${testSecret("static-auth-tok")}` },
    ],
    [
      "what a function gives for a context",
      {
        auth: { bearer: ({ context }) => `of-${(context as { user: string }).user}` },
        context: { user: "ann" },
      },
      { authorization: "Bearer of-ann" },
    ],
  ])("are %s", async (_what, options, wanted) => {
    await using server = await servers[kind](wanting(() => wanted));
    await using client = await connect(kind, { url: server.url, ...options });
    expect(await client.echo("hello")).toMatchObject({ content: [{ text: "hello" }] });
  });

  it.each(["auth", "headers"] as const)(
    "of a function in `%s` are renewed once for all requests that were refused, in the same session",
    async (option) => {
      let good = 1;
      const asked: boolean[] = [];
      let token = 1;
      let refused = 0;
      const allRefused = new EventEmitter();
      const give = async ({ expired }: { expired: boolean }) => {
        asked.push(expired);
        if (!expired) return `token-${token}`;
        // The first time while all others are refused, the second time before.
        if (token === 1 && refused < 50) await once(allRefused, "now");
        token += 1;
        return `token-${token}`;
      };
      const guard = wanting(() => ({ authorization: `Bearer token-${good}` }));
      await using server = await servers[kind](async (request, response) => {
        const refuses = await guard(request, response);
        if (refuses && ++refused === 50) allRefused.emit("now");
        return refuses;
      });
      await using client = await connect(kind, {
        url: server.url,
        ...(option === "auth"
          ? { auth: { bearer: give } }
          : { headers: async (request) => ({ Authorization: `Bearer ${await give(request)}` }) }),
      });
      const session = [...server.sessions.keys()];
      for (good of [2, 3]) {
        const texts = Array.from({ length: 50 }, (_, index) => `${good}-${index}`);
        const answers = await Promise.all(texts.map((text) => client.echo(text)));
        expect(answers.map(({ content }) => content)).toEqual(texts.map((text) => [{ type: "text", text }]));
      }
      expect(asked.filter((expired) => expired)).toHaveLength(2);
      expect([...server.sessions.keys()]).toEqual(session);
    },
  );

  it.each<[string, Auth, number]>([
    ["fixed", { bearer: testSecret("static-auth-tok") }, 1],
    ["of a function that knows no better", { bearer: () => testSecret("static-auth-tok") }, 2],
  ])("that are %s and refused are an error that does not show them", async (_what, auth, requests) => {
    await using server = await servers[kind](wanting(() => ({ authorization: "Bearer other" })));
    const error = await failure(connect(kind, { url: server.url, auth }));
    expect(error).toMatchObject({ code: "AUTHENTICATION", status: 401, effect: "none" });
    expect(inspect(error, { depth: 9 })).toContain("not good: ***");
    expect(inspect(error, { depth: 9 })).not.toContain(testSecret("static-auth-tok"));
    expect(server.seen).toHaveLength(requests);
  });

  it("that the program was configured with are in no error, however many tokens came and went", async () => {
    const [key, password] = [testSecret("static-auth-query"), testSecret("static-auth-url")];
    let answered = 0;
    await using server = await servers[kind](({ method }, response) => {
      if (method !== "POST" || ++answered < 150) return false;
      response
        .writeHead(400, { "content-type": "text/plain" })
        .end(`${key} of ${password} has no credit left`);
      return true;
    });
    const url = new URL(server.url);
    url.username = "me";
    url.password = password;
    url.searchParams.set("key", key);
    let given = 0;
    await using client = await connect(kind, { url, auth: { bearer: () => `token-${++given}` } });
    const calls = async () => {
      while (answered < 150) await client.echo("hello");
    };
    const error = client.transport.explain(await failure(calls()), "call");
    expect(error.message).toContain("*** of *** has no credit left");
    expect(inspect(error, { depth: 9 })).not.toMatch(`${key}|${password}`);
    expect(given).toBeGreaterThan(100);
  });

  it.each<[string, () => string, object]>([
    [
      "fails",
      () => {
        throw new Error("no keychain here");
      },
      {
        code: "CONNECTION",
        effect: "none",
        message: expect.stringContaining("`auth.bearer` failed: no keychain"),
      },
    ],
    [
      "gives nothing",
      () => undefined as unknown as string,
      {
        code: "CONFIGURATION",
        message: expect.stringContaining("auth.bearer: the function must give a text"),
      },
    ],
    [
      "gives what cannot be sent",
      () => "two\nlines",
      { code: "CONFIGURATION", message: expect.stringContaining("line break") },
    ],
  ])("of a function that %s are an error, and nothing is sent", async (_what, bearer, problem) => {
    await using server = await servers[kind]();
    expect(await failure(connect(kind, { url: server.url, auth: { bearer } }))).toMatchObject(problem);
    expect(server.seen).toEqual([]);
  });
});
