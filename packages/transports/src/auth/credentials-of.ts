import type { Credentials } from "./credentials.js";
import type { Auth, HeaderSource } from "./options.js";
import { Shared } from "./shared.js";
import { headerCredentials, staticCredentials } from "./static-credentials.js";

/** What decides over the credentials for a server. */
export interface CredentialOptions {
  readonly headers?: HeaderSource | undefined;
  readonly auth?: Auth | undefined;
  readonly context?: unknown;
}

/** A line is opened again and again, and its replicas are many: what they are sent is renewed once for all of them. */
const shared = new Shared<Credentials>();

/** The credentials for a server, those that stand above the others last. */
export function credentialsOf({ headers, auth, context }: CredentialOptions): Credentials[] {
  return [
    ...(headers ? [shared.of(headers, context, () => headerCredentials(headers, context))] : []),
    ...(auth ? [shared.of(auth, context, () => staticCredentials(auth, context))] : []),
  ];
}
