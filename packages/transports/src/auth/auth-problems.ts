import { headerProblems } from "../http/check-headers.js";
import type { OptionProblem } from "../options/option-problem.js";
import { basicAuthorization } from "./basic-authorization.js";

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
};

const examples = '{ bearer: "…" }, { apiKey: "…", header: "X-API-Key" }, { basic: { username, password } }';

/**
 * What is wrong with an `auth`, whatever it is. A secret is never shown.
 *
 * @returns problems with paths below `auth`
 */
export function authProblems(auth: unknown): OptionProblem[] {
  if (!isObject(auth)) return [{ path: [], message: `must be one of ${examples}, not ${kindOf(auth)}` }];
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

/** A text that can be sent in a header, or a function that gives one. */
export function secretProblems(
  path: readonly string[],
  value: unknown,
  toHeader: (text: string) => string = (text) => text,
): OptionProblem[] {
  if (typeof value === "function") return [];
  if (typeof value !== "string") {
    const missing = value === undefined ? "is missing: it must be" : "must be";
    const got = value === undefined ? "" : `, not ${kindOf(value)}`;
    return [{ path, message: `${missing} a text or a function that gives one${got}` }];
  }
  if (value === "") return [{ path, message: "is empty: is the variable set that it comes from?" }];
  return headerProblems({ x: toHeader(value) }, "").map(({ message }) => ({ path, message }));
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

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What kind of value it is: the value may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`.replace("a undefined", "nothing");
}
