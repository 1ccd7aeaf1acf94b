import type { CredentialUse, Issued } from "../../src/auth/credentials.js";
import type { Grant } from "../../src/auth/oauth/grant.js";
import { TokenCredentials } from "../../src/auth/oauth/token-credentials.js";
import { memoryTokenStore } from "../../src/auth/store/memory-token-store.js";
import { remoteServer } from "../../src/http/remote-server.js";
import { listen } from "../remote/support/listen.js";

/** A server that describes itself and, at the same address, who gives its tokens. */
async function described() {
  const server = await listen(({ url = "" }, response) => {
    const { origin } = server;
    const ofServer = { resource: `${origin}/mcp`, authorization_servers: [origin] };
    const ofIssuer = {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      response_types_supported: ["code"],
    };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(url.includes("protected-resource") ? ofServer : ofIssuer));
  });
  return server;
}

describe("a token that is renewed ahead of its time", () => {
  it("and refused meanwhile is got anew when that brought nothing, once for all who were refused", async () => {
    await using server = await described();
    let endAhead = () => {};
    const ahead = new Promise<undefined>((resolve) => {
      endAhead = () => resolve(undefined);
    });
    const steps: string[] = [];
    const grant: Grant = {
      account: "",
      refresh: () => (steps.push("refresh") === 3 ? ahead : Promise.resolve(undefined)),
      async obtain() {
        const tokens = { access_token: `token-${steps.push("obtain")}`, token_type: "bearer" };
        return { tokens, expiresAt: Date.now() };
      },
    };
    const store = memoryTokenStore();
    const credentials = new TokenCredentials({ grant, store, scope: undefined, context: undefined });
    const use: CredentialUse = {
      subject: remoteServer("http", { url: `${server.origin}/mcp` }),
      withFetch: (work) => work(fetch),
    };
    const refused = (issued: Issued) => {
      const response = new Response(null, { status: 401 });
      return credentials.renew({ challenge: "unauthorized", issued, response }, use);
    };
    const first = (await refused({ headers: {}, generation: 0 })) as Issued;
    const issuing = credentials.issue(use);
    const renewing = Promise.all([refused(first), refused(first)]);
    endAhead();
    expect(await issuing).toMatchObject({ headers: { Authorization: "Bearer token-2" } });
    const renewed = { headers: { Authorization: "Bearer token-5" } };
    expect(await renewing).toMatchObject([renewed, renewed]);
    expect(steps).toEqual(["refresh", "obtain", "refresh", "refresh", "obtain"]);
  });
});
