import { basicAuthorization } from "./basic-authorization.js";
import { CalledHeaders } from "./called-headers.js";
import type { Credentials } from "./credentials.js";
import { fixedHeaders } from "./fixed-headers.js";
import type { HeaderSource, SecretSource, StaticAuth } from "./options.js";

/** Headers as the program gives them. */
export function headerCredentials(headers: HeaderSource, context: unknown): Credentials {
  if (typeof headers !== "function") return fixedHeaders(headers);
  const source = {
    option: "headers",
    call: headers,
    expected: "an object of headers",
    isExpected: (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value),
    toHeaders: (value: Readonly<Record<string, string>>) => value,
  };
  return new CalledHeaders(source, context);
}

/** Credentials that the program has. */
export function staticCredentials(auth: StaticAuth, context: unknown): Credentials {
  if ("bearer" in auth) {
    return ofSecret("auth.bearer", auth.bearer, context, (token) => ({ Authorization: `Bearer ${token}` }));
  }
  if ("apiKey" in auth)
    return ofSecret("auth.apiKey", auth.apiKey, context, (key) => ({ [auth.header]: key }));
  const { username, password } = auth.basic;
  return ofSecret("auth.basic.password", password, context, (secret) => ({
    Authorization: basicAuthorization(username, secret),
  }));
}

function ofSecret(
  option: string,
  secret: SecretSource,
  context: unknown,
  toHeaders: (secret: string) => Readonly<Record<string, string>>,
): Credentials {
  if (typeof secret === "string") return fixedHeaders(toHeaders(secret));
  const isExpected = (value: unknown) => typeof value === "string" && value !== "";
  return new CalledHeaders({ option, call: secret, expected: "a text", isExpected, toHeaders }, context);
}
