import type { Credentials } from "./credentials.js";
import { isProvider } from "./is-provider.js";
import { clientCredentialsGrant } from "./oauth/client-credentials-grant.js";
import { personGrant } from "./oauth/person-grant.js";
import { TokenCredentials } from "./oauth/token-credentials.js";
import type { Auth, HeaderSource, TokenOptions } from "./options.js";
import { ProviderCredentials } from "./provider-credentials.js";
import { Shared } from "./shared.js";
import { headerCredentials, staticCredentials } from "./static-credentials.js";
import { fileTokenStore } from "./store/file-token-store.js";
import { memoryTokenStore } from "./store/memory-token-store.js";

/** What decides over the credentials for a server. */
export interface CredentialOptions {
  readonly headers?: HeaderSource | undefined;
  readonly auth?: Auth | undefined;
  readonly context?: unknown;
}

/** A line is opened again and again, and its replicas are many: what they are sent is renewed once for all of them. */
const shared = new Shared<Credentials>();

/** Tokens are for one address. */
const sharedOfUrl = new Shared<Map<string, Credentials>>();

/** The credentials for a server, those that stand above the others last. */
export function credentialsOf(url: URL, { headers, auth, context }: CredentialOptions): Credentials[] {
  return [
    ...(headers ? [shared.of(headers, context, () => headerCredentials(headers, context))] : []),
    ...(auth ? [ofAuth(url, auth, context)] : []),
  ];
}

function ofAuth(url: URL, auth: Auth, context: unknown): Credentials {
  if (!isProvider(auth) && !("oauth" in auth) && !("clientCredentials" in auth))
    return shared.of(auth, context, () => staticCredentials(auth, context));
  const byUrl = sharedOfUrl.of(auth, context, () => new Map());
  const known = byUrl.get(url.href);
  if (known) return known;
  const made = ofTokens(auth, context);
  byUrl.set(url.href, made);
  return made;
}

function ofTokens(
  auth: Exclude<Auth, { bearer: unknown } | { apiKey: unknown } | { basic: unknown }>,
  context: unknown,
) {
  if (isProvider(auth)) return new ProviderCredentials(auth);
  const source = ({ store = memoryTokenStore(), scope }: TokenOptions) => ({
    store: typeof store === "string" ? fileTokenStore(store) : store,
    scope,
    context,
  });
  if ("oauth" in auth) return new TokenCredentials({ ...source(auth.oauth), grant: personGrant(auth.oauth) });
  const { clientCredentials } = auth;
  return new TokenCredentials({
    ...source(clientCredentials),
    grant: clientCredentialsGrant(clientCredentials),
  });
}
