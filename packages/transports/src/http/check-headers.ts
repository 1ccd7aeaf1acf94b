import type { ConfigurationProblem } from "../errors/index.js";

/** Source: RFC 9110, section 5.6.2, `token`. */
const validName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Source: RFC 9110, section 5.5, `field-value`, in the one-byte characters that HTTP carries. */
const validValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * What is wrong with headers. A value is never shown: it may be a secret.
 *
 * @param path - the option they came from, such as `headers`
 */
export function headerProblems(
  headers: Readonly<Record<string, unknown>>,
  path: string,
): ConfigurationProblem[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const message = validName.test(name) ? problemOfValue(value) : problemOfName(name);
    return message === undefined ? [] : [{ path: `${path}.${name.replaceAll(/[\r\n]/g, "?")}`, message }];
  });
}

function problemOfName(name: string): string {
  return `${JSON.stringify(name)} is not a header name. Use letters, digits and "-".`;
}

function problemOfValue(value: unknown): string | undefined {
  if (typeof value !== "string") {
    return `the value is ${value === null ? "null" : typeof value}, not a text. Set it, or leave the header out.`;
  }
  if (/[\r\n]/.test(value))
    return "the value has a line break in it. Trim it, or look for a second line in its source.";
  if (!validValue.test(value)) {
    return "the value has characters that a header cannot carry. Use ASCII, or encode the value.";
  }
  return undefined;
}
