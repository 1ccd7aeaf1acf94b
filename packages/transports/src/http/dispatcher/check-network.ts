import { type OptionProblem, shown } from "../../options/option-problem.js";
import type { NetworkOptions, TlsOptions } from "./options.js";
import { proxyUrl } from "./proxy-url.js";

/** What is the affair of a dispatcher. */
const ofDispatchers = ["tls", "proxy", "http2", "lookup"] as const;

const materials = ["ca", "cert", "key"] as const;

/** What is wrong with how connections are encrypted. Values are never shown: they may be keys. */
export function tlsProblems(tls: TlsOptions): OptionProblem[] {
  const { cert, key, passphrase, servername, rejectUnauthorized } = tls;
  const problems: OptionProblem[] = materials.flatMap((option) => materialProblems(option, tls[option]));
  if (cert === undefined && key !== undefined)
    problems.push({ path: ["cert"], message: "is missing: a key is of no use without its certificate" });
  if (cert !== undefined && key === undefined)
    problems.push({
      path: ["key"],
      message: "is missing: a certificate is of no use without its private key",
    });
  if (passphrase !== undefined && typeof passphrase !== "string")
    problems.push({ path: ["passphrase"], message: "must be text" });
  if (servername !== undefined && (typeof servername !== "string" || servername === ""))
    problems.push({ path: ["servername"], message: `must be the name of a host, not ${shown(servername)}` });
  if (rejectUnauthorized !== undefined && typeof rejectUnauthorized !== "boolean")
    problems.push({
      path: ["rejectUnauthorized"],
      message: `must be true or false, not ${shown(rejectUnauthorized)}`,
    });
  return problems;
}

/** What is wrong with a proxy. Its address may hold a password, so it is not shown. */
export function proxyProblems(proxy: unknown): OptionProblem[] {
  if (proxy === false || proxy === "env") return [];
  if ((typeof proxy === "string" || proxy instanceof URL) && proxyUrl(String(proxy)) !== undefined) return [];
  const kind = typeof proxy === "string" ? "that text" : shown(proxy);
  return [
    {
      path: [],
      message: `must be "env", false, or an address such as "http://proxy.example.com:3128", not ${kind}`,
    },
  ];
}

/** What a dispatcher excludes. */
export function dispatcherProblems(options: NetworkOptions): OptionProblem[] {
  if (options.dispatcher === undefined) return [];
  return ofDispatchers
    .filter((key) => options[key] !== undefined)
    .map((key) => ({
      path: [key],
      message: "is set, and so is `dispatcher`, which decides that itself: remove one of them",
    }));
}

function materialProblems(option: (typeof materials)[number], given: unknown): OptionProblem[] {
  const values = option === "ca" && Array.isArray(given) ? given : [given];
  return values.flatMap((value, index) => {
    const message = value === undefined ? undefined : problemOfMaterial(value);
    return message === undefined ? [] : [{ path: values === given ? [option, index] : [option], message }];
  });
}

function problemOfMaterial(value: unknown): string | undefined {
  const expected = "PEM text, a Buffer, or { file } with the path of the file that has it";
  if (Buffer.isBuffer(value)) return value.length === 0 ? `is empty: give ${expected}` : undefined;
  if (typeof value === "string") {
    if (value.includes("-----BEGIN ")) return undefined;
    return `is text, but not PEM, which begins with "-----BEGIN": for a path write { file: … }`;
  }
  const file = typeof value === "object" && value !== null && "file" in value ? value.file : undefined;
  if ((typeof file === "string" && file !== "") || (file instanceof URL && file.protocol === "file:"))
    return undefined;
  return `must be ${expected}`;
}
