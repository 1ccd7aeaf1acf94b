import { Client } from "@modelcontextprotocol/client";
import type { Auth, OAuthOptions } from "../../src/auth/options.js";
import type { RemoteOptions } from "../../src/http/options.js";
import { openTransport } from "../../src/open.js";
import { authorizationServer, browse } from "./support/authorization-server.js";
import { protectedServer } from "./support/protected-server.js";

const kinds = ["sse", "http"] as const;

async function connect(kind: (typeof kinds)[number], options: RemoteOptions) {
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode: "legacy" } });
  const transport = openTransport({ kind, name: "shop", ...options });
  try {
    await client.connect(transport);
  } catch (error) {
    throw transport.explain(error, "connect");
  }
  const echo = (text: string) => client.callTool({ name: "echo", arguments: { text } });
  return {
    echo,
    /** Calls a tool so many times at once. @returns what came back */
    async echoAll(count: number) {
      const texts = Array.from({ length: count }, (_, index) => `${index}`);
      const answers = await Promise.all(texts.map(echo));
      return answers.map(({ content }) => (content as { text?: string }[])[0]?.text).join() === texts.join();
    },
    transport,
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** A person who logs in by following each redirect. */
function person(options: OAuthOptions = {}) {
  const logins: URL[] = [];
  const oauth: OAuthOptions = {
    authorize: async (url) => {
      logins.push(url);
      return browse(url, url.searchParams.get("redirect_uri") ?? "");
    },
    ...options,
  };
  return { logins, auth: { oauth } satisfies Auth };
}

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
