import { maskSecrets, SECRET_MASK } from "./mask-secrets.js";

const secretFlag = /^--?[\w-]*(?:key|token|secret|passw|pwd|credential|auth|bearer|header)[\w-]*/i;
const credentials = /\b(Bearer|Basic)\s+\S+/gi;
const userInfo = /(\/\/)[^/?#\s@]*@/g;

/**
 * Masks what looks secret in the arguments of a command: known secret values, what follows a flag such as
 * `--api-key` or `--header`, what follows `Bearer`, and the user and password of an address.
 *
 * @param secrets - values that are known to be secret
 */
export function maskArguments(args: readonly string[], secrets: readonly string[] = []): string[] {
  return args.map((argument, index) => {
    const flag = secretFlag.exec(argument)?.[0];
    if (flag !== undefined && argument[flag.length] === "=") return `${flag}=${SECRET_MASK}`;
    const before = args[index - 1];
    if (before !== undefined && secretFlag.exec(before)?.[0] === before && !argument.startsWith("-"))
      return SECRET_MASK;
    return maskSecrets(argument, secrets)
      .replaceAll(credentials, `$1 ${SECRET_MASK}`)
      .replaceAll(userInfo, `$1${SECRET_MASK}@`);
  });
}
