import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Configuration, KoaContextWithOIDC, Provider } from "oidc-provider";

/** What a test wants of its authorization server. */
export interface AuthorizationServerOptions {
  /** How long access tokens live, in seconds. @default 3_600 */
  readonly accessTokenSeconds?: number;
  readonly clients?: Configuration["clients"];
}

/** A real authorization server that listens on a free port until it is disposed of. */
export interface AuthorizationServer extends AsyncDisposable {
  readonly issuer: string;
  /** How often tokens were given, by the way they were asked for. */
  readonly grants: Record<string, number>;
  /** What it refused, by code. */
  readonly refusals: string[];
  /** The scope and the account of a token that is good now for a resource. */
  check(token: string, resource: string): Promise<{ scope: string; account: string | undefined } | undefined>;
  /** Ends all access tokens that it has given. */
  revokeAccessTokens(): Promise<void>;
  /** Ends all that came of all logins. */
  revokeLogins(): Promise<void>;
  /** What is done at the end of a login: the account that logs in, or nothing where the person says no. */
  person: string | undefined;
}

const resourceScopes = "tools:read tools:write";

/** Starts an authorization server. Tokens are opaque, and refresh tokens can be used once. */
export async function authorizationServer(
  options: AuthorizationServerOptions = {},
): Promise<AuthorizationServer> {
  const { accessTokenSeconds = 3_600, clients = [] } = options;
  const http = createServer();
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const provider = await quietly(issuer, {
    clients,
    scopes: ["openid", "offline_access", ...resourceScopes.split(" ")],
    cookies: { keys: ["test"] },
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3_600,
      Interaction: 3_600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    fetch: fetchFromLoopback,
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    rotateRefreshToken: true,
    issueRefreshToken: async () => true,
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    clientAuthMethods: ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => ({
          scope: resourceScopes,
          audience: resource,
          accessTokenTTL: accessTokenSeconds,
          accessTokenFormat: "opaque",
        }),
      },
    },
  });
  const tokens = new Set<string>();
  const logins = new Set<string>();
  const self: AuthorizationServer = {
    issuer,
    grants: {},
    refusals: [],
    person: "ann",
    async check(token, resource) {
      const found =
        (await provider.AccessToken.find(token)) ?? (await provider.ClientCredentials.find(token));
      if (!found || ![found.aud].flat().includes(resource)) return undefined;
      return {
        scope: found.scope ?? "",
        account: "accountId" in found ? String(found.accountId) : undefined,
      };
    },
    async revokeAccessTokens() {
      for (const token of tokens) await (await provider.AccessToken.find(token))?.destroy();
      for (const token of tokens) await (await provider.ClientCredentials.find(token))?.destroy();
      tokens.clear();
    },
    async revokeLogins() {
      await self.revokeAccessTokens();
      for (const grantId of logins) {
        await provider.RefreshToken.revokeByGrantId(grantId);
        await (await provider.Grant.find(grantId))?.destroy();
      }
      logins.clear();
    },
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
  provider.on("grant.success", (context: KoaContextWithOIDC) => {
    const type = String(context.oidc.params?.grant_type);
    self.grants[type] = (self.grants[type] ?? 0) + 1;
    tokens.add(String((context.body as { access_token?: string }).access_token));
  });
  provider.on("grant.error", (_context, error) => void self.refusals.push(error.message));
  const answer = provider.callback();
  http.on("request", async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return answer(request, response);
    if (self.person === undefined) {
      return provider.interactionFinished(request, response, {
        error: "access_denied",
        error_description: "The person said no.",
      });
    }
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === "login") {
      return provider.interactionFinished(request, response, { login: { accountId: self.person } });
    }
    const grant = new provider.Grant({ accountId: session?.accountId, clientId: String(params.client_id) });
    grant.addOIDCScope(`openid offline_access ${params.scope}`);
    for (const resource of [params.resource ?? []].flat() as string[])
      grant.addResourceScope(resource, String(params.scope ?? ""));
    const grantId = await grant.save();
    logins.add(grantId);
    return provider.interactionFinished(request, response, { consent: { grantId } });
  });
  return self;
}

/** The provider's own dispatcher asks no address of this machine. */
const fetchFromLoopback: typeof fetch = (url, init = {}) => {
  const { dispatcher: _, ...rest } = init as RequestInit & { dispatcher?: unknown };
  return fetch(url, rest);
};

/** It warns of what is meant for tests only, and of any Node.js but the newest. */
async function quietly(issuer: string, configuration: Configuration): Promise<Provider> {
  const { warn } = console;
  console.warn = () => {};
  try {
    const { Provider } = await import("oidc-provider");
    return new Provider(issuer, configuration);
  } finally {
    console.warn = warn;
  }
}

/** What a browser does with the address of a login, for a person who has nothing to type in. @returns where it ends */
export async function browse(url: URL, redirectUrl: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let current = url;
  for (let followed = 0; followed < 20; followed++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(current, { redirect: "manual", headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";", 1);
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const location = response.headers.get("location");
    if (location === null)
      throw new TypeError(`The login ended with ${response.status}: ${await response.text()}`);
    current = new URL(location, current);
    if (current.href.startsWith(redirectUrl)) return current;
  }
  throw new TypeError("The login did not end.");
}
