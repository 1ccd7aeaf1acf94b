import { memoryTokenStore } from "../../src/auth/store/memory-token-store.js";
import { authorizationServer } from "./support/authorization-server.js";
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

  it("goes on from its store, though its tokens were revoked meanwhile: with a refresh, or with another login", async () => {
    await using authorization = await authorizationServer();
    await using server = await protectedServer(kind, authorization);
    const store = memoryTokenStore();
    const begin = async () => {
      await using client = await connect(kind, { url: server.url, auth: person({ store }).auth });
      expect(await client.echoAll(5)).toBe(true);
    };
    await begin();
    await authorization.revokeAccessTokens();
    await begin();
    expect(authorization.grants).toEqual({ authorization_code: 1, refresh_token: 1 });
    await authorization.revokeLogins();
    await begin();
    expect(authorization.grants).toEqual({ authorization_code: 2, refresh_token: 1 });
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
