import { once } from "node:events";
import { text } from "node:stream/consumers";
import { inspect } from "node:util";
import { loopbackAuthorize } from "../../src/auth/oauth/loopback-authorize.js";
import type { OAuthOptions } from "../../src/auth/options.js";
import { memoryTokenStore } from "../../src/auth/store/memory-token-store.js";
import { openTransport } from "../../src/open.js";
import { listen } from "../remote/support/listen.js";
import { failure } from "../remote/support/observe.js";
import { type AuthorizationServer, authorizationServer, browse } from "./support/authorization-server.js";
import { connect, person } from "./support/client.js";
import { protectedServer } from "./support/protected-server.js";

describe("a login", () => {
  let authorization: AuthorizationServer;
  beforeAll(async () => {
    authorization = await authorizationServer();
  });
  beforeEach(() => {
    authorization.person = "ann";
    for (const type of Object.keys(authorization.grants)) delete authorization.grants[type];
  });
  afterAll(() => authorization[Symbol.asyncDispose]());

  it("asks for more when a call needs it, and only for what was not asked for before", async () => {
    await using server = await protectedServer("http", authorization, { scopeForCalls: "tools:write" });
    const { auth, logins } = person();
    await using client = await connect("http", { url: server.url, auth });
    expect(logins.map((url) => url.searchParams.get("scope"))).toEqual([
      "tools:read offline_access",
      "tools:read tools:write offline_access",
    ]);
    expect(await client.echoAll(20)).toBe(true);
    await using greedy = await protectedServer("http", authorization, { scopeForCalls: "tools:all" });
    const refused = await failure(connect("http", { url: greedy.url, auth: person().auth }));
    expect(refused).toMatchObject({ code: "AUTHENTICATION", effect: "none" });
  });

  it("names the server, proves itself by PKCE, and comes back to a port of this machine", async () => {
    await using server = await protectedServer("http", authorization);
    const { auth, logins } = person({ clientName: "A test" });
    await using _client = await connect("http", { url: server.url, auth });
    const query = Object.fromEntries(logins[0]?.searchParams ?? []);
    expect(query).toMatchObject({
      resource: server.url,
      code_challenge_method: "S256",
      response_type: "code",
    });
    expect(query.redirect_uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
  });

  it("is waited for at a port of this machine, where others are sent away", async () => {
    await using server = await protectedServer("sse", authorization);
    let strangers: number[] = [];
    const authorize = loopbackAuthorize({
      show: async (url) => {
        const back = url.searchParams.get("redirect_uri") ?? "";
        const answers = await Promise.all(
          [back, `${back}?code=1&state=of-another`, new URL("/other", back)].map((each) => fetch(each)),
        );
        strangers = answers.map(({ status }) => status);
        void browse(url, back).then((callback) => fetch(callback));
      },
    });
    await using client = await connect("sse", { url: server.url, auth: { oauth: { authorize } } });
    expect(await client.echoAll(2)).toBe(true);
    expect(strangers).toEqual([404, 404, 404]);
  });

  it.each<[string, Partial<OAuthOptions>, string]>([
    ["is refused by the person", {}, '"access_denied": "The person said no."'],
    [
      "comes back with the state of another",
      { authorize: async () => "?code=1&state=of-another" },
      "its `state` is missing or of another one",
    ],
    [
      "comes back from another authorization server",
      {
        authorize: async (url) => ({
          code: "1",
          state: url.searchParams.get("state") ?? "",
          iss: "http://127.0.0.1:9",
        }),
      },
      'is of the issuer "http://127.0.0.1:9"',
    ],
    [
      "comes back without its issuer",
      { authorize: async (url) => `?code=1&state=${url.searchParams.get("state")}` },
      'is of the issuer "nobody"',
    ],
    [
      "has an `authorize` that fails",
      {
        authorize: () => {
          throw new Error("no browser here");
        },
      },
      "`auth.oauth.authorize` failed: no browser here",
    ],
    [
      "is never made",
      { authorize: loopbackAuthorize({ show: () => {}, loginTimeoutMs: 50 }) },
      'for the server "shop" within 50 ms',
    ],
    [
      "is for another server than it says",
      { issuer: "http://127.0.0.1:9", clientId: "me" },
      "credentials are for",
    ],
  ])("that %s is an error that says so", async (_what, options, said) => {
    authorization.person = undefined;
    await using server = await protectedServer("http", authorization);
    const error = await failure(connect("http", { url: server.url, auth: person(options).auth }));
    expect(error).toMatchObject({ code: "AUTHENTICATION", effect: "none", hint: expect.any(String) });
    expect(error.message).toContain(said);
    expect(authorization.grants).toEqual({});
  });

  it("that nobody waits for any more is given up", async () => {
    await using server = await protectedServer("http", authorization);
    let ask: (signal: AbortSignal) => void = () => {};
    const asked = new Promise<AbortSignal>((resolve) => {
      ask = resolve;
    });
    const authorize: OAuthOptions["authorize"] = (_url, { signal }) => {
      ask(signal);
      return new Promise(() => {});
    };
    const transport = openTransport({ kind: "sse", url: server.url, auth: { oauth: { authorize } } });
    const starting = failure(transport.start());
    const signal = await asked;
    const given = once(signal, "abort");
    await transport.close();
    await starting;
    await given;
  });

  it("does not reach another authorization server, whatever the MCP server says", async () => {
    await using other = await authorizationServer();
    const current = { issuer: authorization.issuer, check: authorization.check };
    await using server = await protectedServer("http", current);
    const store = memoryTokenStore();
    const keys: string[] = [];
    const kept = {
      ...store,
      get(key: string) {
        keys.push(key);
        return store.get(key);
      },
    };
    const { auth, logins } = person({ store: kept });
    await using client = await connect("http", { url: server.url, auth });
    Object.assign(current, { issuer: other.issuer, check: other.check });
    expect(await client.echoAll(10)).toBe(true);
    expect(other.grants).toEqual({ authorization_code: 1 });
    expect(logins).toHaveLength(2);
    expect(new Set(keys)).toEqual(
      new Set([authorization.issuer, other.issuer].map((issuer) => JSON.stringify([server.url, issuer, ""]))),
    );
  });

  it.each([
    "is not good: ",
    // What is quoted ends in the middle of the secret.
    "x".repeat(190),
  ])("with a client's secret does not show it, though the authorization server says it: %j", async (said) => {
    const clientSecret = testSecret("oauth-person");
    await using talkative = await listen(async (request, response) => {
      const { origin } = talkative;
      const isToken = request.url === "/token";
      const sent = new URLSearchParams(await text(request));
      const answer = isToken
        ? { error: "invalid_client", error_description: `${said}${sent.get("client_secret")}` }
        : {
            issuer: origin,
            authorization_endpoint: `${origin}/authorize`,
            token_endpoint: `${origin}/token`,
            response_types_supported: ["code"],
            code_challenge_methods_supported: ["S256"],
            token_endpoint_auth_methods_supported: ["client_secret_post"],
          };
      response.writeHead(isToken ? 400 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
    await using server = await protectedServer("http", {
      issuer: talkative.origin,
      check: async () => undefined,
    });
    const oauth: OAuthOptions = {
      clientId: "me",
      clientSecret,
      authorize: (url) => ({ code: "1", state: url.searchParams.get("state") ?? "" }),
    };
    const error = await failure(connect("http", { url: server.url, auth: { oauth } }));
    expect(error.message).toContain(`"invalid_client": "${said}***"`);
    expect(inspect(error, { depth: 9 })).not.toContain(clientSecret.slice(0, 10));
  });

  it("is in no error, though the server says all that it was sent", async () => {
    await using server = await protectedServer("http", authorization, { refuseAll: true });
    const kept: string[] = [];
    const store = memoryTokenStore();
    const { auth } = person({
      store: {
        ...store,
        set(key, credentials) {
          kept.push(credentials?.tokens?.access_token ?? "", credentials?.tokens?.refresh_token ?? "");
          return store.set(key, credentials);
        },
      },
    });
    const error = await failure(connect("http", { url: server.url, auth }));
    expect(error.message).toContain("refused ***");
    expect(kept.filter((secret) => secret !== "")).toHaveLength(2);
    for (const secret of kept) expect(inspect(error, { depth: 9 })).not.toContain(secret);
  });
});
