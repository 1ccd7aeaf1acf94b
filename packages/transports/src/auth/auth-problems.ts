import { headerProblems } from "../http/check-headers.js";
import type { OptionProblem } from "../options/option-problem.js";
import { basicAuthorization } from "./basic-authorization.js";
import { isProvider } from "./is-provider.js";
import { clientCredentialsProblems, oauthProblems } from "./oauth/option-problems.js";
import { secretProblems } from "./secret-problems.js";
import { isObject, kindOf } from "./value-kinds.js";

/** What is wrong with one kind of `auth`. */
type Check = (value: unknown, auth: Readonly<Record<string, unknown>>) => OptionProblem[];

/** The kinds of `auth`, by the name that tells them apart, each with what may stand beside it. */
const kinds: Readonly<Record<string, { readonly beside: readonly string[]; readonly check: Check }>> = {
  bearer: { beside: [], check: (value) => secretProblems(["bearer"], value) },
  apiKey: {
    beside: ["header"],
    check: (value, { header }) => [...secretProblems(["apiKey"], value), ...headerNameProblems(header)],
  },
  basic: { beside: [], check: basicProblems },
  clientCredentials: { beside: [], check: clientCredentialsProblems },
  oauth: { beside: [], check: oauthProblems },
};

const examples =
  '{ bearer: "…" }, { apiKey: "…", header: "X-API-Key" }, { basic: { username, password } }, { clientCredentials: { clientId, clientSecret } }, { oauth: {} } or a provider of the MCP SDK';

/**
 * What is wrong with an `auth`, whatever it is. A secret is never shown.
 *
 * @returns problems with paths below `auth`
 */
export function authProblems(auth: unknown): OptionProblem[] {
  if (!isObject(auth)) return [{ path: [], message: `must be one of ${examples}, not ${kindOf(auth)}` }];
  if (isProvider(auth)) return [];
  const [kind, other] = Object.keys(kinds).filter((each) => auth[each] !== undefined);
  if (kind === undefined) {
    const keys = Object.keys(auth).map((key) => `\`${key}\``);
    const got = keys.length === 0 ? "it is empty" : `it has ${keys.join(", ")}`;
    return [{ path: [], message: `must be one of ${examples}, and ${got}` }];
  }
  if (other !== undefined) {
    const message = `has \`${kind}\` and \`${other}\`: a server is shown one of them, so remove the other`;
    return [{ path: [], message }];
  }
  const { beside, check } = kinds[kind] as (typeof kinds)[string];
  const foreign = Object.keys(auth).filter((key) => key !== kind && !beside.includes(key));
  return [
    ...foreign.map((key) => ({
      path: [key],
      message: `is not an option of \`auth\` with \`${kind}\`: remove it`,
    })),
    ...check(auth[kind], auth),
  ];
}

function basicProblems(value: unknown): OptionProblem[] {
  const expected = "{ username, password }";
  if (!isObject(value)) return [{ path: ["basic"], message: `must be ${expected}, not ${kindOf(value)}` }];
  const { username, password } = value;
  const path = ["basic", "username"];
  if (typeof username !== "string" || username.includes(":")) {
    const message =
      typeof username === "string"
        ? "holds a colon, which Basic cannot carry in a name: use another name"
        : `must be a text, not ${kindOf(username)}`;
    return [{ path, message }, ...secretProblems(["basic", "password"], password)];
  }
  return secretProblems(["basic", "password"], password, (text) => basicAuthorization(username, text));
}

function headerNameProblems(header: unknown): OptionProblem[] {
  const path = ["header"];
  if (typeof header !== "string") {
    return [
      { path, message: 'is missing: it must be the name of the header for the key, such as "X-API-Key"' },
    ];
  }
  return headerProblems({ [header]: "" }, "").map(({ message }) => ({ path, message }));
}
