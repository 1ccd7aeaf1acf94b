import type { Auth } from "@mcp-team/transports";
import { SECRET_MASK } from "@mcp-team/transports/settings";

/** An `auth` as it may be shown. */
export interface AuthView {
  readonly [option: string]: string | readonly string[] | AuthView;
}

/** What is no secret, by name. All else is masked, whatever it is. */
const open: ReadonlySet<string> = new Set([
  "account",
  "algorithm",
  "clientId",
  "clientMetadataUrl",
  "clientName",
  "header",
  "issuer",
  "redirectUrl",
  "scope",
  "tokenEndpointAuthMethod",
  "username",
]);

/** What has parts of its own. */
const nested: ReadonlySet<string> = new Set(["basic", "clientCredentials", "oauth"]);

const kinds = ["bearer", "apiKey", "basic", "clientCredentials", "oauth"];

/** Masks the secrets of an `auth`. */
export function maskAuth(auth: Auth): AuthView {
  if (!kinds.some((kind) => kind in auth)) return { provider: "of the MCP SDK" };
  return maskOptions(auth);
}

function maskOptions(options: object): AuthView {
  const shown = Object.entries(options).flatMap(([name, value]): [string, AuthView[string]][] =>
    value === undefined ? [] : [[name, maskOption(name, value)]],
  );
  return Object.fromEntries(shown);
}

function maskOption(name: string, value: unknown): AuthView[string] {
  if (name === "store") return typeof value === "string" ? value : "a token store";
  if (name === "authorize") return "asks a person";
  if (typeof value === "function") return "asked for each request";
  if (open.has(name)) return String(value);
  return nested.has(name) ? maskOptions(value as object) : SECRET_MASK;
}
