import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { loopbackAuthorize } from "../../src/auth/oauth/loopback-authorize.js";
import type { Auth, ClientCredentialsOptions, OAuthOptions } from "../../src/auth/options.js";
import { fileTokenStore } from "../../src/auth/store/file-token-store.js";
import { memoryTokenStore } from "../../src/auth/store/memory-token-store.js";
import { openTransport } from "../../src/open.js";
import { type Listening, listen } from "../remote/support/listen.js";
import { failure } from "../remote/support/observe.js";
import { type AuthorizationServer, authorizationServer, browse } from "./support/authorization-server.js";
import { connect, person } from "./support/client.js";
import { protectedServer } from "./support/protected-server.js";

const kinds = ["sse", "http"] as const;

/** A clock that can be put forward, for the client and the authorization server alike. */
function shiftedClock() {
  const { now } = Date;
  let passed = 0;
  Date.now = () => now() + passed;
  return {
    pass(ms: number) {
      passed += ms;
    },
    async [Symbol.asyncDispose]() {
      Date.now = now;
    },
  };
}

describe.each(kinds)("a person's login over %s", (kind) => {
  it("lasts over tokens that are revoked and logins that are revoked: no call fails, and one of them sees to it", async () => {
    await using authorization = await authorizationServer();
    await using server = await protectedServer(kind, authorization);
    const { auth, logins } = person();
    await using client = await connect(kind, { url: server.url, auth });
    const session = [...server.sessions.keys()];
    expect(await client.echoAll(50)).toBe(true);
    expect(authorization.grants).toEqual({ authorization_code: 1 });
    for (const refreshes of [1, 2]) {
      await authorization.revokeAccessTokens();
      expect(await client.echoAll(50)).toBe(true);
      expect(authorization.grants).toEqual({ authorization_code: 1, refresh_token: refreshes });
    }
    await authorization.revokeLogins();
    expect(await client.echoAll(50)).toBe(true);
    expect(authorization.grants).toEqual({ authorization_code: 2, refresh_token: 2 });
    expect(logins).toHaveLength(2);
    expect([...server.sessions.keys()]).toEqual(session);
    expect([...server.accounts]).toEqual(["ann"]);
  });

  it("is not refreshed again for a call that learns late that it was refused", async () => {
    await using authorization = await authorizationServer();
    await using server = await protectedServer(kind, authorization);
    await using client = await connect(kind, { url: server.url, auth: person().auth });
    await authorization.revokeAccessTokens();
    server.lateRefusal.wanted = true;
    expect(await client.echoAll(5)).toBe(true);
    expect(authorization.grants).toEqual({ authorization_code: 1, refresh_token: 1 });
  });

  it("is refreshed before its token ends, so that nothing is refused", async () => {
    await using authorization = await authorizationServer({ accessTokenSeconds: 100 });
    await using server = await protectedServer(kind, authorization);
    await using client = await connect(kind, { url: server.url, auth: person().auth });
    const refused = server.refused[401];
    await using clock = shiftedClock();
    for (const refreshes of [1, 2, 3]) {
      clock.pass(85_000);
      expect(await client.echoAll(50)).toBe(true);
      expect(authorization.grants).toEqual({ authorization_code: 1, refresh_token: refreshes });
    }
    expect(server.refused[401]).toBe(refused);
  });
});

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

describe("a provider of the SDK", () => {
  it("is asked for each request, and once for all that were refused", async () => {
    let good = 1;
    let token = 1;
    const asked: string[] = [];
    const check = async (given: string) =>
      given === `token-${good}` ? { scope: "", account: "ann" } : undefined;
    await using server = await protectedServer("http", { issuer: "http://127.0.0.1:9", check });
    const provider = {
      token: async () => `token-${token}`,
      async onUnauthorized({ serverUrl, response }: { serverUrl: URL; response: Response }) {
        asked.push(`${serverUrl} ${response.status}`);
        token += 1;
      },
    } satisfies Auth;
    await using client = await connect("http", { url: server.url, auth: provider });
    good = 2;
    expect(await client.echoAll(50)).toBe(true);
    expect(asked).toEqual([`${server.url} 401`]);
  });

  it("that begins a login without waiting for it is an error that says how to go on", async () => {
    await using authorization = await authorizationServer();
    await using server = await protectedServer("http", authorization);
    const begun: URL[] = [];
    const provider = {
      redirectUrl: "http://127.0.0.1:8123/callback",
      clientMetadata: { redirect_uris: ["http://127.0.0.1:8123/callback"] },
      clientInformation: () => undefined,
      saveClientInformation: () => {},
      tokens: () => undefined,
      saveTokens: () => {},
      redirectToAuthorization: (url: URL) => void begun.push(url),
      saveCodeVerifier: () => {},
      codeVerifier: () => "",
    } satisfies Auth;
    const error = await failure(connect("http", { url: server.url, auth: provider }));
    expect(error).toMatchObject({ code: "AUTHENTICATION", hint: expect.stringContaining("auth(provider,") });
    expect(begun).toHaveLength(1);
  });
});

