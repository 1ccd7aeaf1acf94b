import type { ElicitationSchema } from "./elicitation-request.js";

/** Words that name a secret, alone or one after the other. */
const secrets = [
  ["password"],
  ["passwd"],
  ["pwd"],
  ["passphrase"],
  ["passcode"],
  ["secret"],
  ["credential"],
  ["token"],
  ["apikey"],
  ["api", "key"],
  ["access", "key"],
  ["private", "key"],
  ["secret", "key"],
  ["signing", "key"],
  ["encryption", "key"],
  ["seed", "phrase"],
  ["otp"],
  ["pin", "code"],
  ["cvv"],
  ["cvc"],
  ["iban"],
  ["ssn"],
  ["social", "security"],
  ["creditcard"],
  ["credit", "card"],
  ["debit", "card"],
  ["card", "number"],
];

/** Words after which the one before names no secret: `token_limit`, `password hint`. */
const harmless = new Set(["limit", "count", "budget", "type", "name", "policy", "length", "hint", "expiry"]);

type Field = ElicitationSchema["properties"][string] & { readonly format?: string };

/**
 * The fields of a form that ask for a secret: by their names, titles or formats. A choice or a yes and no asks for none.
 *
 * Source: MCP specification 2025-11-25, elicitation: "Servers MUST NOT use form mode elicitation to request sensitive
 * information".
 */
export function secretFields({ properties }: ElicitationSchema): string[] {
  return Object.entries(properties).flatMap(([name, field]) => (asksForSecret(name, field) ? [name] : []));
}

function asksForSecret(name: string, field: Field): boolean {
  if (!["string", "number", "integer"].includes(field.type) || "enum" in field || "oneOf" in field)
    return false;
  return field.format === "password" || [name, field.title ?? ""].some(namesSecret);
}

function namesSecret(text: string): boolean {
  const words = wordsOf(text);
  return secrets.some((secret) =>
    words.some((_, start) => {
      const end = start + secret.length;
      return secret.every((word, i) => words[start + i] === word) && !harmless.has(words[end] ?? "");
    }),
  );
}

/** `newApiKeys` has the words new, api and key. */
function wordsOf(text: string): string[] {
  const words =
    text.replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3 $2$4").match(/[A-Za-z]+/g) ?? [];
  return words.map((word) => word.toLowerCase().replace(/([^s])s$/, "$1"));
}
