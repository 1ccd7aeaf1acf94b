import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ClientMetadata, Provider } from "oidc-provider";

/**
 * Starts an authorization server that gives tokens to one client, on a free port until it is disposed of.
 *
 * @param client - the id and the secret that it is registered with
 */
export async function startAuthorizationServer(client: Pick<ClientMetadata, "client_id" | "client_secret">) {
  const http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const provider = await load(issuer, {
    ...client,
    grant_types: ["client_credentials"],
    redirect_uris: [],
    response_types: [],
  });
  const given: string[] = [];
  provider.on(
    "grant.success",
    ({ body }) => void given.push(String((body as { access_token: string }).access_token)),
  );
  http.on("request", provider.callback());
  return {
    issuer,
    /** How many tokens it has given. */
    count: () => given.length,
    /** Whether a token is good now, for this server. */
    async isGood(token: string, resource: string): Promise<boolean> {
      return (await provider.ClientCredentials.find(token))?.aud === resource;
    },
    /** Ends all tokens that it has given. */
    async revoke(): Promise<void> {
      for (const token of given) await (await provider.ClientCredentials.find(token))?.destroy();
    },
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}

async function load(issuer: string, client: ClientMetadata): Promise<Provider> {
  const { warn } = console;
  // It warns of what is meant for examples only.
  console.warn = () => {};
  const { Provider } = await import("oidc-provider");
  const provider = new Provider(issuer, {
    clients: [client],
    ttl: { ClientCredentials: 600 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          scope: "",
          audience: resource,
          accessTokenFormat: "opaque",
        }),
      },
    },
  });
  console.warn = warn;
  return provider;
}
