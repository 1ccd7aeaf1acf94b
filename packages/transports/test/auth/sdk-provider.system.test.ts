import type { Auth } from "../../src/auth/options.js";
import { failure } from "../remote/support/observe.js";
import { authorizationServer } from "./support/authorization-server.js";
import { connect } from "./support/client.js";
import { protectedServer } from "./support/protected-server.js";

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
