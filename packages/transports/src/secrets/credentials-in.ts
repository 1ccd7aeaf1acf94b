const credentialName = /key|token|secret|passw|pwd|credential|auth|bearer|cookie|private|signature|dsn/i;

/** Long, without blanks or slashes, with letters and digits: no word, no path, no address. */
const credentialValue = /^(?=.*\d)(?=.*[A-Za-z])[\w+=.:~-]{16,}$/;

const userInfo = /\/\/[^/?#\s@]+@/;

/**
 * The values of environment variables that are credentials, by their names or by what they look like. The others, such as
 * `/data` or `production`, are what a model has to read when a call fails.
 */
export function credentialsIn(env: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    credentialName.test(name) || credentialValue.test(value) || userInfo.test(value) ? [value] : [],
  );
}
