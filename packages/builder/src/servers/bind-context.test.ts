import { memoryTokenStore } from "@mcp-team/transports";
import { bindAuth, dependsOnPrincipal } from "./bind-context.js";

const to = { context: () => ({ user: "ada" }), principal: "p1", store: memoryTokenStore() };
const seen = (...args: unknown[]) => args as never;

describe("an auth for one principal", () => {
  it("gives the functions of all kinds the context, besides what they are handed", () => {
    const request = { expired: true };
    const told = [{ expired: true, context: { user: "ada" } }];
    const call = (given: unknown, ...args: unknown[]) => (given as (...args: unknown[]) => unknown)(...args);
    expect(call(bindAuth({ bearer: seen }, to).bearer, request)).toEqual(told);
    expect(call(bindAuth({ apiKey: seen, header: "X-Key" }, to).apiKey, request)).toEqual(told);
    const { basic } = bindAuth({ basic: { username: "me", password: seen } }, to);
    expect(call(basic.password, request)).toEqual(told);
    const { clientCredentials } = bindAuth({ clientCredentials: { assertion: seen } }, to);
    expect(call(clientCredentials.assertion, request)).toEqual(told);
    const { oauth } = bindAuth({ oauth: { authorize: seen } }, to);
    expect(call(oauth.authorize, "url", request)).toEqual(["url", ...told]);
  });

  it("keeps the tokens of each principal under an account of its own, whatever the store", () => {
    const account = (principal: string, given?: string) =>
      (
        bindAuth({ oauth: given ? { account: given } : {} }, { ...to, principal }).oauth as {
          account?: string;
        }
      ).account;
    const accounts = [account("p1"), account("p2"), account("p1", "work"), account("p2", "work")];
    expect(new Set(accounts).size).toBe(4);
    expect(account("p1")).toBe(account("p1"));
  });

  it("keeps tokens in a store that outlives its connections, where it has none of its own", () => {
    const own = memoryTokenStore();
    const stores = [
      bindAuth({ oauth: {} }, to).oauth,
      bindAuth({ oauth: { store: undefined } }, to).oauth,
      bindAuth({ clientCredentials: { clientId: "me" } }, to).clientCredentials,
      bindAuth({ oauth: { store: own } }, to).oauth,
      bindAuth({ basic: { username: "me", password: "fixed" } }, to).basic,
    ].map((options) => (options as { readonly store?: unknown }).store);
    expect(stores.map((store) => [to.store, own].indexOf(store as never))).toEqual([0, 0, 0, 1, -1]);
  });

  it("leaves a provider of the SDK as it is", () => {
    const provider = { token: async () => "secret" };
    expect(bindAuth(provider, to)).toBe(provider);
  });

  it.each([
    [undefined, false],
    [{ bearer: "fixed" }, false],
    [{ bearer: seen }, true],
    [{ basic: { username: "me", password: "fixed" } }, false],
    [{ basic: { username: "me", password: seen } }, true],
    [{ clientCredentials: { clientId: "me", clientSecret: "fixed" } }, false],
    [{ clientCredentials: { clientId: "me", assertion: seen } }, true],
    // A person logs in for themselves alone.
    [{ oauth: {} }, true],
    [seen, true],
    [{ token: async () => "of a provider" }, false],
  ])("%j depends on the principal: %s", (auth, depends) => {
    expect(dependsOnPrincipal(auth)).toBe(depends);
  });
});
