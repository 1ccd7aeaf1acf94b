import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import type { ClientCredentialsOptions } from "../../src/auth/options.js";
import { type Listening, listen } from "../remote/support/listen.js";
import { failure } from "../remote/support/observe.js";
import { type AuthorizationServer, authorizationServer } from "./support/authorization-server.js";
import { connect } from "./support/client.js";
import { protectedServer } from "./support/protected-server.js";

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