describe("a file of tokens", () => {
  it("is shared by processes that do not take each other's refresh tokens away", async () => {
    await using folder = await temporaryFolder();
    await using authorization = await authorizationServer();
    await using server = await protectedServer("http", authorization);
    const file = join(folder.path, "kept", "tokens.json");
    {
      await using client = await connect("http", {
        url: server.url,
        auth: person({ store: fileTokenStore(file) }).auth,
      });
      expect(await client.echoAll(1)).toBe(true);
    }
    const programs = [1, 2].map(() => spawn(process.execPath, [program, server.url, file]));
    const lines = programs.map(linesOf);
    expect(await Promise.all(lines.map((next) => next()))).toEqual(["ready", "ready"]);
    const rounds = [1, 2, 3, 4];
    for (const round of rounds) {
      await authorization.revokeAccessTokens();
      for (const { stdin } of programs) stdin.write(`${round}\n`);
      expect(await Promise.all(lines.map((next) => next()))).toEqual(["done", "done"]);
      expect(authorization.grants).toEqual({ authorization_code: 1, refresh_token: round });
    }
    expect(authorization.refusals).toEqual([]);
    const exits = programs.map((each) => once(each, "exit"));
    for (const { stdin } of programs) stdin.end();
    expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder.path, "kept"))).toEqual(["tokens.json"]);
  });

  it("keeps what is written at the same time, and says what is wrong with it", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "tokens.json");
    const stores = [fileTokenStore(file), fileTokenStore(file)];
    const entry = (name: string) => ({ tokens: { access_token: name, token_type: "bearer" } });
    const names = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    await Promise.all(names.map((name, index) => stores[index % 2]?.set(name, entry(name))));
    expect(await Promise.all(names.map((name) => stores[0]?.get(name)))).toEqual(names.map(entry));
    await stores[0]?.set("key-0", undefined);
    expect(await stores[1]?.get("key-0")).toBeUndefined();
    await rm(file);
    expect(await stores[0]?.get("key-1")).toBeUndefined();
    const broken = fileTokenStore(fileURLToPath(import.meta.url));
    await expect(async () => broken.get("x")).rejects.toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringContaining("is no file of tokens"),
    });
    expect(await readFile(fileURLToPath(import.meta.url), "utf8")).toContain("is no file of tokens");
  });
});

describe("a program that acts for itself", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = String(privateKey.export({ format: "pem", type: "pkcs8" }));
  const grants = { grant_types: ["client_credentials"], redirect_uris: [], response_types: [] };
  const clients = [
    { ...grants, client_id: "basic", client_secret: testSecret("oauth-client") },
    {
      ...grants,
      client_id: "posting",
      client_secret: testSecret("oauth-client"),
      token_endpoint_auth_method: "client_secret_post",
    },
    {
      ...grants,
      client_id: "signing",
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: "ES256",
    },
  ] as const;
  let authorization: AuthorizationServer;
  let keys: Listening;
  beforeAll(async () => {
    keys = await listen((_request, response) => {
      response.end(JSON.stringify({ keys: [publicKey.export({ format: "jwk" })] }));
    });
    const known = clients.map((client) =>
      client.client_id === "signing" ? { ...client, jwks_uri: `${keys.origin}/keys` } : client,
    );
    authorization = await authorizationServer({ clients: known as never });
  });
  beforeEach(() => {
    for (const type of Object.keys(authorization.grants)) delete authorization.grants[type];
  });
  afterAll(async () => {
    await authorization[Symbol.asyncDispose]();
    await keys[Symbol.asyncDispose]();
  });

  it.each<[string, ClientCredentialsOptions]>([
    ["its secret", { clientId: "basic", clientSecret: testSecret("oauth-client") }],
    [
      "its secret in the body",
      {
        clientId: "posting",
        clientSecret: testSecret("oauth-client"),
        tokenEndpointAuthMethod: "client_secret_post",
      },
    ],
    ["a key in PEM", { clientId: "signing", privateKey: pem }],
    ["a key as JWK", { clientId: "signing", privateKey: { ...privateKey.export({ format: "jwk" }) } }],
  ])("gets tokens with %s, one for all calls", async (_what, clientCredentials) => {
    await using server = await protectedServer("http", authorization);
    await using client = await connect("http", { url: server.url, auth: { clientCredentials } });
    expect(await client.echoAll(10)).toBe(true);
    await authorization.revokeAccessTokens();
    expect(await client.echoAll(10)).toBe(true);
    expect(authorization.grants).toEqual({ client_credentials: 2 });
  });

  it.each<[string, ClientCredentialsOptions, string]>([
    ["a wrong secret", { clientId: "basic", clientSecret: testSecret("oauth-other") }, '"invalid_client"'],
    [
      "an issuer that is another",
      { clientId: "basic", clientSecret: testSecret("oauth-client"), issuer: "https://login.example.com" },
      'the credentials are for "https://login.example.com"',
    ],
  ])("with %s is refused in plain words", async (_what, clientCredentials, said) => {
    await using server = await protectedServer("http", authorization);
    const error = await failure(connect("http", { url: server.url, auth: { clientCredentials } }));
    expect(error).toMatchObject({ code: "AUTHENTICATION", effect: "none" });
    expect(error.message).toContain(said);
    expect(inspect(error, { depth: 9 })).not.toContain("s3cr3t-");
    expect(authorization.refusals.splice(0).length).toBeLessThanOrEqual(1);
  });
});

const program = fileURLToPath(new URL("./fixtures/token-client.js", import.meta.url));

/** The lines of a program, one by one; what it says to stderr is a line, too. */
function linesOf({ stdout, stderr }: ChildProcessWithoutNullStreams): () => Promise<string> {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  let said = "";
  stderr.on("data", (chunk) => {
    said += chunk;
  });
  return async () => {
    const { value, done } = await lines.next();
    return done ? `ended: ${said}` : value;
  };
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "tokens-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
