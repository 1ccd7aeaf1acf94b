import type { OptionProblem } from "../../options/option-problem.js";
import { secretProblems } from "../secret-problems.js";
import { isObject, kindOf } from "../value-kinds.js";
import { readPrivateKey } from "./read-private-key.js";

type Options = Readonly<Record<string, unknown>>;
type Check = (path: readonly string[], value: unknown) => OptionProblem[];

const authMethods = ["client_secret_basic", "client_secret_post", "none"];

const common: Readonly<Record<string, Check>> = {
  scope: textProblems,
  issuer: webAddressProblems,
  account: textProblems,
  tokenEndpointAuthMethod: (path, value) =>
    authMethods.includes(value as string)
      ? []
      : [{ path, message: `must be one of ${authMethods.map((each) => JSON.stringify(each)).join(", ")}` }],
  store: (path, value) =>
    (typeof value === "string" && value !== "") ||
    (isObject(value) && typeof value.get === "function" && typeof value.set === "function")
      ? []
      : [{ path, message: "must be a token store, such as memoryTokenStore(), or the path of a file" }],
};

const ofClient: Readonly<Record<string, Check>> = {
  ...common,
  clientId: textProblems,
  clientSecret: fixedSecretProblems,
  privateKey: privateKeyProblems,
  algorithm: textProblems,
  clientAssertion: secretProblems,
  assertion: secretProblems,
};

const ofPerson: Readonly<Record<string, Check>> = {
  ...common,
  authorize: (path, value) =>
    typeof value === "function"
      ? []
      : [{ path, message: `must be a function that shows an address to a person, not ${kindOf(value)}` }],
  redirectUrl: webAddressProblems,
  clientId: textProblems,
  clientSecret: fixedSecretProblems,
  clientMetadataUrl: (path, value) =>
    isHttpsPath(value)
      ? []
      : [
          {
            path,
            message: 'must be an https address with a path, such as "https://example.com/client.json"',
          },
        ],
  clientName: textProblems,
};

/** What is wrong with `clientCredentials`. */
export function clientCredentialsProblems(value: unknown): OptionProblem[] {
  const path = ["clientCredentials"];
  if (!isObject(value))
    return [
      {
        path,
        message: `must be { clientId, clientSecret } or { clientId, privateKey }, not ${kindOf(value)}`,
      },
    ];
  const shown = ["clientSecret", "privateKey", "clientAssertion"].filter((each) => value[each] !== undefined);
  const problems = partProblems(path, value, ofClient);
  if (value.clientId === undefined && (value.assertion === undefined || shown.length > 0))
    problems.push({
      path: [...path, "clientId"],
      message: "is missing: it must be the id that the client is registered with",
    });
  if (shown.length === 0 && value.assertion === undefined) {
    const message =
      "has nothing that shows who the client is: add `clientSecret`, `privateKey`, `clientAssertion` or `assertion`";
    problems.push({ path, message });
  }
  if (shown.length > 1) {
    const message = `has ${shown.map((each) => `\`${each}\``).join(" and ")}: a client shows one of them, so remove the others`;
    problems.push({ path, message });
  }
  return problems;
}

/** What is wrong with `oauth`. */
export function oauthProblems(value: unknown): OptionProblem[] {
  const path = ["oauth"];
  if (!isObject(value))
    return [
      { path, message: `must be an object such as { scope: "files:read" } or {}, not ${kindOf(value)}` },
    ];
  const problems = partProblems(path, value, ofPerson);
  if (value.clientSecret !== undefined && value.clientId === undefined)
    problems.push({
      path: [...path, "clientId"],
      message: "is missing: `clientSecret` is there, and it is that of a client with an id",
    });
  return problems;
}

function partProblems(
  path: readonly string[],
  value: Options,
  known: Readonly<Record<string, Check>>,
): OptionProblem[] {
  return Object.entries(value).flatMap(([key, part]) => {
    const check = known[key];
    if (check === undefined) {
      const message = `is not an option of \`${path.join(".")}\`; those are ${Object.keys(known).join(", ")}`;
      return [{ path: [...path, key], message }];
    }
    return part === undefined ? [] : check([...path, key], part);
  });
}

function textProblems(path: readonly string[], value: unknown): OptionProblem[] {
  return typeof value === "string" ? [] : [{ path, message: `must be a text, not ${kindOf(value)}` }];
}

function fixedSecretProblems(path: readonly string[], value: unknown): OptionProblem[] {
  if (typeof value === "function") return [{ path, message: "must be a text, not a function" }];
  return secretProblems(path, value);
}

function webAddressProblems(path: readonly string[], value: unknown): OptionProblem[] {
  const isOne = value instanceof URL || (typeof value === "string" && URL.canParse(value));
  return isOne ? [] : [{ path, message: `must be a web address with its scheme, not ${kindOf(value)}` }];
}

function privateKeyProblems(path: readonly string[], value: unknown): OptionProblem[] {
  try {
    if (typeof value === "string" || isObject(value)) {
      readPrivateKey(value);
      return [];
    }
  } catch {
    // What Node.js says of it may quote it.
  }
  const got =
    typeof value === "string" ? "a text that is none (is it a file's name, or a public key?)" : kindOf(value);
  return [{ path, message: `must be a private key, in PEM or as a JWK, not ${got}` }];
}

/** Source: OAuth Client ID Metadata Documents, client identifiers. */
function isHttpsPath(value: unknown): boolean {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, pathname } = new URL(value);
  return protocol === "https:" && pathname !== "/";
}
